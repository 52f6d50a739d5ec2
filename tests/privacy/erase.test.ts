import { mkdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { HOLDINGS } from '../../src/privacy/holdings.ts'
import { countMembers, distributionOf, isAnonymous, rounds } from '../../src/quiz/round.ts'
import { type FileStoreOptions, openFileStore } from '../../src/store/file-store.ts'
import { errorCode } from '../../src/store/folder-sync.ts'
import { filesWith } from '../store/bytes.ts'
import { copyOf, newFolder, removeFoldersAfterEach } from '../store/folders.ts'
import { createWorld, doEverything, GUILD, OTHER, openPosts, WHO, type World } from './world.ts'

removeFoldersAfterEach()

const POSTS = [0, 1, 2, 3]
const QUIET = { onWarning: () => undefined }

async function open(dir: string, options: Partial<FileStoreOptions> = {}): Promise<World> {
  return createWorld(await openFileStore({ dir, ...QUIET, ...options }))
}

async function openBusy(dir: string, options: Partial<FileStoreOptions> = {}): Promise<World> {
  const world = await open(dir, options)
  await openPosts(world)
  await doEverything(world, WHO)
  await doEverything(world, OTHER)
  return world
}

async function countsOf(world: World): Promise<unknown> {
  const posts = await Promise.all(POSTS.map((number) => world.post(number)))
  return posts.map((round) => [countMembers(round), distributionOf(round, 0), distributionOf(round, 1)])
}

async function termsOf(world: World, member: string): Promise<Record<string, number>> {
  const { traces, unreadable } = await world.privacy.find(GUILD, member)
  expect(unreadable).toBe(0)
  const terms: Record<string, number> = {}
  for (const { term } of traces) terms[term] = (terms[term] ?? 0) + 1
  return terms
}

const EVERYTHING = { answers: 8, ownRounds: 3, liveStarts: 2, choices: 1, drafts: 1 }

describe('a member’s traces', () => {
  it('are found wherever they stand, and nowhere else', async () => {
    const dir = await newFolder()
    const world = await openBusy(dir)
    expect(await termsOf(world, WHO)).toEqual(EVERYTHING)
    await world.store.close()
    const folders = filesWith(dir, WHO).map((file) => file.split('/')[0])
    const kinds = new Set(folders.filter((folder) => !folder?.startsWith('_')))
    const declared = HOLDINGS.map(({ kind }) => kind.name)
    expect([...kinds].filter((kind) => kind !== undefined && !declared.includes(kind))).toEqual([])
    expect(kinds.size).toBe(5)
  })

  it('are told with the question, the answer and the time', async () => {
    const world = await openBusy(await newFolder())
    const { traces } = await world.privacy.find(GUILD, WHO)
    expect(traces.find(({ term }) => term === 'answers')?.data).toEqual({
      where: 'daily',
      round: 'd-s1-2026-11-10',
      question: 'p/q1',
      prompt: expect.anything(),
      answer: 'B',
      isRight: true,
      answeredAt: '2026-11-22T08:00:00.000Z',
    })
    expect(JSON.stringify(traces)).not.toContain(OTHER)
    await world.store.close()
  })
})

describe('erasing a member', () => {
  it.each([
    ['as it is run', {}],
    ['with everything in the journal', { checkpointDelayMs: 1_000_000, closeBudgetMs: 0 }],
    ['with everything saved at once', { checkpointDelayMs: 1, segmentBytes: 2_000, cachedDocuments: 1 }],
  ])('leaves no byte of the id, now or after a restart, %s', async (_, options) => {
    const dir = await newFolder()
    const world = await openBusy(dir, options)
    const before = await countsOf(world)
    expect(filesWith(dir, WHO)).not.toEqual([])
    expect(await world.privacy.erase(GUILD, WHO)).toBe(true)
    expect(filesWith(dir, WHO)).toEqual([])
    expect(await termsOf(world, WHO)).toEqual({})
    expect(world.forgotten).toContain(GUILD)
    await world.store.close()
    expect(filesWith(dir, WHO)).toEqual([])
    const again = await open(dir, options)
    expect(await countsOf(again)).toEqual(before)
    expect(await termsOf(again, WHO)).toEqual({})
    expect(await termsOf(again, OTHER)).toEqual(EVERYTHING)
    await again.store.close()
    expect(filesWith(dir, WHO)).toEqual([])
  })

  it('keeps answers of one round together, and those of different rounds apart', async () => {
    const world = await openBusy(await newFolder())
    await world.privacy.erase(GUILD, WHO)
    const names = await Promise.all(
      POSTS.map(async (number) => {
        const { answers, openedAt } = await world.post(number)
        const anonymous = Object.entries(answers).filter(([key]) => isAnonymous(key.split('/')[1] ?? ''))
        expect(anonymous.map(([key]) => key.split('/')[0])).toEqual(['0', '1'])
        expect(anonymous.every(([, { at }]) => at === openedAt)).toBe(true)
        return new Set(anonymous.map(([key]) => key.split('/')[1]))
      }),
    )
    expect(names.map((inRound) => inRound.size)).toEqual([1, 1, 1, 1])
    expect(new Set(names.flatMap((inRound) => [...inRound])).size).toBe(4)
    await world.store.close()
  })

  it('does as well in a round of a thousand answers', async () => {
    const world = await openBusy(await newFolder())
    const others = Array.from({ length: 1_000 }, (_, i) => `13${String(i).padStart(17, '0')}`)
    await Promise.all(others.map((other) => world.answer(other, 0, 0, 0)))
    const before = await countsOf(world)
    await world.privacy.erase(GUILD, WHO)
    expect(await countsOf(world)).toEqual(before)
    expect(await termsOf(world, WHO)).toEqual({})
    await world.store.close()
  })

  it('can be asked for with nothing stored, twice at once, and again', async () => {
    const dir = await newFolder()
    const world = await openBusy(dir)
    expect(await world.privacy.erase(GUILD, '1200000000000000999')).toBe(true)
    await Promise.all([
      world.privacy.erase(GUILD, WHO),
      world.privacy.erase(GUILD, WHO),
      world.privacy.erase(GUILD, OTHER),
    ])
    expect([...filesWith(dir, WHO), ...filesWith(dir, OTHER)]).toEqual([])
    expect(await world.privacy.erase(GUILD, WHO)).toBe(true)
    await world.store.close()
  })

  it('leaves every answer that comes meanwhile counted: as nobody’s, or as a new one', async () => {
    const dir = await newFolder()
    const world = await open(dir)
    await openPosts(world, 60)
    let isDone = false
    const erasing = world.privacy.erase(GUILD, WHO).then(() => {
      isDone = true
    })
    let acknowledged = 0
    for (; !isDone && acknowledged < 60; acknowledged++) await world.answer(WHO, acknowledged, 0, 0)
    await erasing
    const left = (await termsOf(world, WHO)).answers ?? 0
    let counted = 0
    for (let number = 0; number < 60; number++) counted += countMembers(await world.post(number))
    expect(counted).toBe(acknowledged)
    expect(acknowledged).toBeGreaterThan(0)
    expect(left).toBeLessThan(acknowledged)
    await world.privacy.erase(GUILD, WHO)
    expect(filesWith(dir, WHO)).toEqual([])
    await world.store.close()
  })

  it('says when a file could not be read, and does the rest when it can', async () => {
    const dir = await newFolder()
    const world = await openBusy(dir)
    await world.store.close()
    const file = join(dir, 'rounds', GUILD, 'd-s1-2026-11-12.json')
    const good = await readFile(file)
    await rm(file)
    await mkdir(file)
    const again = await open(dir, { checkpointDelayMs: 20 })
    // The journal still holds the changes of the file, and goes only with it.
    expect(await again.privacy.erase(GUILD, WHO)).toBe(false)
    await rmdir(file)
    await writeFile(file, good)
    await again.privacy.sweep()
    expect(again.errors.length).toBeGreaterThan(0)
    expect(filesWith(dir, WHO)).toEqual([])
    expect(await termsOf(again, OTHER)).toEqual(EVERYTHING)
    await again.store.close()
  })

  it('resolves with false when a file is beyond help', async () => {
    const dir = await newFolder()
    const world = await openBusy(dir)
    await world.store.erase([]) // the journal is gone then, so that only the file knows
    await world.store.close()
    const file = join(dir, 'rounds', GUILD, 'd-s1-2026-11-12.json')
    const good = await readFile(file)
    for (const name of [file, file.replace('.json', '.previous.json')]) await writeFile(name, 'edited by hand')
    const again = await open(dir)
    expect(await again.privacy.erase(GUILD, WHO)).toBe(false)
    expect((await again.privacy.find(GUILD, WHO)).unreadable).toBe(1)
    await again.privacy.sweep()
    await writeFile(file, good)
    await again.privacy.sweep()
    expect(await termsOf(again, WHO)).toEqual({})
    expect(filesWith(dir, WHO)).toEqual([])
    await again.store.close()
  })

  it('is finished by the next process, wherever the one before was killed', { timeout: 120_000 }, async () => {
    const dir = await newFolder()
    const world = await openBusy(dir, { checkpointDelayMs: 1_000_000, closeBudgetMs: 0 })
    const counts = await countsOf(world)
    let isDone = false
    const erasing = world.privacy.erase(GUILD, WHO).then(() => {
      isDone = true
    })
    const crashes: string[] = []
    for (let turn = 0; !isDone; turn++) {
      if (turn % 5 === 0) await copyOf(dir).then((copy) => crashes.push(copy), ignoreMissing)
      await setImmediate()
    }
    await erasing
    await world.store.close()
    const begun = crashes.filter((copy) => filesWith(copy, WHO).length > 0)
    expect(begun.length).toBeGreaterThan(2)
    for (const copy of begun.filter((_, i) => i % Math.ceil(begun.length / 12) === 0)) {
      const isAsked = filesWith(copy, 'erasures/').length > 0
      const survivor = await open(copy, { checkpointDelayMs: 1 })
      await survivor.privacy.sweep({ isThorough: true })
      expect(await countsOf(survivor)).toEqual(counts)
      expect(await termsOf(survivor, WHO)).toEqual(isAsked ? {} : EVERYTHING)
      if (isAsked) expect(filesWith(copy, WHO)).toEqual([])
      expect(await termsOf(survivor, OTHER)).toEqual(EVERYTHING)
      await survivor.store.close()
    }
  })

  it('leaves other servers alone', async () => {
    const world = await openBusy(await newFolder())
    const elsewhere = rounds.key('1100000000000000002', 'd-s1-2026-11-10')
    const post = await world.post(0)
    await world.store.update([elsewhere], (documents) => {
      documents[0] = structuredClone(post)
    })
    await world.privacy.erase(GUILD, WHO)
    expect(await world.store.read(elsewhere)).toEqual(post)
    await world.store.close()
  })
})

function ignoreMissing(error: unknown): void {
  if (errorCode(error) !== 'ENOENT') throw error
}
