import type { DailyLogger } from '../daily/logger.ts'
import { PosterError, type PosterReason } from '../daily/poster.ts'
import type { DocumentStore, Key } from '../store/document-store.ts'
import { isAtBoard, type LiveRound, nonceOf, placeOf } from './live-round.ts'
import { type Action, wasAway } from './plan.ts'
import type { LivePost, LivePoster } from './poster.ts'
import {
  recordEnd,
  recordFinish,
  recordNext,
  recordPosted,
  recordRevealing,
  recordTrouble,
  recordTry,
} from './records.ts'
import { showOf } from './show.ts'

const HISTORY_MARGIN_MS = 60_000 // Discord's clock and ours may differ
const FIRST_DELAY_MS = 1_000 // members wait
const MAX_DELAY_MS = 30_000

export interface LiveStepsOptions {
  readonly store: DocumentStore
  readonly poster: LivePoster
  /** Members of a guild who do not want to be seen on boards. */
  readonly hidden: (guild: string) => Promise<ReadonlySet<string>>
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  readonly logger: DailyLogger
}

/** Carries out what `plan` decided about a live round. Each request to the outside is durable before it is sent. */
export interface LiveSteps {
  carryOut(action: Action, key: Key<LiveRound>, live: LiveRound, now: number): Promise<void>
}

export function createLiveSteps({ store, poster, hidden, clock, logger }: LiveStepsOptions): LiveSteps {
  async function show(key: Key<LiveRound>, live: LiveRound): Promise<LivePost> {
    const post = await showOf(store, key, live, await hidden(placeOf(key).guild))
    if (!post) throw new PosterError('refused')
    return post
  }

  async function send(key: Key<LiveRound>, now: number): Promise<void> {
    const begun = await recordTry(store, key, now)
    if (!begun) return
    const { live } = begun
    try {
      const post = await show(key, live)
      const message = await poster.post(post, nonceOf(live))
      await recordPosted(store, key, live, message)
      // An earlier try may be what is there: its text tells another end.
      if (live.attempts > 1 && !isAtBoard(live)) await refresh(post, message)
    } catch (error) {
      await settleFailure(key, begun, asPosterError(error))
    }
  }

  async function refresh(post: LivePost, message: string): Promise<void> {
    await poster.edit(post, message).catch((error) => {
      if (!(error instanceof PosterError)) throw error
      logger.warn(
        { round: post.roundId, reason: error.reason },
        'live question: its end could not be brought up to date',
      )
    })
  }

  async function settleFailure(
    key: Key<LiveRound>,
    { live, inDoubtBefore }: { live: LiveRound; inDoubtBefore: number | null },
    error: PosterError,
  ): Promise<void> {
    logger.warn({ live: key.path, question: live.question, reason: error.reason, err: error }, 'live post failed')
    const wasSeen = live.question > 0 || inDoubtBefore !== null
    if (!mayWorkLater(error.reason)) return recordEnd(store, key, live, { now: clock(), wasSeen })
    const inDoubtSince = error.reason === 'outcome-unknown' ? live.inDoubtSince : inDoubtBefore
    await recordTrouble(store, key, live, { inDoubtSince, nextTryAt: nextTry(live, error) })
  }

  async function find(key: Key<LiveRound>, live: LiveRound, since: number): Promise<void> {
    try {
      const message = await poster.find(await show(key, live), since - HISTORY_MARGIN_MS)
      if (message !== undefined) return await recordPosted(store, key, live, message)
      await recordTrouble(store, key, live, { inDoubtSince: null, nextTryAt: clock() })
    } catch (error) {
      await settleLookup(key, live, asPosterError(error))
    }
  }

  /** Where nobody can say whether it is there it is not sent again: a question is passed over, a board left out. */
  async function settleLookup(key: Key<LiveRound>, live: LiveRound, error: PosterError): Promise<void> {
    logger.warn({ live: key.path, question: live.question, reason: error.reason, err: error }, 'live post in doubt')
    const now = clock()
    if (mayWorkLater(error.reason) && !wasAway(live.dueAt, now))
      return recordTrouble(store, key, live, { inDoubtSince: live.inDoubtSince, nextTryAt: now + MAX_DELAY_MS })
    if (error.reason === 'history-hidden' && !isAtBoard(live)) return recordFinish(store, key, live, now)
    await recordEnd(store, key, live, { now, wasSeen: true })
  }

  async function reveal(key: Key<LiveRound>, now: number): Promise<void> {
    const live = await recordRevealing(store, key, now)
    if (!live) return
    try {
      if (live.message !== null) await poster.edit(await show(key, live), live.message)
      await recordNext(store, key, live, clock())
    } catch (error) {
      const { reason, retryAfterMs } = asPosterError(error)
      logger.warn({ live: key.path, question: live.question, reason, err: error }, 'live answer not shown')
      // A message deleted by hand, or one that cannot be edited, does not hold up the round.
      if (!mayWorkLater(reason)) return recordNext(store, key, live, clock())
      const nextTryAt = nextTry(live, { retryAfterMs })
      await recordTrouble(store, key, live, { inDoubtSince: null, nextTryAt })
    }
  }

  function nextTry({ attempts }: LiveRound, { retryAfterMs = 0 }: { retryAfterMs?: number | undefined }): number {
    const delay = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempts - 1))
    return clock() + Math.max(delay, retryAfterMs)
  }

  return {
    async carryOut(action, key, live, now) {
      switch (action.kind) {
        case 'post':
          return send(key, now)
        case 'find':
          return find(key, live, action.since)
        case 'reveal':
          return reveal(key, now)
        case 'go-on':
          return recordNext(store, key, live, now)
        case 'finish':
          return recordFinish(store, key, live, now)
        case 'end':
          return recordEnd(store, key, live, { now, wasSeen: live.asked > 0 })
        default:
          return action satisfies never
      }
    },
  }
}

function asPosterError(error: unknown): PosterError {
  if (error instanceof PosterError) return error
  throw error
}

function mayWorkLater(reason: PosterReason): boolean {
  return reason === 'try-later' || reason === 'outcome-unknown'
}
