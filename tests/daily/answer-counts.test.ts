import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDaily, type Daily } from '../../src/daily/daily.ts'
import { roundIdOf } from '../../src/daily/delivery.ts'
import { answerQuestion } from '../../src/quiz/round.ts'
import { createMemoryStore } from '../../src/store/memory-store.ts'
import { type Channels, createChannels } from './channels.ts'
import { GUILD, HOUR, MINUTE, paper, set } from './world.ts'

const SLOT = Date.parse('2025-11-22T01:00Z')
const SECOND = 1_000

let daily: Daily
let channels: Channels
let store: ReturnType<typeof createMemoryStore>
let round: string

/** A bot that runs on its own timers: its post of 09:00 in Shanghai is out. */
beforeEach(async () => {
  vi.useFakeTimers({ now: SLOT - 90 * SECOND })
  store = createMemoryStore()
  channels = createChannels(Date.now)
  start()
  await daily.start()
  const { id } = await within(set(daily))
  round = roundIdOf(id, '2025-11-22')
  await vi.advanceTimersByTimeAsync(120 * SECOND)
})

afterEach(async () => {
  await within(daily.stop())
  vi.useRealTimers()
})

function start(): void {
  const logger = { info() {}, warn() {}, error: (details: object) => expect.fail(JSON.stringify(details)) }
  const library = { papers: async () => [paper('p', 9)] }
  daily = createDaily({ store, library, poster: channels, clock: Date.now, newId: () => 'abcdefghij', logger })
}

/** Lets the fake time go on until the promise is there. */
async function within<T>(promise: Promise<T>): Promise<T> {
  let isDone = false
  const watched = promise.finally(() => {
    isDone = true
  })
  while (!isDone) await vi.advanceTimersByTimeAsync(1)
  return watched
}

let members = 0
async function answer(count = 1): Promise<void> {
  for (let one = 0; one < count; one++) {
    const given = { member: `u${++members}`, choice: 0, now: Date.now() }
    await within(answerQuestion(store, { guild: GUILD, round, question: 0 }, given))
    daily.answered(GUILD, round, 'message-1')
  }
}

const edits = () => channels.messages[0]?.edits ?? []
const after = (ms: number) => vi.advanceTimersByTimeAsync(ms)

describe('the number of answers on a post', () => {
  it('is posted by the bot’s own clock', () => {
    expect(channels.messages).toMatchObject([{ post: { roundId: round, slotAt: SLOT, isLate: false } }])
  })

  it('follows at once, then at most every 5 seconds, with all that came meanwhile', async () => {
    await answer()
    await after(SECOND)
    expect(edits()).toEqual([{ kind: 'open', members: 1 }])
    await answer(20)
    await after(SECOND)
    expect(edits()).toHaveLength(1)
    await after(5 * SECOND)
    expect(edits()).toEqual([
      { kind: 'open', members: 1 },
      { kind: 'open', members: 21 },
    ])
  })

  it('is edited no more than 12 times a minute, and ends right', async () => {
    for (let second = 0; second < 60; second++) {
      await answer(2)
      await after(SECOND)
    }
    await after(10 * SECOND)
    expect(edits().length).toBeLessThanOrEqual(15)
    expect(edits().at(-1)).toEqual({ kind: 'open', members: 120 })
  })

  it('follows once in 10 minutes when the post is older than an hour', async () => {
    await after(HOUR)
    for (let minute = 0; minute < 60; minute++) {
      await answer()
      await after(MINUTE)
    }
    expect(edits().length).toBeGreaterThanOrEqual(6)
    expect(edits().length).toBeLessThanOrEqual(7)
  })

  it('is not edited when nothing changed: a second click of the same member', async () => {
    await answer()
    await after(10 * SECOND)
    daily.answered(GUILD, round, 'message-1')
    await after(10 * SECOND)
    expect(edits()).toHaveLength(1)
  })

  it('is left alone until closing once Discord caps edits', async () => {
    channels.fail('edit', { reason: 'edit-limit' })
    await answer()
    await after(10 * SECOND)
    await answer()
    await after(HOUR)
    expect(edits()).toEqual([])
    await after(24 * HOUR)
    expect(edits()).toEqual([{ kind: 'closed' }])
  })

  it('is tried again with the next answer after another failure', async () => {
    channels.fail('edit', { reason: 'try-later' })
    await answer()
    await after(10 * SECOND)
    await answer()
    await after(10 * SECOND)
    expect(edits()).toEqual([{ kind: 'open', members: 2 }])
  })

  it('gives way to the closing edit, which is the last', async () => {
    await after(23 * HOUR + 55 * MINUTE)
    await answer()
    await after(SECOND)
    await answer()
    expect(edits()).toEqual([{ kind: 'open', members: 1 }])
    await after(HOUR)
    expect(edits()).toEqual([{ kind: 'open', members: 1 }, { kind: 'closed' }])
    daily.answered(GUILD, round, 'message-1')
    await after(HOUR)
    expect(edits().at(-1)).toEqual({ kind: 'closed' })
  })

  it('is not shown after the closing edit when its own edit was slow', async () => {
    await after(23 * HOUR + 59 * MINUTE + 28 * SECOND) // two seconds before the next slot
    channels.fail('edit', { takesMs: 6 * SECOND })
    await answer()
    await after(MINUTE)
    expect(edits()).toEqual([{ kind: 'open', members: 1 }, { kind: 'closed' }])
  })

  it('is brought up to date by the next answer after a restart', async () => {
    await answer()
    await after(SECOND)
    await answer(2)
    await within(daily.stop())
    start()
    await within(daily.start())
    await after(10 * SECOND)
    expect(edits()).toHaveLength(1)
    await answer()
    await after(SECOND)
    expect(edits().at(-1)).toEqual({ kind: 'open', members: 4 })
  })

  it('ignores rounds that are no delivery’s', async () => {
    daily.answered(GUILD, 'q-1-abc')
    daily.answered(GUILD, 'd-none-2025-11-22', 'message-1')
    await after(10 * SECOND)
    expect(edits()).toEqual([])
  })
})
