import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineKind } from '../../src/store/document-store.ts'
import { openFileStore } from '../../src/store/file-store.ts'
import { newFolder, removeFoldersAfterEach } from './folders.ts'
import { members } from './kinds.ts'

removeFoldersAfterEach()

const member = members.key('g', 'u')

/** A folder with a document that was changed and saved twice, so that there are two generations of it. */
async function writeFolder(): Promise<{ dir: string; current: string; previous: string }> {
  const dir = await newFolder()
  for (const count of [1, 2]) await setCount(dir, count)
  const current = join(dir, 'members', 'g', 'u.json')
  return { dir, current, previous: current.replace('.json', '.previous.json') }
}

/** As an operator does who goes on from the saved files. */
async function removeJournal(dir: string): Promise<void> {
  for (const name of ['_journal', '_saved']) await rm(join(dir, name), { recursive: true })
}

async function setCount(dir: string, count: number): Promise<void> {
  const store = await openFileStore({ dir, onWarning: () => undefined })
  await store.update([member], (docs) => {
    docs[0] = { count }
  })
  await store.close()
}

async function readMember(dir: string, onWarning: (message: string) => void = () => undefined) {
  const store = await openFileStore({ dir, onWarning, checkpointDelayMs: 1_000_000, closeBudgetMs: 0 })
  try {
    return await store.read(member)
  } finally {
    await store.close()
  }
}

const DAMAGES: readonly [name: string, damage: (text: string) => string, found: RegExp][] = [
  ['truncated', (text) => text.slice(0, -9), /is not JSON/],
  ['empty', () => '', /an empty file/],
  ['NUL-filled', (text) => '\0'.repeat(text.length), /NUL bytes/],
  ['garbage', () => 'no JSON at all', /is not JSON/],
  ['of another shape', () => '{"count":2}', /JSON that is not/],
]

describe('a damaged checkpoint', () => {
  it.each(DAMAGES)('that is %s is recovered, with a warning that names it', async (_name, damage, found) => {
    const { dir, current } = await writeFolder()
    await writeFile(current, damage(await readFile(current, 'utf8')))
    const warnings: string[] = []
    expect(await readMember(dir, (message) => warnings.push(message))).toEqual({ count: 2 })
    expect(warnings).toEqual([expect.stringContaining(current)])
    expect(warnings[0]).toMatch(found)
  })

  it.each(DAMAGES)(
    'that is %s is an error that names it when the journal does not help',
    async (_name, damage, found) => {
      const { dir, current, previous } = await writeFolder()
      await writeFile(current, damage(await readFile(current, 'utf8')))
      await removeJournal(dir)
      const reading = readMember(dir)
      await expect(reading).rejects.toThrow(current)
      await expect(reading).rejects.toThrow(previous)
      await expect(reading).rejects.toThrow(found)
    },
  )

  it('is kept aside when the document is saved again', async () => {
    const { dir, current } = await writeFolder()
    await writeFile(current, 'edited by hand')
    await setCount(dir, 3)
    expect(await readFile(current.replace('.json', '.damaged.json'), 'utf8')).toBe('edited by hand')
    expect(await readMember(dir)).toEqual({ count: 3 })
    expect((await readdir(join(dir, 'members', 'g'))).sort()).toEqual(['u.damaged.json', 'u.json', 'u.previous.json'])
  })

  it('that is missing is recovered from the generation before it', async () => {
    const { dir, current } = await writeFolder()
    await rm(current)
    expect(await readMember(dir)).toEqual({ count: 2 })
  })

  it('does not hide other documents', async () => {
    const { dir, current, previous } = await writeFolder()
    await writeFile(current, '')
    await writeFile(previous, '')
    await removeJournal(dir)
    const store = await openFileStore({ dir, onWarning: () => undefined })
    await expect(store.read(member)).rejects.toThrow(current)
    await store.update([members.key('g', 'v')], (docs) => {
      docs[0] = { count: 1 }
    })
    expect((await store.list(members)).map((key) => key.path)).toEqual(['members/g/u', 'members/g/v'])
    await store.close()
  })
})

describe('without a journal', () => {
  it('a folder is refused as long as its mark says that there was one', async () => {
    const { dir } = await writeFolder()
    await rm(join(dir, '_journal'), { recursive: true })
    for (let times = 0; times < 2; times++)
      await expect(readMember(dir)).rejects.toThrow(
        /_journal: expected the changes up to 2.*found no journal.*move _journal and _saved out/,
      )
  })

  it('and without the mark whole files are read, and later changes count', async () => {
    const { dir } = await writeFolder()
    await removeJournal(dir)
    const warnings: string[] = []
    expect(await readMember(dir, (message) => warnings.push(message))).toEqual({ count: 2 })
    expect(warnings).toEqual([expect.stringContaining('journal is missing')])
    await setCount(dir, 3)
    expect(await readMember(dir)).toEqual({ count: 3 })
  })
})

