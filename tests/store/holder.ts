import { openFileStore } from '../../src/store/file-store.ts'

/** A process that holds a folder until it is killed, or, told so, ends by itself: the lock does not keep it alive. */
const [dir = '', end] = process.argv.slice(2)
await openFileStore({ dir })
console.log('open')
if (end === undefined) setInterval(() => undefined, 1_000)
