import { type AskedQuestion, closeRound, countMembers, openRound, type Round, rounds } from '../quiz/round.ts'
import type { DocumentStore, Key } from '../store/document-store.ts'
import { type Delivery, deliveries, isManual, partsOf, type Reason, roundIdOf } from './delivery.ts'
import { newDelivery } from './new-delivery.ts'
import { pausedNoticeKey, storedNotice, unknownNoticeKey } from './notice.ts'
import { isRunning, pausedSchedule, type Schedule, schedules } from './schedule.ts'
import { nextSlot, type Slot } from './slots.ts'

const HOUR_MS = 3_600_000

/** The schedule that a delivery belongs to. */
export function scheduleKeyOf(key: Key<Delivery>): Key<Schedule> {
  const { guild, schedule } = partsOf(key)
  return schedules.key(guild, schedule)
}

/** The round that a delivery posts. */
export function roundKeyOf(key: Key<Delivery>): Key<Round> {
  const { guild, schedule, date } = partsOf(key)
  return rounds.key(guild, roundIdOf(schedule, date))
}

/** The delivery of a slot. */
export function deliveryKeyOf(schedule: Key<Schedule>, date: string): Key<Delivery> {
  return deliveries.key(...schedule.parts, date)
}

/**
 * Writes down that a slot's round, or a manual one, is to be posted. Resolves with false, and leaves the delivery as it
 * is, when there is one already or the schedule no longer has this slot.
 */
export function recordPlanned(
  store: DocumentStore,
  key: Key<Delivery>,
  wish: { slot: Slot; questions: AskedQuestion[]; now: number },
) {
  const { slot, questions, now } = wish
  return store.update([scheduleKeyOf(key), key, roundKeyOf(key)], (documents) => {
    const [schedule, delivery] = documents
    if (!schedule || isSkipped(schedule, key, slot)) return false
    if (!takesSlot(schedule, key, slot, delivery !== undefined)) return false
    const planned = newDelivery(schedule, key, slot, now)
    documents[1] = planned
    documents[2] = openRound({ member: null, now, closesAt: planned.closesAt, questions })
    schedule.open.push(partsOf(key).date)
    return true
  })
}

/** Writes down that a slot, or a manual post, was skipped; false as for `recordPlanned`. */
export function recordSkipped(
  store: DocumentStore,
  key: Key<Delivery>,
  wish: { slot: Slot; reason: Reason; now: number },
) {
  const { slot, reason, now } = wish
  return store.update([scheduleKeyOf(key), key], (documents) => {
    const [schedule, delivery] = documents
    if (!schedule || (reason === 'skipped-once') !== isSkipped(schedule, key, slot)) return false
    if (!takesSlot(schedule, key, slot, delivery !== undefined)) return false
    documents[1] = { ...newDelivery(schedule, key, slot, now), state: 'skipped', reason }
    return true
  })
}

/**
 * Writes down that a try to post begins at `now`. Resolves with the delivery and with what was in doubt before this
 * try; undefined when there is nothing to post any more.
 */
export function recordTry(store: DocumentStore, key: Key<Delivery>, { now, isLate }: { now: number; isLate: boolean }) {
  return store.update([scheduleKeyOf(key), key, roundKeyOf(key)], ([schedule, delivery, round]) => {
    if (!schedule || !delivery || !isUnposted(delivery)) return undefined
    const { post } = delivery.steps
    const inDoubtBefore = post.inDoubtSince
    if (inDoubtBefore === null) {
      // A moderator may have changed these meanwhile, and nobody saw them yet.
      Object.assign(delivery, { channel: schedule.channel, role: schedule.role, mode: schedule.mode })
      if (isLate && schedule.revealHours !== null) delivery.closesAt = now + schedule.revealHours * HOUR_MS
      if (round) round.closesAt = delivery.closesAt
    }
    if (delivery.number === null) {
      schedule.lastNumber += 1
      delivery.number = schedule.lastNumber
    }
    delivery.state = 'posting'
    delivery.isLate = isLate
    delivery.steps.post = { attempts: post.attempts + 1, nextTryAt: now, inDoubtSince: inDoubtBefore ?? now }
    return { delivery, inDoubtBefore }
  })
}

/** Writes down that the post is there. A later or repeated report changes nothing. */
export function recordPosted(store: DocumentStore, key: Key<Delivery>, post: { message: string; at: number }) {
  return store.update([scheduleKeyOf(key), key], ([schedule, delivery]) => {
    if (!schedule || !delivery || !(isUnposted(delivery) || delivery.state === 'unknown')) return false
    Object.assign(delivery, {
      state: 'posted',
      reason: null,
      message: post.message,
      postedAt: post.at,
    } satisfies Partial<Delivery>)
    delivery.steps.post.inDoubtSince = null
    const { date } = partsOf(key)
    if (!schedule.open.includes(date)) schedule.open.push(date)
    return true
  })
}

