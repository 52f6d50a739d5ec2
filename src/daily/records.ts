import { type AskedQuestion, countMembers, openRound, type Round, rounds } from '../quiz/round.ts'
import type { DocumentStore, Key } from '../store/document-store.ts'
import { type Delivery, deliveries, isManual, partsOf, type Reason, roundIdOf } from './delivery.ts'
import { deadlineOf, isRunning, pausedSchedule, type Schedule, schedules } from './schedule.ts'
import { nextSlot, type Slot } from './slots.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const MAX_OPEN_MS = 7 * DAY_MS // answers are revealed while the question is still in mind
const MANUAL_OPEN_MS = DAY_MS
const MANUAL_WINDOW_MS = 10 * MINUTE_MS // a moderator waits for it

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
    if (!schedule || !takesSlot(schedule, key, slot, delivery !== undefined)) return false
    const timing = timingOf(schedule, key, slot, now)
    const round = openRound({ member: null, now, closesAt: timing.closesAt, questions })
    documents[1] = newDelivery(schedule.channel, slot, now, timing)
    documents[2] = round
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
    if (!schedule || !takesSlot(schedule, key, slot, delivery !== undefined)) return false
    const skipped = newDelivery(schedule.channel, slot, now, timingOf(schedule, key, slot, now))
    documents[1] = { ...skipped, state: 'skipped', reason }
    return true
  })
}

/**
 * Writes down that a try to post begins at `now`. Resolves with the delivery and with what was in doubt before this
 * try; undefined when there is nothing to post any more.
 */
export function recordTry(store: DocumentStore, key: Key<Delivery>, { now, isLate }: { now: number; isLate: boolean }) {
  return store.update([scheduleKeyOf(key), key], ([schedule, delivery]) => {
    if (!schedule || !delivery || !isUnposted(delivery)) return undefined
    const { post } = delivery.steps
    const inDoubtBefore = post.inDoubtSince
    if (inDoubtBefore === null) delivery.channel = schedule.channel // a moderator may have chosen another meanwhile
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

/** Writes down that it will not be posted (its questions and its number are then free again) or that nobody knows. */
export function recordEnd(
  store: DocumentStore,
  key: Key<Delivery>,
  end: { state: 'skipped' | 'failed' | 'unknown'; reason: Reason },
) {
  return store.update([scheduleKeyOf(key), key, roundKeyOf(key)], (documents) => {
    const [schedule, delivery, round] = documents
    if (!schedule || !delivery || !isUnposted(delivery)) return false
    Object.assign(delivery, end)
    schedule.open = schedule.open.filter((date) => date !== partsOf(key).date)
    if (end.state === 'unknown') return true
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
    if (round) round.closedAt ??= now
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

/** Writes down the end of a posted delivery, with the reason when the post could not show it. */
export function recordClosed(store: DocumentStore, key: Key<Delivery>, reason: Reason | null) {
  return store.update([scheduleKeyOf(key), key], ([schedule, delivery]) => {
    if (delivery?.state !== 'posted') return
    delivery.state = 'closed'
    delivery.reason = reason
    if (schedule) schedule.open = schedule.open.filter((date) => date !== partsOf(key).date)
  })
}

/** Pauses a schedule. Resolves with whether it was going on until now. */
export function recordPaused(store: DocumentStore, key: Key<Schedule>, reason: Reason, now: number) {
  return store.update([key], (documents) => {
    const [schedule] = documents
    if (!schedule || !isRunning(schedule)) return false
    schedule.paused = pausedSchedule(schedule, reason, now).paused
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
  return !hasDelivery
}

function timingOf(
  schedule: Schedule,
  key: Key<Delivery>,
  slot: Slot,
  now: number,
): { deadline: number; closesAt: number } {
  if (isManual(key)) return { deadline: now + MANUAL_WINDOW_MS, closesAt: now + MANUAL_OPEN_MS }
  const next = nextSlot(schedule, slot.at)?.at ?? Number.POSITIVE_INFINITY
  return { deadline: deadlineOf(schedule, slot.at), closesAt: Math.min(next, slot.at + MAX_OPEN_MS) }
}

function newDelivery(
  channel: string,
  slot: Slot,
  now: number,
  timing: { deadline: number; closesAt: number },
): Delivery {
  return {
    state: 'planned',
    reason: null,
    channel,
    slotAt: slot.at,
    plannedAt: now,
    ...timing,
    number: null,
    isLate: false,
    message: null,
    postedAt: null,
    steps: {
      post: { attempts: 0, nextTryAt: now, inDoubtSince: null },
      close: { attempts: 0, nextTryAt: 0, inDoubtSince: null },
    },
  }
}
