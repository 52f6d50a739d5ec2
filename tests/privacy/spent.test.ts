import { describe, expect, it } from 'vitest'
import { liveStarts } from '../../src/live/live-round.ts'
import { recordAnswer, recordEnd, recordFinish, recordPosted, recordStart, recordTry } from '../../src/live/records.ts'
import { answerQuestion, closeRound, countMembers, isSpentBy, openRound, rounds } from '../../src/quiz/round.ts'
import { openFileStore } from '../../src/store/file-store.ts'
import { createMemoryStore } from '../../src/store/memory-store.ts'
import { KEY, CHANNEL as LIVE_CHANNEL, GUILD as LIVE_GUILD } from '../live/world.ts'
import { asked } from '../quiz/asked.ts'
import { filesWith } from '../store/bytes.ts'
import { newFolder, removeFoldersAfterEach } from '../store/folders.ts'
import { createWorld, DAY, GUILD, OTHER, openPosts, START, WHO, type World } from './world.ts'

removeFoldersAfterEach()

const HOUR = 3_600_000
const RIGHT = 1
const ROUND = 'd-s1-2026-11-10'

function click(world: World, member: string, question: number) {
  const place = { guild: GUILD, round: ROUND, question }
  return answerQuestion(world.store, place, { member, choice: RIGHT, now: world.now })
}

async function openOne(world: World, closesAt: number | null, id = ROUND): Promise<void> {
  const questions = [asked('q1', 'B'), asked('q2', true)]
  await world.store.update([rounds.key(GUILD, id)], (documents) => {
    documents[0] = openRound({ member: null, now: world.now, closesAt, questions })
  })
}

describe('a member who had their answers made anonymous', () => {
  it('cannot answer the same question again while the post is open; anything else is as for anybody', async () => {
    const dir = await newFolder()
    const world = createWorld(await openFileStore({ dir, onWarning: () => undefined }))
    await openPosts(world)
    await world.answer(WHO, 0, 0, 0)
    await world.privacy.erase(GUILD, WHO)
    expect(await click(world, WHO, 0)).toMatchObject({ kind: 'closed', isSpent: true })
    expect(countMembers(await world.post(0))).toBe(1)
    expect(Object.values((await world.post(0)).answers)).toEqual([{ choice: 0, at: START }])
    expect(await click(world, OTHER, 0)).toMatchObject({ kind: 'verdict' })
    expect(await click(world, WHO, 1)).toMatchObject({ kind: 'verdict' })
    await world.privacy.erase(GUILD, WHO)
    await world.privacy.erase(GUILD, OTHER)
    for (const [member, question] of [
      [WHO, 0],
      [WHO, 1],
      [OTHER, 0],
    ] as const)
      expect(await click(world, member, question)).toMatchObject({ kind: 'closed', isSpent: true })
    expect(await click(world, OTHER, 1)).toMatchObject({ kind: 'verdict' })
    expect(filesWith(dir, WHO)).toEqual([])
    await world.store.close()
    expect(filesWith(dir, WHO)).toEqual([])
  })

  it('is marked with a salt of that round alone, and in no round that is closed', async () => {
    const world = createWorld(createMemoryStore())
    await openPosts(world)
    for (const post of [0, 1, 2]) await world.answer(WHO, post, 0, 0)
    await world.store.update([rounds.key(GUILD, 'd-s1-2026-11-12')], ([round]) => {
      if (round) closeRound(round, world.now)
    })
    await world.privacy.erase(GUILD, WHO)
    const [first, second, closed] = await Promise.all([0, 1, 2].map((post) => world.post(post)))
    expect(first?.spent?.marks).toHaveLength(1)
    expect(first?.spent?.salt).toMatch(/^[0-9a-f]{32}$/)
    expect(first?.spent?.salt).not.toBe(second?.spent?.salt)
    expect(first?.spent?.marks).not.toEqual(second?.spent?.marks)
    expect(closed).not.toHaveProperty('spent')
  })

  it.each([ROUND, `d-s1-m-${BigInt(START - 1_420_070_400_000) << 22n}`, 'd-s1-m-by-hand'])(
    'leaves no mark in %s once it takes no answers, at the latest with the next sweep',
    async (id) => {
      const dir = await newFolder()
      const world = createWorld(await openFileStore({ dir, onWarning: () => undefined }))
      await openOne(world, START + DAY, id)
      const key = rounds.key(GUILD, id)
      await answerQuestion(
        world.store,
        { guild: GUILD, round: id, question: 0 },
        { member: WHO, choice: 0, now: world.now },
      )
      await world.privacy.erase(GUILD, WHO)
      const salt = (await world.store.read(key))?.spent?.salt ?? ''
      world.now = START + DAY - 1
      await world.privacy.sweep()
      expect(filesWith(dir, salt)).not.toEqual([])
      world.now = START + DAY
      await world.privacy.sweep()
      expect(await world.store.read(key)).not.toHaveProperty('spent')
      expect(filesWith(dir, salt)).toEqual([])
      await world.store.close()
    },
  )

  it('is forgotten by the update that closes the round', () => {
    const round = { closedAt: null, spent: { salt: 's', marks: [] } }
    closeRound(round, START)
    expect(round).toEqual({ closedAt: START })
    expect(isSpentBy(round, 0, WHO)).toBe(false)
  })
})

