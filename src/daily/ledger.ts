import type { Key } from '../store/document-store.ts'
import { type ClosingOptions, closePost } from './closing.ts'
import { type Delivery, isManual, nonceOf, partsOf, type Reason } from './delivery.ts'
import { carryOutExtra } from './extras.ts'
import type { Messenger } from './messenger.ts'
import { pausedNoticeKey, unknownNoticeKey } from './notice.ts'
import type { Action } from './plan.ts'
import type { PosterReason } from './poster.ts'
import { PosterError } from './poster.ts'
import { readPost } from './read-post.ts'
import {
  deliveryKeyOf,
  recordEnd,
  recordPaused,
  recordPlanned,
  recordPosted,
  recordSkipped,
  recordTrouble,
  recordTry,
  scheduleKeyOf,
} from './records.ts'
import { retryDelay } from './retry-delay.ts'
import type { Schedule } from './schedule.ts'
import type { Slot } from './slots.ts'
import type { Stock } from './stock.ts'
import { recordStockLevel } from './stock-level.ts'

const MINUTE_MS = 60_000
const HISTORY_MARGIN_MS = MINUTE_MS // Discord's clock and ours may differ
const MAX_DOUBT_MS = 24 * 60 * MINUTE_MS // after a day of failing look-ups a person has to look

export interface LedgerOptions extends ClosingOptions {
  readonly stock: Stock
  readonly messenger: Messenger
}

interface BegunTry {
  readonly delivery: Delivery
  readonly inDoubtBefore: number | null
}

export type DeliveryAction = Exclude<Action, { readonly schedule: Key<Schedule> }>

/** Carries out what `plan` decided. Each request to the outside is durable before it is sent. */
export interface Ledger {
  /** Writes a delivery down with its questions. Resolves with its key, or undefined when there is nothing to post. */
  open(key: Key<Schedule>, schedule: Schedule, slot: Slot, now: number): Promise<Key<Delivery> | undefined>
  skip(key: Key<Schedule>, slot: Slot, reason: Reason, now: number): Promise<void>
  carryOut(action: DeliveryAction, now: number): Promise<void>
}

