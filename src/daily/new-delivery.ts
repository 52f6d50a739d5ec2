import type { Key } from '../store/document-store.ts'
import { type Delivery, extraStep, isManual } from './delivery.ts'
import { deadlineOf, type Schedule } from './schedule.ts'
import { nextSlot, type Slot } from './slots.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000
const MAX_OPEN_MS = 7 * DAY_MS // answers are revealed while the question is still in mind
const MANUAL_OPEN_MS = DAY_MS
const MANUAL_WINDOW_MS = 10 * MINUTE_MS // a moderator waits for it

/** The delivery of a slot, or a manual one, as it is planned at `now` (milliseconds since the epoch). */
export function newDelivery(schedule: Schedule, key: Key<Delivery>, slot: Slot, now: number): Delivery {
  const { channel, role, mode, thread, pin, recap } = schedule
  return {
    state: 'planned',
    reason: null,
    channel,
    role,
    mode,
    slotAt: slot.at,
    plannedAt: now,
    ...timingOf(schedule, key, slot, now),
    number: null,
    isLate: false,
    message: null,
    postedAt: null,
    steps: {
      post: { attempts: 0, nextTryAt: now, inDoubtSince: null },
      close: { attempts: 0, nextTryAt: 0, inDoubtSince: null },
      thread: extraStep(thread),
      pin: extraStep(pin),
      recap: extraStep(recap),
    },
  }
}

function timingOf(
  schedule: Schedule,
  key: Key<Delivery>,
  slot: Slot,
  now: number,
): { deadline: number; closesAt: number } {
  const revealMs = schedule.revealHours === null ? undefined : schedule.revealHours * HOUR_MS
  if (isManual(key)) return { deadline: now + MANUAL_WINDOW_MS, closesAt: now + (revealMs ?? MANUAL_OPEN_MS) }
  const next = nextSlot(schedule, slot.at)?.at ?? Number.POSITIVE_INFINITY
  const closesAt = revealMs === undefined ? Math.min(next, slot.at + MAX_OPEN_MS) : slot.at + revealMs
  return { deadline: deadlineOf(schedule, slot.at), closesAt }
}
