import { afterEach, describe, expect, it, vi } from 'vitest'
import { roundIdOf } from '../../src/daily/delivery.ts'
import { createBoards } from '../../src/leaderboard/boards.ts'
import type { Period } from '../../src/leaderboard/period.ts'
import { answerQuestion, openRound, rounds } from '../../src/quiz/round.ts'
import type { DocumentStore } from '../../src/store/document-store.ts'
import { createMemoryStore } from '../../src/store/memory-store.ts'
import { createWorld, GUILD, set, type World } from '../daily/world.ts'
import { asked } from '../quiz/asked.ts'

const NOW = Date.parse('2025-11-22T12:00Z') // a Saturday
const DAY = 86_400_000
const RIGHT = 1
const WRONG = 0

/** Stores a round of two questions of which B is right. */
async function open(store: DocumentStore, id: string, options: { member?: string; closedAt?: number } = {}) {
  const round = openRound({
    member: options.member ?? null,
    now: NOW,
    closesAt: null,
    questions: [asked('a', 'B'), asked('b', 'B')],
  })
  await store.update([rounds.key(GUILD, id)], (documents) => {
    documents[0] = { ...round, closedAt: options.closedAt ?? null }
  })
}

function answer(store: DocumentStore, round: string, question: number, member: string, choice: number, at = NOW) {
  return answerQuestion(store, { guild: GUILD, round, question }, { member, choice, now: at })
}

/** A board as `member` sees it, in words. */
function watch(store: DocumentStore) {
  const boards = createBoards({ store, logger: { error: () => expect.unreachable() } })
  const wish = { period: 'all' as Period, zone: 'Asia/Shanghai', now: NOW }
  return {
    boards,
    async top(member: string | null = null, changes: Partial<typeof wish> = {}) {
      const { top } = await boards.of(GUILD, { member, ...wish, ...changes })
      return top.map(({ place, member: who, right }) => `${place} ${who} ${right}`)
    },
    async own(member: string, changes: Partial<typeof wish> = {}) {
      const { own } = await boards.of(GUILD, { member, ...wish, ...changes })
      return own && `${own.place} ${own.right}/${own.answered}`
    },
  }
}

