import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type Sample, sampleRows, type Table } from './tables.ts'
import { makeWorkFolder } from './work-folder.ts'

const WARM_UPS = 50
const WRITES = 500
const BYTES = Buffer.alloc(300, 'a') // an answer's line in the journal

/** What this disk asks for making a few bytes durable: as the journal does it, and as a file of its own. */
export async function measureDisk(): Promise<Table[]> {
  const folder = makeWorkFolder()
  const samples = [await measureAppend(join(folder, 'journal')), await measureReplace(join(folder, 'document'))]
  return [{ title: 'This disk: 300 bytes made durable', rows: sampleRows(samples) }]
}

async function measureAppend(file: string): Promise<Sample> {
  const handle = await open(file, 'a')
  const ms = await times(async () => {
    await handle.appendFile(BYTES)
    await handle.datasync()
  })
  await handle.close()
  return { name: 'append + fdatasync', ms }
}

async function measureReplace(file: string): Promise<Sample> {
  const ms = await times(async () => {
    const handle = await open(`${file}.new`, 'w')
    await handle.writeFile(BYTES)
    await handle.sync()
    await handle.close()
    await rename(`${file}.new`, file)
  })
  return { name: 'write + fsync + rename', ms }
}

async function times(work: () => Promise<void>): Promise<number[]> {
  const all: number[] = []
  for (let turn = 0; turn < WARM_UPS + WRITES; turn++) {
    const from = performance.now()
    await work()
    all.push(performance.now() - from)
  }
  return all.slice(WARM_UPS)
}
