import { openFileStore } from '../../src/store/file-store.ts'
import { StoreError } from '../../src/store/store-error.ts'

/** A process that may not do everything, also where tests run as root. Prints how the store refused the folder. */
const [dir = ''] = process.argv.slice(2)
const NOBODY = 65_534
if (process.getuid?.() === 0) process.setuid?.(NOBODY)
try {
  await openFileStore({ dir })
  console.log('opened')
} catch (error) {
  console.log(error instanceof StoreError ? error.message : `no StoreError: ${String(error)}`)
}