/** Starts a live round of one question and posts it. */
async function startLive(world: World, member: string, isModerator = false) {
  const wish = { member, questions: [asked('q', 'B')], seconds: 20, isModerator, now: world.now, random: 'abcd' }
  const start = await recordStart(world.store, { guild: LIVE_GUILD, channel: LIVE_CHANNEL }, wish)
  if (start.kind !== 'started') return { start, round: '' }
  const tried = await recordTry(world.store, KEY, world.now)
  if (!tried) throw new Error('expected a try')
  return { start, round: start.round, live: tried.live }
}

async function finishLive(world: World): Promise<void> {
  const live = await world.store.read(KEY)
  if (!live) throw new Error('expected a live round')
  await recordFinish(world.store, KEY, live, world.now)
  const atBoard = await world.store.read(KEY)
  if (atBoard) await recordEnd(world.store, KEY, atBoard, { now: world.now, wasSeen: true })
}

describe('in live rounds, a member who was made anonymous', () => {
  it('cannot answer the open question again, and is not told what is right before all are', async () => {
    const world = createWorld(createMemoryStore())
    const { round, live } = await startLive(world, OTHER)
    if (!live) throw new Error('expected a live round')
    await recordPosted(world.store, KEY, live, 'm')
    const place = { round, question: 0, message: 'm' }
    const given = { member: WHO, choice: 0, now: world.now }
    expect(await recordAnswer(world.store, KEY, place, given)).toMatchObject({ kind: 'taken' })
    await world.privacy.erase(LIVE_GUILD, WHO)
    expect(await recordAnswer(world.store, KEY, place, { ...given, choice: RIGHT })).toEqual({
      kind: 'unknown',
      isSpent: true,
    })
    const stored = await world.store.read(rounds.key(LIVE_GUILD, round))
    expect(Object.values(stored?.answers ?? {})).toMatchObject([{ choice: 0 }])
    await finishLive(world)
    expect(await world.store.read(rounds.key(LIVE_GUILD, round))).not.toHaveProperty('spent')
  })

  it('has started as many in this hour as before, and no longer than that', async () => {
    const world = createWorld(createMemoryStore())
    for (let start = 0; start < 3; start++) {
      await startLive(world, WHO)
      await finishLive(world)
    }
    await world.privacy.erase(LIVE_GUILD, WHO)
    const stored = await world.store.read(liveStarts.key(LIVE_GUILD))
    expect(stored?.starts).toHaveLength(3)
    expect(JSON.stringify(stored)).not.toContain(WHO)
    world.now = START + HOUR - 1
    expect((await startLive(world, WHO)).start).toEqual({ kind: 'too-many', againAt: START + HOUR })
    expect((await startLive(world, OTHER)).start).toMatchObject({ kind: 'started' })
    await finishLive(world)
    world.now = START + HOUR
    expect((await startLive(world, WHO)).start).toMatchObject({ kind: 'started' })
  })

  it('keeps no mark of what they started before that, nor of a round that nobody saw', async () => {
    const world = createWorld(createMemoryStore())
    await startLive(world, WHO)
    await finishLive(world)
    world.now = START + HOUR
    await startLive(world, OTHER)
    await finishLive(world)
    await world.privacy.erase(LIVE_GUILD, WHO)
    const { live } = await startLive(world, WHO)
    if (!live) throw new Error('expected a live round')
    await world.privacy.erase(LIVE_GUILD, WHO)
    await recordEnd(world.store, KEY, live, { now: world.now, wasSeen: false })
    expect((await world.store.read(liveStarts.key(LIVE_GUILD)))?.starts).toEqual([{ member: OTHER, at: START + HOUR }])
  })
})
