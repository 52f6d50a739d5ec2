import { createLive, type Live, type StartOutcome } from '../../src/live/live.ts'
import { type LiveRound, liveRounds } from '../../src/live/live-round.ts'
import type { LivePoster } from '../../src/live/poster.ts'
import type { StartWish } from '../../src/live/records.ts'
import { type Round, rounds } from '../../src/quiz/round.ts'
import type { DocumentStore } from '../../src/store/document-store.ts'
import { createMemoryStore } from '../../src/store/memory-store.ts'
import { settle } from '../daily/world.ts'
import { asked } from '../quiz/asked.ts'
import { createLiveChannel, type LiveChannel } from './channel.ts'

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const GUILD = '1'
export const CHANNEL = '2'
export const KEY = liveRounds.key(GUILD, CHANNEL)

/** A store, a channel and a clock that outlive the processes which use them. */
export interface LiveWorld {
  readonly store: DocumentStore
  readonly channel: LiveChannel
  now: number
  /** Who does not want to be seen. */
  readonly hidden: Set<string>
  /** What was logged as an error: our bugs. */
  readonly errors: unknown[]
  /** Starts a process; on other parts when it is to die. */
  start(parts?: { store: DocumentStore; poster: LivePoster }): Promise<Live>
  /** Lets time pass, a tick each step (a second). */
  pass(live: Live, ms: number, step?: number): Promise<void>
  /** Opens a round of so many questions of 10 s, of which B is right, and answers for what came of it. */
  open(live: Live, changes?: Partial<StartWish> & { count?: number; channel?: string }): Promise<StartOutcome>
  /** Answers the question that is open now. */
  answer(live: Live, member: string, choice: number): ReturnType<Live['answer']>
  state(): Promise<LiveRound | undefined>
  /** The one round of the guild. */
  round(): Promise<Round | undefined>
  end(): Promise<void>
}

export function createLiveWorld(store = createMemoryStore()): LiveWorld {
  const channel = createLiveChannel(() => world.now)
  const errors: unknown[] = []
  const hidden = new Set<string>()
  const running: Live[] = []
  let ids = 0

  const world: LiveWorld = {
    store,
    channel,
    hidden,
    errors,
    now: Date.parse('2025-11-22T12:00Z'),
    async start(parts = { store, poster: channel }) {
      const live = createLive({
        ...parts,
        hidden: async () => hidden,
        clock: () => world.now,
        newId: () => `r${String(++ids).padStart(9, '0')}`.split('').reverse().join(''),
        logger: { info() {}, warn() {}, error: (details) => void errors.push(details) },
      })
      running.push(live)
      await settle(live.start())
      await settle(live.idle())
      return live
    },
    async pass(live, ms, step = SECOND) {
      for (const end = world.now + ms; world.now < end; ) {
        world.now = Math.min(end, world.now + step)
        live.tick(world.now)
        await settle(live.idle())
      }
    },
    open: (live, { count = 2, channel = CHANNEL, ...changes } = {}) =>
      live.open(GUILD, channel, {
        member: 'ann',
        seconds: 10,
        isModerator: false,
        questions: Array.from({ length: count }, (_, index) => asked(`q${index}`, 'B')),
        ...changes,
      }),
    async answer(live, member, choice) {
      const state = await world.state()
      const message = channel.messages.at(-1)
      const show = message?.shows[0]
      const question = show && show.kind !== 'board' ? show.index : 0
      const place = { round: state?.round ?? message?.roundId ?? '', question, message: message?.id ?? '' }
      return live.answer(GUILD, place, { member, choice, now: world.now })
    },
    state: () => store.read(KEY),
    async round() {
      const [key] = await store.list(rounds, GUILD)
      return key && store.read(key)
    },
    async end() {
      await Promise.race([Promise.all(running.map((live) => live.stop())), settle()])
    },
  }
  return world
}
