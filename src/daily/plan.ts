import type { Key } from '../store/document-store.ts'
import { type Delivery, EXTRAS, type Extra, isManual, type Reason } from './delivery.ts'
import { deadlineOf, isRunning, type Schedule } from './schedule.ts'
import type { Slot } from './slots.ts'

const MINUTE_MS = 60_000
const LATE_AFTER_MS = 5 * MINUTE_MS // a tick comes each minute, and a try or two may fail
const NONCE_HOLDS_MS = 2 * MINUTE_MS // Discord forgets a nonce after a few minutes
const RECAP_WINDOW_MS = 24 * 60 * MINUTE_MS // a recap of the day before yesterday helps nobody

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
  | ExtraAction

/** What is to be done about a thread, a pin or a recap: begin or repeat it, look for it, or give it up. */
export type ExtraAction =
  | { readonly kind: 'extra'; readonly delivery: Key<Delivery>; readonly extra: Extra }
  | { readonly kind: 'find-extra'; readonly delivery: Key<Delivery>; readonly extra: Extra; readonly since: number }
  | { readonly kind: 'drop-extra'; readonly delivery: Key<Delivery>; readonly extra: Extra; readonly reason: Reason }

/** Decides what is to be done at `now`; pure. What has to wait gives no action. */
export function plan(now: number, due: readonly DueSchedule[], open: readonly OpenDelivery[]): Action[] {
  return [...open.flatMap((one) => planDelivery(now, one)), ...due.flatMap((one) => planSlots(now, one))]
}

/** The next instant at which `plan` has something to do about a delivery; undefined when it is at its end. */
export function nextMoment(delivery: Delivery): number | undefined {
  const { post } = delivery.steps
  if (delivery.state === 'planned' || delivery.state === 'posting') return post.nextTryAt
  const moments = owedExtras(delivery).map((extra) => delivery.steps[extra].nextTryAt)
  if (delivery.state === 'posted') moments.push(closingMoment(delivery))
  return moments.length === 0 ? undefined : Math.min(...moments)
}

/** Thread and pin belong to a post that is open, the recap to one that is closed. */
export function owedExtras({ state, steps }: Pick<Delivery, 'state' | 'steps'>): Extra[] {
  return EXTRAS.filter((extra) => steps[extra].state === 'owed' && state === (extra === 'recap' ? 'closed' : 'posted'))
}

function closingMoment({ closesAt, steps }: Delivery): number {
  return Math.max(closesAt, steps.close.nextTryAt)
}

/** Whether a post that comes now is marked as late. */
export function isLateAt(slotAt: number, now: number): boolean {
  return now - slotAt >= LATE_AFTER_MS
}

function planSlots(now: number, { key, schedule, slots }: DueSchedule): Action[] {
  if (!isRunning(schedule)) return []
  return slots.map((slot, index) => {
    if (slot.date === schedule.skipDate) return { kind: 'skip', schedule: key, slot, reason: 'skipped-once' }
    const isLatest = index === slots.length - 1
    if (!isLatest || now > deadlineOf(schedule, slot.at))
      return { kind: 'skip', schedule: key, slot, reason: 'too-late' }
    return { kind: isLateAt(slot.at, now) ? 'post-late' : 'post', schedule: key, slot }
  })
}

function planDelivery(now: number, open: OpenDelivery): Action[] {
  const { key, delivery } = open
  if (delivery.state === 'planned' || delivery.state === 'posting') return planPost(now, open)
  const isToClose = delivery.state === 'posted' && closingMoment(delivery) <= now
  const extras = owedExtras(delivery).flatMap((extra) => planExtra(now, open, extra))
  return isToClose ? [{ kind: 'close', delivery: key }, ...extras] : extras
}

function planPost(now: number, open: OpenDelivery): Action[] {
  const { key, delivery } = open
  if (delivery.steps.post.nextTryAt > now) return []
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

/** Thread and pin can be repeated without harm; a recap that is in doubt is looked for once its nonce is forgotten. */
function planExtra(now: number, { key, delivery, schedule }: OpenDelivery, extra: Extra): ExtraAction[] {
  const { nextTryAt, inDoubtSince, reason } = delivery.steps[extra]
  if (nextTryAt > now) return []
  if (extra === 'recap' && schedule.removedAt !== null && inDoubtSince === null)
    return [{ kind: 'drop-extra', delivery: key, extra, reason: 'by-moderator' }]
  const deadline = extra === 'recap' ? delivery.closesAt + RECAP_WINDOW_MS : delivery.closesAt
  if (now > deadline) return [{ kind: 'drop-extra', delivery: key, extra, reason: reason ?? 'too-late' }]
  if (extra === 'recap' && inDoubtSince !== null && now - inDoubtSince >= NONCE_HOLDS_MS)
    return [{ kind: 'find-extra', delivery: key, extra, since: inDoubtSince }]
  return [{ kind: 'extra', delivery: key, extra }]
}
