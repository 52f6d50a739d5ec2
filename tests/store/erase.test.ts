import { mkdir, readdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { DocumentStore } from '../../src/store/document-store.ts'
import { openFileStore } from '../../src/store/file-store.ts'
import { errorCode } from '../../src/store/folder-sync.ts'
import { filesWith } from './bytes.ts'
import { copyOf, newFolder, removeFoldersAfterEach } from './folders.ts'
import { members, rounds } from './kinds.ts'

removeFoldersAfterEach()

const WHO = '314159265358979323'
const OTHER = '271828182845904523'
const QUIET = { onWarning: () => undefined }
const WAYS = [
  ['as it is run', {}],
  ['with everything in the journal', { checkpointDelayMs: 1_000_000, closeBudgetMs: 0 }],
  ['with everything saved at once, in small segments', { checkpointDelayMs: 1, segmentBytes: 900, cachedDocuments: 1 }],
] as const

/** Somebody's traces in names and in contents, in what is, what was, and what has gone. */
async function leaveTraces(store: DocumentStore): Promise<void> {
  for (let i = 0; i < 12; i++) {
    await store.update([rounds.key('g', `r${i % 4}`), members.key('g', WHO), members.key('g', OTHER)], (docs) => {
      docs[0] ??= { title: 'round', answers: {}, log: [] }
      docs[0].answers[i % 2 === 0 ? WHO : OTHER] = { choice: 'A' }
      docs[0].log.push(String(i))
      docs[1] = { count: i }
      docs[2] = { count: i }
    })
    await store.update([rounds.key('g', `q-${WHO}-${i}`)], (docs) => {
      docs[0] = { title: 'private', answers: { [WHO]: { choice: 'B' } }, log: [] }
    })
    if (i % 3 === 0) await store.remove(rounds.key('g', `q-${WHO}-${i}`))
  }
}

/** What the program does first: the traces go from the documents as they are. */
async function forget(store: DocumentStore): Promise<void> {
  for (const key of await store.list(rounds, 'g')) {
    if (key.path.includes(WHO)) await store.remove(key)
    else
      await store.update([key], ([round]) => {
        if (round?.answers[WHO]) round.answers.nobody = round.answers[WHO]
        delete round?.answers[WHO]
      })
  }
}

async function expectWhole(store: DocumentStore): Promise<void> {
  expect((await store.list(rounds, 'g')).map((key) => key.parts[1])).toEqual(['r0', 'r1', 'r2', 'r3'])
  for (const [i, who] of ['nobody', OTHER, 'nobody', OTHER].entries())
    expect(await store.read(rounds.key('g', `r${i}`))).toEqual({
      title: 'round',
      answers: { [who]: { choice: 'A' } },
      log: [String(i), String(i + 4), String(i + 8)],
    })
  expect(await store.read(members.key('g', OTHER))).toEqual({ count: 11 })
}

describe.each(WAYS)('erasing, %s', (_name, options) => {
  it('leaves no trace in any byte, before and after a restart, and nothing else is lost', async () => {
    const dir = await newFolder()
    const store = await openFileStore({ dir, ...options })
    await leaveTraces(store)
    expect(filesWith(dir, WHO)).not.toEqual([])
    await forget(store)
    await store.erase([members.key('g', WHO)])
    expect(filesWith(dir, WHO)).toEqual([])
    expect(filesWith(dir, OTHER)).not.toEqual([])
    await store.close()
    expect(filesWith(dir, WHO)).toEqual([])
    const again = await openFileStore({ dir, ...options })
    await expectWhole(again)
    await again.close()
    expect((await readdir(dir)).filter((name) => name.startsWith('_'))).toEqual(['_journal', '_saved'])
  })

  it('finishes after a restart, wherever it was broken off', { timeout: 120_000 }, async () => {
    const dir = await newFolder()
    const store = await openFileStore({ dir, ...options, ...QUIET })
    await leaveTraces(store)
    await forget(store)
    let isDone = false
    const erasing = store.erase([members.key('g', WHO)]).then(() => {
      isDone = true
    })
    const crashes: string[] = []
    for (let turn = 0; !isDone; turn++) {
      // A file may go while the copy is made: there are enough other moments.
      if (turn % 5 === 0) await copyOf(dir).then((copy) => crashes.push(copy), ignoreMissing)
      await setImmediate()
    }
    await erasing
    await store.close()
    const begun = crashes.filter((copy) => filesWith(copy, WHO).length > 0)
    expect(begun.length).toBeGreaterThan(2)
    for (const copy of begun.filter((_, i) => i % Math.ceil(begun.length / 12) === 0)) {
      const isPromised = (await readdir(copy)).includes('_erasing')
      const survivor = await openFileStore({ dir: copy, ...QUIET, checkpointDelayMs: 1, closeBudgetMs: 10_000 })
      if (!isPromised) await survivor.erase([members.key('g', WHO)])
      await survivor.close() // saves first, with all the time it needs
      const left = await openFileStore({ dir: copy, ...options, ...QUIET })
      if (await left.read(members.key('g', WHO))) await left.erase([members.key('g', WHO)]) // it was not removed yet
      await expectWhole(left)
      await left.close()
      expect(filesWith(copy, WHO)).toEqual([])
    }
  })
})

describe('erasing', () => {
  it('removes damaged files that were put aside, files half written, and empty folders', async () => {
    const dir = await newFolder()
    const warnings: string[] = []
    const store = await openFileStore({ dir, onWarning: (warning) => warnings.push(warning) })
    await leaveTraces(store)
    await forget(store)
    await store.update([members.key(WHO, 'only', 'one')], (docs) => {
      docs[0] = { count: 1 }
    })
    await store.close()
    const damaged = join(dir, 'rounds', 'g', 'r1.json')
    await writeFile(damaged, `edited by hand: ${WHO}`)
    await writeFile(join(dir, 'members', 'g', 'u.json.123456'), WHO)
    await writeFile(join(dir, 'members', 'g', `${WHO}.previous.json.next`), 'half')
    await writeFile(join(dir, 'members', 'notes of an operator.txt'), 'kept')
    const again = await openFileStore({ dir, onWarning: (warning) => warnings.push(warning) })
    await again.erase([members.key('g', WHO), members.key(WHO, 'only', 'one')])
    expect(filesWith(dir, WHO)).toEqual([])
    expect(await readdir(join(dir, 'members'))).toEqual(['g', 'notes of an operator.txt'])
    expect(warnings.join('\n')).toContain('r1.damaged.json: this damaged file')
    await expectWhole(again)
    await again.close()
  })

  it('says so when it could not, and does it with a later save', async () => {
    const dir = await newFolder()
    const store = await openFileStore({ dir, checkpointDelayMs: 20, ...QUIET })
    await leaveTraces(store)
    await forget(store)
    await store.close()
    const file = join(dir, 'rounds', 'g', 'r2.json')
    const good = await readFile(file)
    await rm(file)
    await mkdir(file) // it cannot be read, so nobody knows what is in it
    const again = await openFileStore({ dir, checkpointDelayMs: 20, ...QUIET })
    await expect(again.erase([members.key('g', WHO)])).rejects.toThrow(/could not be erased/)
    expect((await stat(join(dir, '_erasing'))).size).toBe(0)
    await rmdir(file)
    await writeFile(file, good)
    await expect.poll(async () => filesWith(dir, WHO), { timeout: 10_000 }).toEqual([])
    await expect.poll(async () => (await readdir(dir)).includes('_erasing'), { timeout: 10_000 }).toBe(false)
    await expectWhole(again)
    await again.close()
  })

  it('does not hold up the changes of others, which are kept', async () => {
    const dir = await newFolder()
    const store = await openFileStore({ dir, segmentBytes: 2_000 })
    await leaveTraces(store)
    await forget(store)
    const erasing = store.erase([members.key('g', WHO)])
    const numbers = Array.from({ length: 300 }, (_, i) => i)
    for (const number of numbers)
      await store.update([rounds.key('g', `later${number % 7}`)], (docs) => {
        docs[0] ??= { title: 'later', answers: {}, log: [] }
        docs[0].log.push(String(number))
      })
    await erasing
    expect(filesWith(dir, WHO)).toEqual([])
    await store.close()
    const again = await openFileStore({ dir })
    const kept = await Promise.all([0, 1, 2, 3, 4, 5, 6].map((n) => again.read(rounds.key('g', `later${n}`))))
    expect(kept.flatMap((round) => round?.log ?? []).length).toBe(numbers.length)
    await again.close()
  })
})

function ignoreMissing(error: unknown): void {
  if (errorCode(error) !== 'ENOENT') throw error
}
