import type { Key } from '../store/document-store.ts'
import { type Delivery, isManual, type Reason } from './delivery.ts'
import { deadlineOf, isRunning, type Schedule } from './schedule.ts'
import type { Slot } from './slots.ts'

const MINUTE_MS = 60_000
const LATE_AFTER_MS = 5 * MINUTE_MS // a tick comes each minute, and a try or two may fail
const NONCE_HOLDS_MS = 2 * MINUTE_MS // Discord forgets a nonce after a few minutes

/** A schedule with its slots that passed and have no delivery yet, oldest first. */
export interface DueSchedule {
  readonly key: Key<Schedule>
  readonly schedule: Schedule
  readonly slots: readonly Slot[]
}

/** A delivery that is not at its end. */
export interface OpenDelivery {
  readonly key: Key<Delivery>
  readonly delivery: Delivery
  readonly schedule: Schedule
}

/** What is to be done now about a slot or a delivery. */
export type Action =
  | { readonly kind: 'post' | 'post-late'; readonly schedule: Key<Schedule>; readonly slot: Slot }
  | { readonly kind: 'skip'; readonly schedule: Key<Schedule>; readonly slot: Slot; readonly reason: Reason }
  /** Sends it (again), with the same nonce as before. */
  | { readonly kind: 'retry'; readonly delivery: Key<Delivery>; readonly isLate: boolean }
  /** Looks into the channel's history, since an earlier try may have arrived. */
  | { readonly kind: 'find'; readonly delivery: Key<Delivery>; readonly since: number }
  | {
      readonly kind: 'give-up'
      readonly delivery: Key<Delivery>
      readonly state: 'skipped' | 'failed'
      readonly reason: Reason
    }
  | { readonly kind: 'close'; readonly delivery: Key<Delivery> }

/** Decides what is to be done at `now`; pure. What has to wait gives no action. */
export function plan(now: number, due: readonly DueSchedule[], open: readonly OpenDelivery[]): Action[] {
  return [...open.flatMap((one) => planDelivery(now, one)), ...due.flatMap((one) => planSlots(now, one))]
}

/** The next instant at which `plan` has something to do about a delivery; undefined when it is at its end. */
export function nextMoment(delivery: Delivery): number | undefined {
  const { post, close } = delivery.steps
  switch (delivery.state) {
    case 'planned':
    case 'posting':
      return post.nextTryAt
    case 'posted':
      return Math.max(delivery.closesAt, close.nextTryAt)
    default:
      return undefined
  }
}

/** Whether a post that comes now is marked as late. */
export function isLateAt(slotAt: number, now: number): boolean {
  return now - slotAt >= LATE_AFTER_MS
}

function planSlots(now: number, { key, schedule, slots }: DueSchedule): Action[] {
  if (!isRunning(schedule)) return []
  return slots.map((slot, index) => {
    const isLatest = index === slots.length - 1
    if (!isLatest || now > deadlineOf(schedule, slot.at))
      return { kind: 'skip', schedule: key, slot, reason: 'too-late' }
    return { kind: isLateAt(slot.at, now) ? 'post-late' : 'post', schedule: key, slot }
  })
}

function planDelivery(now: number, open: OpenDelivery): Action[] {
  const { key, delivery } = open
  const moment = nextMoment(delivery)
  if (moment === undefined || moment > now) return []
  if (delivery.state === 'posted') return [{ kind: 'close', delivery: key }]
  const since = delivery.steps.post.inDoubtSince
  const hopeless = whyNotToSend(now, open)
  const retry: Action = { kind: 'retry', delivery: key, isLate: isLateAt(delivery.slotAt, now) }
  if (since === null) return [hopeless ? { kind: 'give-up', delivery: key, ...hopeless } : retry]
  return [hopeless || now - since >= NONCE_HOLDS_MS ? { kind: 'find', delivery: key, since } : retry]
}

/** How a delivery that is certainly not posted ends when it may not be sent any more; undefined while it may. */
function whyNotToSend(now: number, open: OpenDelivery): { state: 'skipped' | 'failed'; reason: Reason } | undefined {
  const { key, delivery, schedule } = open
  if (schedule.removedAt !== null) return { state: 'skipped', reason: 'by-moderator' }
  if (schedule.paused && !isManual(key)) {
    const { reason } = schedule.paused
    return { state: reason === 'by-moderator' ? 'skipped' : 'failed', reason }
  }
  if (now <= delivery.deadline) return undefined
  const wasTried = delivery.steps.post.attempts > 0
  return wasTried
    ? { state: 'failed', reason: delivery.reason ?? 'try-later' }
    : { state: 'skipped', reason: 'too-late' }
}
