import { setImmediate } from 'node:timers/promises'
import { createDaily, type Daily } from '../../src/daily/daily.ts'
import { type Delivery, deliveries, roundIdOf } from '../../src/daily/delivery.ts'
import type { Poster } from '../../src/daily/poster.ts'
import { type GuildSchedule, type ScheduleWish, schedules } from '../../src/daily/schedule.ts'
import type { Paper } from '../../src/papers/paper.ts'
import { type Round, rounds } from '../../src/quiz/round.ts'
import type { DocumentStore } from '../../src/store/document-store.ts'
import { createMemoryStore } from '../../src/store/memory-store.ts'
import { type Channels, createChannels } from './channels.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
const FAST_TURNS = 8 // when nothing was begun, these are enough to see it
const TURNS = 40 // a step of a delivery takes a few
export const GUILD = 'g1'

/** A store, a Discord and a clock that outlive the processes which use them. */
export interface World {
  readonly store: DocumentStore
  readonly channels: Channels
  readonly papers: Paper[]
  now: number
  /** What happens while the library is being read. */
  meanwhile: () => Promise<unknown>
  /** What was logged as an error: our bugs. */
  readonly errors: unknown[]
  /** Starts a process; on other parts when it is to die. */
  start(parts?: { store: DocumentStore; poster: Poster; isDead(): boolean }): Promise<Daily>
  /** Lets time pass, a tick each step (a minute). */
  pass(daily: Daily, ms: number, step?: number): Promise<void>
  /** Lets time pass to an instant (ISO), a tick each step. */
  passTo(daily: Daily, instant: string, step?: number): Promise<void>
  schedule(id: string): Promise<GuildSchedule>
  delivery(id: string, date: string): Promise<Delivery | undefined>
  round(id: string, date: string): Promise<Round | undefined>
  /** Date and state of every delivery of a schedule, with the reason where there is one. */
  record(id: string): Promise<string[]>
  end(): Promise<void>
}

export function createWorld(options: { now: string; papers?: Paper[] }): World {
  const store = createMemoryStore()
  const channels = createChannels(() => world.now)
  const papers = options.papers ?? [paper('p1', 40)]
  const running: { daily: Daily; isDead: () => boolean }[] = []
  const errors: unknown[] = []
  let ids = 0

  const world: World = {
    store,
    channels,
    papers,
    errors,
    now: Date.parse(options.now),
    meanwhile: async () => undefined,
    async start(parts = { store, poster: channels, isDead: () => false }) {
      const daily = createDaily({
        store: parts.store,
        poster: parts.poster,
        library: {
          async papers() {
            await world.meanwhile()
            return papers
          },
        },
        clock: () => world.now,
        newId: () => `id${String(++ids).padStart(8, '0')}`.split('').reverse().join(''),
        logger: { info() {}, warn() {}, error: (details) => void errors.push(details) },
      })
      running.push({ daily, isDead: parts.isDead })
      await settle(daily.start())
      await settle(daily.idle())
      return daily
    },
    async pass(daily, ms, step = MINUTE) {
      for (const end = world.now + ms; world.now < end; ) {
        world.now = Math.min(end, world.now + step)
        daily.tick(world.now)
        await settle(daily.idle())
      }
    },
    async passTo(daily, instant, step) {
      await world.pass(daily, Date.parse(instant) - world.now, step)
    },
    async schedule(id) {
      const schedule = await store.read(schedules.key(GUILD, id))
      if (!schedule) throw new Error(`no schedule ${id}`)
      return { ...schedule, id }
    },
    delivery: (id, date) => store.read(deliveries.key(GUILD, id, date)),
    round: (id, date) => store.read(rounds.key(GUILD, roundIdOf(id, date))),
    async record(id) {
      const keys = await store.list(deliveries, GUILD, id)
      const all = await Promise.all(keys.map(async (key) => ({ date: key.parts[2], delivery: await store.read(key) })))
      return all.map(({ date, delivery }) => [date, delivery?.state, delivery?.reason].filter(Boolean).join(' '))
    },
    async end() {
      // Stopping a dead process would wait for what never comes, but its timers have to go.
      await Promise.all(running.map(({ daily, isDead }) => (isDead() ? void daily.stop() : daily.stop())))
    },
  }
  return world
}

/** Gives everything that needs no timer the turns to be done: all of them, or until `done` is. */
export async function settle(done?: Promise<unknown>): Promise<void> {
  let isDone = false
  done?.then(() => {
    isDone = true
  })
  for (let turn = 0; turn < FAST_TURNS && !isDone; turn++) await undefined
  for (let turn = 0; turn < TURNS && !isDone; turn++) await setImmediate()
}

export const EVERY_DAY: ScheduleWish = {
  channel: 'c1',
  time: '09:00',
  zone: 'Asia/Shanghai',
  days: [1, 2, 3, 4, 5, 6, 7],
  questions: 1,
  papers: [],
}

/** Creates a schedule, every day at 09:00 in Shanghai unless changed. */
export async function set(daily: Daily, changes: Partial<ScheduleWish> = {}, guild = GUILD): Promise<GuildSchedule> {
  const outcome = await daily.set(guild, { ...EVERY_DAY, ...changes })
  if (outcome.kind !== 'set') throw new Error('too many schedules')
  return outcome.schedule
}

/** A paper with so many true-false questions, each about a key point of its own. */
export function paper(id: string, questions: number): Paper {
  const numbers = Array.from({ length: questions }, (_, index) => index + 1)
  return {
    id,
    title: { zh: `标题 ${id}` },
    authors: [],
    language: 'zh-CN',
    tldr: { zh: '一句话' },
    summary: { zh: '摘要' },
    sections: [],
    keyPoints: numbers.map((number) => ({
      id: `k${number}`,
      section: '',
      kind: 'claim',
      text: `要点 ${number}`,
      gloss: '',
      keywords: [],
      aliases: [],
    })),
    questions: numbers.map((number) => ({
      id: `q${number}`,
      keyPoint: `k${number}`,
      kind: 'true-false',
      prompt: { zh: `问题 ${number}` },
      explanation: { zh: '因为' },
      answer: true,
    })),
  }
}