describe('the mark of what was saved', () => {
  it('is as far as the documents, and opening does not read them', async () => {
    const { dir, current } = await writeFolder()
    expect(JSON.parse(await readFile(join(dir, '_saved'), 'utf8'))).toEqual({ sequence: 2 })
    await rm(current)
    await mkdir(current) // reading it would be an error
    const store = await openFileStore({ dir, checkpointDelayMs: 1_000_000, closeBudgetMs: 0 })
    await expect(store.read(member)).rejects.toThrow(current)
    await store.close()
  })
})

describe('a removed document', () => {
  it('leaves no file, and does not come back', async () => {
    const { dir } = await writeFolder()
    const store = await openFileStore({ dir })
    await store.remove(member)
    await store.close()
    expect(await readdir(join(dir, 'members', 'g'))).toEqual([])
    expect(await readMember(dir)).toBeUndefined()
  })
})

describe('what a killed process was writing', () => {
  it('goes away when a document beside it is saved', async () => {
    const { dir, current } = await writeFolder()
    for (const left of [`${current}.123456`, current.replace('.json', '.previous.json.next')])
      await writeFile(left, 'half')
    await writeFile(join(dir, '_saved.123456'), 'half')
    await setCount(dir, 3)
    expect((await readdir(join(dir, 'members', 'g'))).sort()).toEqual(['u.json', 'u.previous.json'])
    expect((await readdir(dir)).sort()).toEqual(['_journal', '_saved', 'members'])
  })
})

describe('closing with many unsaved documents', () => {
  it('leaves what it has no time to save to the journal', async () => {
    const dir = await newFolder()
    const store = await openFileStore({ dir, closeBudgetMs: 20 })
    const keys = Array.from({ length: 1_000 }, (_, i) => members.key('g', String(i)))
    await Promise.all(
      keys.map((key, i) =>
        store.update([key], (docs) => {
          docs[0] = { count: i }
        }),
      ),
    )
    await store.close()
    const again = await openFileStore({ dir, closeBudgetMs: 0 })
    expect(await again.list(members)).toHaveLength(1_000)
    expect(await Promise.all(keys.map((key) => again.read(key)))).toEqual(keys.map((_, count) => ({ count })))
    await again.close()
  })
})

describe('versions', () => {
  const second = defineKind({
    name: 'members',
    version: 2,
    schema: z.object({ total: z.int(), seen: z.array(z.string()) }),
    migrate: (data, fromVersion) => ({
      total: z.object({ count: z.int() }).parse(data).count,
      seen: [`v${fromVersion}`],
    }),
  })
  const key = second.key('g', 'u')

  it.each([{ closeBudgetMs: 0 }, { closeBudgetMs: 10_000 }])(
    'are migrated and stay so ($closeBudgetMs ms to save)',
    async (options) => {
      const { dir, current } = await writeFolder()
      const first = await openFileStore({ dir, ...options })
      await first.update([member], ([draft]) => {
        if (draft) draft.count = 5
      })
      await first.close()
      const store = await openFileStore({ dir, ...options })
      expect(await store.read(key)).toEqual({ total: 5, seen: ['v1'] })
      await store.update([key], ([draft]) => draft?.seen.push('more'))
      await store.update([key], ([draft]) => draft?.seen.push('still'))
      await store.close()
      await writeFile(current, '') // back over all versions
      const again = await openFileStore({ dir, onWarning: () => undefined })
      expect(await again.read(key)).toEqual({ total: 5, seen: ['v1', 'more', 'still'] })
      await again.close()
    },
  )

  it('newer than the program are refused', async () => {
    const { dir, current } = await writeFolder()
    await writeFile(current, (await readFile(current, 'utf8')).replace('"version":1', '"version":99'))
    await expect(readMember(dir)).rejects.toThrow(`${current}: written by a newer Yandu (version 99`)
  })

  it('that do not fit their schema are an error that names the file', async () => {
    const { dir, current } = await writeFolder()
    await writeFile(current, (await readFile(current, 'utf8')).replace('"count":2', '"count":"two"'))
    await expect(readMember(dir)).rejects.toThrow(new RegExp(`${current} does not fit its schema: count`))
  })
})

describe('files', () => {
  it.runIf(process.platform !== 'win32')('can be read by their owner alone', async () => {
    const { dir, current } = await writeFolder()
    const modes = await Promise.all([current, join(dir, 'members'), join(dir, '_journal')].map((file) => stat(file)))
    expect(modes.map((found) => (found.mode & 0o777).toString(8))).toEqual(['600', '700', '700'])
  })

  it('get names that Windows accepts', async () => {
    const dir = await newFolder()
    const store = await openFileStore({ dir })
    const keys = [members.key('con'), members.key('nul', 'aux')]
    for (const reserved of keys)
      await store.update([reserved], (docs) => {
        docs[0] = { count: 1 }
      })
    await store.close()
    expect((await readdir(join(dir, 'members'))).sort()).toEqual(['con_.json', 'nul_'])
    const again = await openFileStore({ dir })
    expect(await again.list(members)).toEqual(keys)
    expect(await again.read(members.key('con'))).toEqual({ count: 1 })
    await again.close()
  })
})
