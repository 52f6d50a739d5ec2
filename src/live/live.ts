import { createDueIndex } from '../daily/due-index.ts'
import { questionKey } from '../quiz/choosing.ts'
import { rounds } from '../quiz/round.ts'
import type { Key } from '../store/document-store.ts'
import { createReadEach } from '../store/read-each.ts'
import { channelOfRound, type LiveRound, liveRounds } from './live-round.ts'
import { createLiveSteps, type LiveStepsOptions } from './live-steps.ts'
import { plan } from './plan.ts'
import { type LiveAnswer, recordAnswer, recordStart, recordStopped, type StartWish } from './records.ts'

const LONGEST_TIMER_MS = 60_000 // a timer only wakes; what is due stands in the store
const AFTER_BUG_MS = 5_000
const STOP_WITHIN_MS = 3_000

export interface LiveOptions extends LiveStepsOptions {
  /** A short random id of `[a-z0-9]`. */
  readonly newId: () => string
}

export type StartOutcome =
  /** `sending`: Discord has not confirmed the first question yet; it is tried again by itself. */
  | { readonly kind: 'started' | 'sending' | 'running' | 'failed' }
  | { readonly kind: 'too-many'; readonly againAt: number }

/** The live rounds of all guilds: at most one a channel. Instants are milliseconds since the epoch. */
export interface Live {
  /** Reads the rounds that are going on and goes on with them. Call when the client is ready. */
  start(): Promise<void>
  /** Begins nothing new and waits for what is under way, at most 3 s. */
  stop(): Promise<void>
  /** Begins all that is due at `now`; does not wait for its end. */
  tick(now: number): void
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
  /** Starts a round and resolves after the first try to post its first question. */
  open(guild: string, channel: string, wish: StartWish): Promise<StartOutcome>
  /** Resolves when the answer is durable. `message` is the message that was clicked. */
  answer(
    guild: string,
    place: { round: string; question: number; message: string },
    given: { member: string; choice: number; now: number },
  ): Promise<LiveAnswer>
  /** The round that is going on with this id. */
  running(guild: string, round: string): Promise<LiveRound | undefined>
  /** Ends a round behind the question that is open; resolves with whether it was going on. */
  end(guild: string, round: string): Promise<boolean>
  /** The questions of a guild's rounds that are going on, by `PAPER/QUESTION`. */
  questions(guild: string): Promise<Set<string>>
}

export function createLive(options: LiveOptions): Live {
  const { store, clock, logger, newId } = options
  const steps = createLiveSteps(options)
  const readEach = createReadEach({ store, logger })
  const index = createDueIndex<Key<LiveRound>>()
  const underWay = new Map<string, Promise<void>>()
  let timer: NodeJS.Timeout | undefined
  let isStopped = false

  function tick(now: number): void {
    if (isStopped) return
    for (const key of index.due(now)) void begin(key)
    arm()
  }

  /** Sets the one timer to the next moment at which something is due. */
  function arm(): void {
    clearTimeout(timer)
    const next = index.earliest()
    if (next === undefined || isStopped) return
    timer = setTimeout(() => tick(clock()), Math.min(LONGEST_TIMER_MS, Math.max(0, next - clock())))
    timer.unref()
  }

  function begin(key: Key<LiveRound>): Promise<void> {
    const already = underWay.get(key.path)
    if (already) return already
    index.set(key, undefined) // until it is known when it goes on
    const working = work(key)
      .catch((error) => {
        logger.error({ document: key.path, err: error }, 'live round: a step broke off, to be tried again')
        index.set(key, clock() + AFTER_BUG_MS)
      })
      .finally(() => {
        underWay.delete(key.path)
        arm()
      })
    underWay.set(key.path, working)
    return working
  }

  async function work(key: Key<LiveRound>): Promise<void> {
    for (;;) {
      const live = await store.read(key)
      const action = live && plan(clock(), live)
      if (!live || !action || isStopped) return index.set(key, live?.nextTryAt)
      await steps.carryOut(action, key, live, clock())
    }
  }

  /** Brings the index up to date after a round was changed by somebody else than `work`. */
  async function watch(key: Key<LiveRound>): Promise<void> {
    index.set(key, (await store.read(key))?.nextTryAt)
    arm()
  }

  return {
    async start() {
      const { found } = await readEach(await store.list(liveRounds))
      for (const { key, document } of found) index.set(key, document.nextTryAt)
      tick(clock())
    },
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await within(STOP_WITHIN_MS, Promise.all(underWay.values()))
    },
    tick,
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay.values())
    },
    async open(guild, channel, wish) {
      const key = liveRounds.key(guild, channel)
      const start = await recordStart(store, { guild, channel }, { ...wish, now: clock(), random: newId() })
      if (start.kind !== 'started') return start
      await begin(key)
      const live = await store.read(key)
      if (live?.round !== start.round) return { kind: 'failed' }
      return { kind: live.phase === 'posting' && live.question === 0 ? 'sending' : 'started' }
    },
    async answer(guild, place, given) {
      const channel = channelOfRound(place.round)
      if (channel === undefined) return { kind: 'unknown' }
      const key = liveRounds.key(guild, channel)
      const outcome = await recordAnswer(store, key, place, given)
      if (outcome.kind === 'taken' && !underWay.has(key.path)) await watch(key)
      return outcome
    },
    async running(guild, round) {
      const channel = channelOfRound(round)
      const live = channel === undefined ? undefined : await store.read(liveRounds.key(guild, channel))
      return live?.round === round ? live : undefined
    },
    async end(guild, round) {
      const channel = channelOfRound(round)
      if (channel === undefined) return false
      const key = liveRounds.key(guild, channel)
      const wasRunning = await recordStopped(store, key, round, clock())
      if (wasRunning) void begin(key)
      return wasRunning
    },
    async questions(guild) {
      const { found } = await readEach(await store.list(liveRounds, guild))
      const running = await readEach(found.map(({ document }) => rounds.key(guild, document.round)))
      return new Set(running.found.flatMap(({ document }) => document.questions.map(questionKey)))
    },
  }
}

async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs)
  })
  await Promise.race([work, limit]).finally(() => clearTimeout(timer))
}