describe('a board', () => {
  it('counts first answers of daily posts and live rounds, not private ones', async () => {
    const store = createMemoryStore()
    await open(store, 'd-s-2025-11-22')
    await open(store, 'q-ann-1', { member: 'ann' })
    const { top, own } = watch(store)
    expect(await top()).toEqual([])
    await answer(store, 'd-s-2025-11-22', 0, 'ann', WRONG)
    await answer(store, 'd-s-2025-11-22', 0, 'ann', RIGHT)
    await answer(store, 'd-s-2025-11-22', 0, 'bob', RIGHT)
    await answer(store, 'd-s-2025-11-22', 1, 'bob', WRONG)
    await answer(store, 'q-ann-1', 0, 'ann', RIGHT)
    expect(await top()).toEqual(['1 bob 1'])
    expect([await own('ann'), await own('bob'), await own('cyd')]).toEqual(['2 0/1', '1 1/2', undefined])
    await open(store, 'd-s-2025-11-23')
    await answer(store, 'd-s-2025-11-23', 0, 'cyd', RIGHT)
    expect(await top()).toEqual(['1 cyd 1', '2 bob 1'])
  })

  it('shows a live round once it is over', async () => {
    const store = createMemoryStore()
    await open(store, 'l-1')
    const { top } = watch(store)
    await store.update([rounds.key(GUILD, 'l-1')], ([round]) => {
      if (round) round.answers['0/ann'] = { choice: RIGHT, at: NOW }
    })
    expect(await top()).toEqual([])
    await store.update([rounds.key(GUILD, 'l-1')], ([round]) => {
      if (round) round.closedAt = NOW
    })
    expect(await top()).toEqual(['1 ann 1'])
  })

  it('takes weeks and months of the given zone', async () => {
    const store = createMemoryStore()
    await open(store, 'd-s-2025-11-22')
    await answer(store, 'd-s-2025-11-22', 0, 'ann', RIGHT, Date.parse('2025-11-16T15:59Z')) // Sunday 23:59 in Shanghai
    await answer(store, 'd-s-2025-11-22', 0, 'bob', RIGHT, Date.parse('2025-11-16T16:00Z'))
    await answer(store, 'd-s-2025-11-22', 0, 'cyd', RIGHT, Date.parse('2025-10-31T15:00Z'))
    const { top } = watch(store)
    expect(await top(null, { period: 'week' })).toEqual(['1 bob 1'])
    expect(await top(null, { period: 'week', zone: 'Asia/Tokyo' })).toEqual(['1 ann 1', '2 bob 1'])
    expect(await top(null, { period: 'week', zone: 'Asia/Kathmandu' })).toEqual([])
    expect(await top(null, { period: 'month' })).toEqual(['1 ann 1', '2 bob 1'])
    expect(await top(null, { period: 'month', zone: 'Asia/Tokyo' })).toEqual(['1 cyd 1', '2 ann 1', '3 bob 1'])
    expect(await top()).toHaveLength(3)
  })

  it('leaves out who is hidden for others, but shows them their own place', async () => {
    const store = createMemoryStore()
    await open(store, 'd-s-2025-11-22')
    for (const [member, question] of [
      ['ann', 0],
      ['ann', 1],
      ['bob', 0],
    ] as const)
      await answer(store, 'd-s-2025-11-22', question, member, RIGHT)
    const { boards, top, own } = watch(store)
    await boards.hide(GUILD, 'ann', true)
    expect([await top('bob'), await own('bob')]).toEqual([['1 bob 1'], '1 1/1'])
    expect([await top('ann'), await own('ann')]).toEqual([['1 ann 2', '2 bob 1'], '1 2/2'])
    expect(await watch(store).top()).toEqual(['1 bob 1'])
    await boards.hide(GUILD, 'ann', false)
    expect(await top('bob')).toEqual(['1 ann 2', '2 bob 1'])
  })

  it('shows ten, and everybody their own place', async () => {
    const store = createMemoryStore()
    await open(store, 'd-s-2025-11-22')
    for (let index = 0; index < 12; index++) await answer(store, 'd-s-2025-11-22', 0, `m${index}`, RIGHT, NOW + index)
    const { top, own } = watch(store)
    expect(await top('m11')).toHaveLength(10)
    expect(await own('m11')).toBe('12 1/1')
  })

  it('names nobody whose answers were made anonymous', async () => {
    const store = createMemoryStore()
    await open(store, 'd-s-2025-11-22')
    await answer(store, 'd-s-2025-11-22', 0, 'ann', RIGHT)
    const { boards, top } = watch(store)
    expect(await top()).toEqual(['1 ann 1'])
    await store.update([rounds.key(GUILD, 'd-s-2025-11-22')], ([round]) => {
      if (round) round.answers = { 'anon-1': { choice: RIGHT, at: NOW }, '0/anon-1': { choice: RIGHT, at: NOW } }
    })
    boards.forget(GUILD)
    expect(await top()).toEqual([])
  })

  it('does not read again what can no longer change', async () => {
    const store = createMemoryStore()
    await open(store, 'd-s-2025-11-21', { closedAt: NOW })
    await open(store, 'd-s-2025-11-22')
    const read = vi.spyOn(store, 'read')
    const { top } = watch(store)
    await top()
    read.mockClear()
    await answer(store, 'd-s-2025-11-22', 0, 'ann', RIGHT)
    expect(await top()).toEqual(['1 ann 1'])
    expect(read.mock.calls.map(([key]) => key.path)).toEqual([`rounds/${GUILD}/d-s-2025-11-22`])
  })
})

describe('a streak from what is stored', () => {
  let world: World | undefined
  afterEach(() => world?.end())

  it('counts answered days, through a day on which the bot was away, and breaks on one that was left out', async () => {
    world = createWorld({ now: '2025-11-20T00:00Z' })
    const { store } = world
    let daily = await world.start()
    const { id } = await set(daily)
    const boards = createBoards({ store })
    const now = () => world?.now ?? 0
    const streak = async () =>
      (await boards.of(GUILD, { member: 'ann', period: 'week', zone: 'Asia/Shanghai', now: now() })).streak
    const answerOf = (date: string) => answer(store, roundIdOf(id, date), 0, 'ann', WRONG, now())
    await world.passTo(daily, '2025-11-20T02:00Z')
    await answerOf('2025-11-20')
    expect(await streak()).toBe(1)
    await world.passTo(daily, '2025-11-21T02:00Z', 30 * 60_000)
    expect(await streak()).toBe(1)
    await answerOf('2025-11-21')
    expect(await streak()).toBe(2)
    await daily.stop()
    world.now += 2 * DAY // the slots of the 22nd and the 23rd: the first is skipped, the second comes late
    daily = await world.start()
    await answerOf('2025-11-23')
    expect(await world.record(id)).toContain('2025-11-22 skipped too-late')
    expect(await streak()).toBe(3)
    await world.passTo(daily, '2025-11-25T02:00Z', 30 * 60_000) // the 24th is closed without an answer
    expect(await streak()).toBe(0)
    await answerOf('2025-11-25')
    expect(await streak()).toBe(1)
  })
})
