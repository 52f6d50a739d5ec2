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

  const CUTS: readonly [name: string, cut: (bytes: Buffer) => Buffer, found: string][] = [
    ['that was emptied', () => Buffer.alloc(0), 'behind change 0. '],
    ['that was filled with NUL', (bytes) => Buffer.alloc(bytes.length), 'behind change 0, then'],
    ['that lost its last line', (bytes) => bytes.subarray(0, bytes.lastIndexOf(0x0a, -2) + 1), 'behind change 2. '],
    ['of which the last line is torn', (bytes) => bytes.subarray(0, -5), 'behind change 2, then a torn line of'],
  ]

  it.each(CUTS)('and holds less than the files is refused at the start, %s', async (_name, cut, found) => {
    const dir = await writeFolder(3, 3)
    const file = await onlyJournalFile(dir)
    const left = cut(await readFile(file))
    await writeFile(file, left)
    for (let times = 0; times < 2; times++) {
      const opening = openFileStore({ dir })
      await expect(opening).rejects.toThrow(`${file}: expected change 3, which saved documents hold, found the end`)
      await expect(opening).rejects.toThrow(found)
      await expect(opening).rejects.toThrow('move _journal and _saved out of the data folder')
    }
    expect(await readFile(file)).toEqual(left)
  })

  it('and holds less than the files is refused without a mark, too', async () => {
    for (const damageMark of [(file: string) => rm(file), (file: string) => writeFile(file, '\0\0')]) {
      const dir = await writeFolder(3, 3)
      await writeFile(await onlyJournalFile(dir), '')
      await damageMark(join(dir, '_saved'))
      await expect(openFileStore({ dir })).rejects.toThrow(/expected change 3/)
    }
  })

  it('is refused when its only file is missing', async () => {
    const dir = await writeFolder(3, 3)
    await rm(await onlyJournalFile(dir))
    await expect(openFileStore({ dir })).rejects.toThrow(/_journal: expected the changes up to 3.*found no journal/)
  })

  it('is refused when a file stands among the documents that it does not know of', async () => {
    const dir = await writeFolder(3, 3)
    const file = join(dir, 'numbers', 'left.json')
    await writeFile(file, (await readFile(file, 'utf8')).replace('"sequence":3', '"sequence":9'))
    await expect(readBoth(dir)).rejects.toThrow(/left\.json: holds change 9, but the journal ends with 3.*_saved/)
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
    expect(warnings).toEqual([expect.stringMatching(/dropped 4096 bytes of NUL.*behind change 2$/)])
    expect(warnings[0]).toContain(file)
  })

  it('says what it dropped, and that it was never confirmed only where this is so', async () => {
    for (const [damage, told] of [
      [(line: string) => line.slice(0, -9), /a torn line of \d+ bytes that was never confirmed, behind change 1$/],
      [(line: string) => `${line.slice(0, -9)}\0`, /a damaged line of \d+ bytes, behind change 1$/],
      [(line: string) => `${line.replace('"sequence":2', '"sequence":7')}\n`, /a damaged line of \d+ bytes, behind/],
    ] as const) {
      const dir = await writeFolder(0, 2)
      const file = await onlyJournalFile(dir)
      const [first, last = ''] = (await readFile(file, 'utf8')).split('\n')
      await writeFile(file, `${first}\n${damage(last)}`)
      const warnings: string[] = []
      await readBoth(dir, (message) => warnings.push(message))
      expect(warnings).toEqual([expect.stringMatching(told)])
    }
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