/** Writes down how a try went that did not lead to a post, and when the next may come. */
export function recordTrouble(
  store: DocumentStore,
  key: Key<Delivery>,
  trouble: { inDoubtSince: number | null; nextTryAt: number; reason: Reason | null },
) {
  const { inDoubtSince, nextTryAt, reason } = trouble
  return store.update([key], ([delivery]) => {
    if (!delivery || !isUnposted(delivery)) return
    delivery.state = inDoubtSince === null ? 'planned' : 'posting'
    delivery.reason = reason
    delivery.steps.post.nextTryAt = nextTryAt
    delivery.steps.post.inDoubtSince = inDoubtSince
  })
}

/**
 * Writes down that it will not be posted (its questions and its number are then free again) or that nobody knows, of
 * which moderators are to be told.
 */
export function recordEnd(
  store: DocumentStore,
  key: Key<Delivery>,
  end: { state: 'skipped' | 'failed' | 'unknown'; reason: Reason; now: number },
) {
  const { state, reason, now } = end
  return store.update([scheduleKeyOf(key), key, roundKeyOf(key), unknownNoticeKey(key)], (documents) => {
    const [schedule, delivery, round] = documents
    if (!schedule || !delivery || !isUnposted(delivery)) return false
    Object.assign(delivery, { state, reason })
    schedule.open = schedule.open.filter((date) => date !== partsOf(key).date)
    if (state === 'unknown') {
      documents[3] = storedNotice({ kind: 'unknown', channel: delivery.channel, reason }, now)
      return true
    }
    if (round && countMembers(round) === 0) documents[2] = undefined // answers are kept whatever happens
    if (schedule.lastNumber === delivery.number) schedule.lastNumber -= 1
    delivery.number = null
    return true
  })
}

/** Closes the round to answers and writes down that the closing edit is tried at `now`. Undefined when it is not posted. */
export function recordClosing(store: DocumentStore, key: Key<Delivery>, now: number) {
  return store.update([key, roundKeyOf(key)], ([delivery, round]) => {
    if (delivery?.state !== 'posted') return undefined
    delivery.steps.close.attempts += 1
    delivery.steps.close.nextTryAt = now
    if (round) closeRound(round, now)
    return delivery
  })
}

/** Writes down when the closing edit may be tried again. */
export function recordClosingTrouble(
  store: DocumentStore,
  key: Key<Delivery>,
  trouble: { nextTryAt: number; reason: Reason },
) {
  return store.update([key], ([delivery]) => {
    if (delivery?.state !== 'posted') return
    delivery.steps.close.nextTryAt = trouble.nextTryAt
    delivery.reason = trouble.reason
  })
}

/**
 * Writes down the end of a posted delivery, with the reason when the post could not show it. Thread and pin that did
 * not come to be are given up, and so is the recap of a post that `isGone`.
 */
export function recordClosed(
  store: DocumentStore,
  key: Key<Delivery>,
  { reason, isGone = false }: { reason: Reason | null; isGone?: boolean },
) {
  return store.update([scheduleKeyOf(key), key], ([schedule, delivery]) => {
    if (delivery?.state !== 'posted') return
    delivery.state = 'closed'
    delivery.reason = reason
    const { thread, pin, recap } = delivery.steps
    for (const step of [thread, pin])
      if (step.state === 'owed') Object.assign(step, { state: 'failed', reason: step.reason ?? 'too-late' })
    if (isGone && recap.state === 'owed') Object.assign(recap, { state: 'failed', reason: 'post-gone' })
    if (schedule && recap.state !== 'owed') schedule.open = schedule.open.filter((date) => date !== partsOf(key).date)
  })
}

/** Pauses a schedule whose channel is in trouble, of which moderators are to be told. Resolves with whether it was going on until now. */
export function recordPaused(
  store: DocumentStore,
  key: Key<Schedule>,
  { reason, channel, now }: { reason: Reason; channel: string; now: number },
) {
  return store.update([key, pausedNoticeKey(key, now)], (documents) => {
    const [schedule] = documents
    if (!schedule || !isRunning(schedule)) return false
    schedule.paused = pausedSchedule(schedule, reason, now).paused
    documents[1] = storedNotice({ kind: 'paused', channel, reason }, now)
    return true
  })
}

/** Whether it may still be posted. */
function isUnposted({ state }: Pick<Delivery, 'state'>): boolean {
  return state === 'planned' || state === 'posting'
}

/** Whether this delivery is to be written; marks the slot as dealt with. */
function takesSlot(schedule: Schedule, key: Key<Delivery>, slot: Slot, hasDelivery: boolean): boolean {
  if (isManual(key)) return schedule.removedAt === null && !hasDelivery
  const isStillDue = slot.at > schedule.handledUntil && nextSlot(schedule, slot.at - 1)?.at === slot.at
  if (!isRunning(schedule) || !isStillDue) return false
  schedule.handledUntil = slot.at
  schedule.lastDate = slot.date
  if (schedule.skipDate !== null && schedule.skipDate <= slot.date) schedule.skipDate = null
  return !hasDelivery
}

/** Whether a moderator wished this very slot away; it is then recorded as skipped. */
function isSkipped(schedule: Schedule, key: Key<Delivery>, slot: Slot): boolean {
  return !isManual(key) && schedule.skipDate === slot.date
}