export function createLedger(options: LedgerOptions): Ledger {
  const { store, poster, stock, messenger, clock, logger } = options

  async function send(key: Key<Delivery>, now: number, isLate: boolean): Promise<void> {
    const begun = await recordTry(store, key, { now, isLate })
    if (!begun) return
    const post = await readPost(store, key)
    if (!post) return settleFailure(key, new PosterError('refused'), begun)
    try {
      const message = await poster.post(post, nonceOf(key, 'post'))
      await recordPosted(store, key, { message, at: clock() })
    } catch (error) {
      if (!(error instanceof PosterError)) throw error
      logger.warn({ delivery: key.path, reason: error.reason, err: error }, 'daily post failed')
      await settleFailure(key, error, begun)
    }
  }

  async function settleFailure(key: Key<Delivery>, error: PosterError, begun: BegunTry): Promise<void> {
    const now = clock()
    const { attempts, inDoubtSince } = begun.delivery.steps.post
    // Where the outcome is not known it is tried again soon, while Discord still knows the nonce.
    if (error.reason === 'outcome-unknown')
      return recordTrouble(store, key, { inDoubtSince, nextTryAt: now, reason: error.reason })
    const reason = toldReason(error.reason)
    if (pauses(reason) && !isManual(key)) await pause(key, reason)
    const isOver = begun.inDoubtBefore === null && (reason !== 'try-later' || isManual(key))
    if (isOver) return end(key, 'failed', reason)
    const nextTryAt = now + Math.max(retryDelay(attempts), error.retryAfterMs ?? 0)
    await recordTrouble(store, key, { inDoubtSince: begun.inDoubtBefore, nextTryAt, reason })
  }

  async function find(key: Key<Delivery>, since: number): Promise<void> {
    const post = await readPost(store, key)
    if (!post) return end(key, 'failed', 'refused')
    try {
      const message = await poster.find(post, since - HISTORY_MARGIN_MS)
      if (message !== undefined) await recordPosted(store, key, { message, at: since })
      else await settleAbsence(key, since)
    } catch (error) {
      if (!(error instanceof PosterError)) throw error
      await settleLookup(key, error.reason, since, error.retryAfterMs)
    }
  }

  /** It is certainly not posted: at the first time sent at once, after more failures later and later. */
  async function settleAbsence(key: Key<Delivery>, since: number): Promise<void> {
    const attempts = (await store.read(key))?.steps.post.attempts ?? 1
    await recordTrouble(store, key, {
      inDoubtSince: null,
      nextTryAt: since + retryDelay(attempts),
      reason: 'try-later',
    })
  }

  async function settleLookup(
    key: Key<Delivery>,
    reason: PosterReason,
    since: number,
    retryAfterMs = 0,
  ): Promise<void> {
    const now = clock()
    const mayWorkLater = reason === 'try-later' || reason === 'outcome-unknown'
    if (mayWorkLater && now - since < MAX_DOUBT_MS) {
      const nextTryAt = now + Math.max(retryDelay(2), retryAfterMs)
      return recordTrouble(store, key, { inDoubtSince: since, nextTryAt, reason: 'outcome-unknown' })
    }
    const told = toldReason(reason)
    if (pauses(told) && !isManual(key)) await pause(key, told)
    if (reason === 'unknown-channel') return end(key, 'failed', told)
    await end(key, 'unknown', pauses(told) ? told : 'outcome-unknown')
  }

  async function end(key: Key<Delivery>, state: 'skipped' | 'failed' | 'unknown', reason: Reason): Promise<void> {
    const { guild, schedule } = partsOf(key)
    const ended = await recordEnd(store, key, { state, reason, now: clock() })
    if (!ended) return
    stock.forget(guild, schedule)
    logger.warn({ delivery: key.path, state, reason }, 'daily post did not come to be')
    if (state === 'unknown') messenger.send(unknownNoticeKey(key))
  }

  async function pause(key: Key<Delivery>, reason: Reason): Promise<void> {
    const channel = (await store.read(key))?.channel ?? ''
    const now = clock()
    const wasRunning = await recordPaused(store, scheduleKeyOf(key), { reason, channel, now })
    if (wasRunning) messenger.send(pausedNoticeKey(scheduleKeyOf(key), now))
  }

  /** Moderators are told days before a schedule's questions come again; a failure of that holds up nothing. */
  async function lookAtStock(key: Key<Schedule>, schedule: Schedule): Promise<void> {
    const [guild = '', id = ''] = key.parts
    const posts = Math.floor((await stock.left(guild, id, schedule)) / schedule.questions)
    const notice = await recordStockLevel(store, key, { posts, now: clock() })
    if (notice) messenger.send(notice)
  }

  return {
    async open(scheduleKey, schedule, slot, now) {
      const [guild = '', id = ''] = scheduleKey.parts
      const key = deliveryKeyOf(scheduleKey, slot.date)
      const questions = await stock.take(guild, id, schedule, { seed: key.path, now })
      if (questions.length === 0) {
        await recordSkipped(store, key, { slot, reason: 'no-questions', now })
        return undefined
      }
      const isPlanned = await recordPlanned(store, key, { slot, questions, now })
      if (!isPlanned) stock.forget(guild, id)
      else await lookAtStock(scheduleKey, schedule).catch((err) => logger.error({ schedule: id, err }, 'low stock'))
      return isPlanned ? key : undefined
    },

    async skip(scheduleKey, slot, reason, now) {
      const key = deliveryKeyOf(scheduleKey, slot.date)
      if (await recordSkipped(store, key, { slot, reason, now }))
        logger.warn({ delivery: key.path, reason }, 'daily post skipped')
    },

    async carryOut(action, now) {
      const key = action.delivery
      switch (action.kind) {
        case 'retry':
          return send(key, now, action.isLate)
        case 'find':
          return find(key, action.since)
        case 'give-up':
          return end(key, action.state, action.reason)
        case 'close':
          return closePost(options, key, now)
        case 'extra':
        case 'find-extra':
        case 'drop-extra':
          return carryOutExtra(options, action, now)
        default:
          return action satisfies never
      }
    },
  }
}

/** Troubles that a moderator has to mend. */
function pauses(reason: Reason): boolean {
  return reason === 'missing-permission' || reason === 'unknown-channel' || reason === 'left-guild'
}

/** A poster's reason in the words of the record; what cannot happen to a post is our bug. */
function toldReason(reason: PosterReason): Reason {
  switch (reason) {
    case 'missing-permission':
    case 'unknown-channel':
    case 'left-guild':
    case 'try-later':
    case 'outcome-unknown':
    case 'refused':
      return reason
    default:
      return 'refused'
  }
}
