import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFileStore } from '../../src/store/file-store.ts'
import { copyOf, newFolder, removeFoldersAfterEach } from './folders.ts'
import { numbers } from './kinds.ts'

removeFoldersAfterEach()

const left = numbers.key('left')
const right = numbers.key('right')
const JOURNAL_ONLY = { checkpointDelayMs: 1_000_000, closeBudgetMs: 0 }

/** A folder after some updates, each of which adds its number to both documents, the first of them saved as files. */
async function writeFolder(saved: number, total: number): Promise<string> {
  const dir = await newFolder()
  for (const [from, to, options] of [
    [0, saved, {}],
    [saved, total, JOURNAL_ONLY],
  ] as const) {
    const store = await openFileStore({ dir, ...options })
    for (let number = from; number < to; number++)
      await store.update([left, right], (docs) => {
        for (const i of [0, 1] as const) {
          docs[i] ??= { list: [] }
          docs[i].list.push(number)
        }
      })
    await store.close()
  }
  return dir
}

async function journalFiles(dir: string): Promise<string[]> {
  const names = await readdir(join(dir, '_journal'))
  return names.sort().map((name) => join(dir, '_journal', name))
}

async function onlyJournalFile(dir: string): Promise<string> {
  const [file, ...others] = await journalFiles(dir)
  expect(others).toEqual([])
  return file ?? ''
}

async function readBoth(dir: string, onWarning: (message: string) => void = () => undefined) {
  const store = await openFileStore({ dir, onWarning, ...JOURNAL_ONLY })
  const lists = [await store.read(left), await store.read(right)].map((document) => document?.list ?? [])
  await store.close()
  return lists
}

describe('a journal that was cut', () => {
  it.each([
    { saved: 0, total: 2, from: 0 },
    { saved: 2, total: 4, from: 2 },
  ])('at each byte behind line $from of $total opens with the updates whose lines are whole', async (situation) => {
    const dir = await writeFolder(situation.saved, situation.total)
    const file = await onlyJournalFile(dir)
    const bytes = await readFile(file)
    const lineEnds = [...bytes.keys()].filter((i) => bytes[i] === 0x0a).map((i) => i + 1)
    for (let cut = lineEnds[situation.from - 1] ?? 0; cut <= bytes.length; cut++) {
      await writeFile(file, bytes.subarray(0, cut))
      const whole = lineEnds.filter((end) => end <= cut).length
      const warnings: string[] = []
      const expected = Array.from({ length: whole }, (_, i) => i)
      expect(await readBoth(dir, (message) => warnings.push(message))).toEqual([expected, expected])
      expect(warnings).toHaveLength(cut === 0 || lineEnds.includes(cut) ? 0 : 1)
    }
  })

  it('accepts new updates where it was cut', async () => {
    const dir = await writeFolder(0, 3)
    const file = await onlyJournalFile(dir)
    await writeFile(file, (await readFile(file)).subarray(0, -5))
    const store = await openFileStore({ dir, onWarning: () => undefined, ...JOURNAL_ONLY })
    await store.update([left], ([draft]) => draft?.list.push(7))
    await store.close()
    expect(await readBoth(dir)).toEqual([
      [0, 1, 7],
      [0, 1],
    ])
  })

  it('below what the files already hold is refused with advice', async () => {
    const dir = await writeFolder(3, 3)
    await writeFile(await onlyJournalFile(dir), '')
    await expect(readBoth(dir)).rejects.toThrow(/left\.json: holds change 3, but the journal ends with 0.*backup/)
  })
})

describe('a damaged journal', () => {
  it('is refused, naming file and line, when it is not the last line', async () => {
    const dir = await writeFolder(0, 3)
    const file = await onlyJournalFile(dir)
    const lines = (await readFile(file, 'utf8')).split('\n')
    for (const [number, damage] of [
      [0, (line: string) => line.replace('"sequence":1', '"sequence":9')],
      [1, (line: string) => '\0'.repeat(line.length)],
      [1, () => ''],
    ] as const) {
      await writeFile(file, lines.map((line, i) => (i === number ? damage(line) : line)).join('\n'))
      await expect(readBoth(dir)).rejects.toThrow(`${file}, line ${number + 1} is damaged`)
    }
  })

  it('is refused when a line is missing', async () => {
    const dir = await writeFolder(0, 3)
    const file = await onlyJournalFile(dir)
    const lines = (await readFile(file, 'utf8')).split('\n')
    await writeFile(file, lines.filter((_, i) => i !== 1).join('\n'))
    await expect(readBoth(dir)).rejects.toThrow(/expected change 2, got 3/)
  })

  it('is refused when a segment is missing', async () => {
    const dir = await newFolder()
    const store = await openFileStore({ dir, segmentBytes: 1, ...JOURNAL_ONLY })
    for (let number = 0; number < 3; number++)
      await store.update([left], (docs) => {
        docs[0] = { list: [number] }
      })
    await store.close()
    const files = await journalFiles(dir)
    expect(files).toHaveLength(3)
    await rm(files[1] ?? '')
    await expect(readBoth(dir)).rejects.toThrow(/expected change 2 next/)
  })

  it('drops NUL bytes that a power cut left behind the last line', async () => {
    const dir = await writeFolder(0, 2)
    const file = await onlyJournalFile(dir)
    await writeFile(file, Buffer.concat([await readFile(file), Buffer.alloc(4_096)]))
    const warnings: string[] = []
    expect((await readBoth(dir, (message) => warnings.push(message)))[0]).toEqual([0, 1])
    expect(warnings).toEqual([expect.stringContaining(file)])
  })
})

describe('segments', () => {
  it('go when the files hold their changes twice, and nothing comes back or is lost', async () => {
    const dir = await newFolder()
    const store = await openFileStore({ dir, segmentBytes: 600, checkpointDelayMs: 1, closeBudgetMs: 10_000 })
    for (let number = 0; number < 40; number++) {
      await store.update([left, numbers.key('gone', String(number % 4))], (docs) => {
        docs[0] = { list: [...(docs[0]?.list ?? []), number] }
        docs[1] = docs[1] === undefined ? { list: [] } : undefined
      })
    }
    await store.close()
    expect(await journalFiles(dir)).toHaveLength(1)
    await writeFile(join(dir, 'numbers', 'left.json'), '') // the generation before it has to do
    const again = await openFileStore({ dir: await copyOf(dir), onWarning: () => undefined })
    expect((await again.read(left))?.list).toHaveLength(40)
    expect(await again.list(numbers)).toEqual([left])
    await again.close()
  })
})
