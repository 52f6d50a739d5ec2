import { execFileSync } from 'node:child_process'
import { openFileStore } from '../../src/store/file-store.ts'
import { numbers } from './kinds.ts'

/** A process whose files may not grow for a while, as on a full disk. Prints what became of its updates. */
const [dir = ''] = process.argv.slice(2)
const store = await openFileStore({ dir, checkpointDelayMs: 5, onWarning: () => undefined })
const one = numbers.key('one')
const two = numbers.key('two')

function limitFiles(bytes: string): void {
  execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:unlimited`])
}

function add(key: typeof one, ...list: number[]): Promise<string> {
  const update = store.update([key], (docs) => {
    docs[0] = { list: [...(docs[0]?.list ?? []), ...list] }
  })
  return update.then(
    () => 'recorded',
    (error: unknown) => String(error),
  )
}

process.on('SIGXFSZ', () => undefined) // a full disk sends no signal; write-file-atomic would end the process by it
const before = await add(one, 1)
limitFiles('1000')
const big = Array.from({ length: 1_000 }, (_, i) => i)
const during = await Promise.all([add(one, ...big), add(one, 2), add(two, 2)])
const seen = [await store.read(one), await store.read(two)]
const listed = (await store.list(numbers)).map((key) => key.path)
limitFiles('unlimited')
const after = [await add(one, 3), await add(two, ...big)]
await store.close()
console.log(JSON.stringify({ before, during, seen, listed, after }))
