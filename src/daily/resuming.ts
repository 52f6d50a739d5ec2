import type { DocumentStore } from '../store/document-store.ts'
import { type Delivery, deliveries } from './delivery.ts'
import { deadlineOf, isRunning, resumedSchedule, type Schedule, schedules } from './schedule.ts'
import { dueSlots, nextSlot } from './slots.ts'

const MINUTE_MS = 60_000
const NO_DATE = '0000-00-00' // no delivery has it

/**
 * Lets a paused schedule go on. What a moderator paused goes on from `now` (milliseconds since the epoch); after a
 * trouble that was mended the latest slot comes late while its window lasts, even if a try at it was refused. Undefined
 * for a schedule that is removed or unknown.
 */
export async function resumeSchedule(
  store: DocumentStore,
  { guild, id, now }: { guild: string; id: string; now: number },
): Promise<Schedule | undefined> {
  const key = schedules.key(guild, id)
  const lastDate = (await store.read(key))?.lastDate ?? NO_DATE
  return store.update([key, deliveries.key(guild, id, lastDate)], (documents) => {
    const [schedule, delivery] = documents
    if (!schedule || schedule.removedAt !== null) return undefined
    if (isRunning(schedule)) return schedule
    const isMended = schedule.paused?.reason !== 'by-moderator'
    const resumed = resumedSchedule(schedule, isMended ? now - schedule.windowMinutes * MINUTE_MS : now)
    if (isMended && delivery && schedule.lastDate === lastDate && mayComeAgain(schedule, delivery, now)) {
      documents[1] = undefined
      resumed.handledUntil = delivery.slotAt - 1
    }
    documents[0] = resumed
    return resumed
  })
}

/** The instant of a slot that passed and is still to be posted at `now`. */
export function lateSlot(schedule: Schedule, now: number): number | undefined {
  const slot = isRunning(schedule) ? dueSlots(schedule, schedule.handledUntil, now).at(-1) : undefined
  return slot && slot.date !== schedule.skipDate && now <= deadlineOf(schedule, slot.at) ? slot.at : undefined
}

/** Whether it was certainly not posted (Discord refused it for want of a permission), and its slot and window still hold. */
function mayComeAgain(schedule: Schedule, { state, reason, slotAt }: Delivery, now: number): boolean {
  const isRefused = state === 'failed' && reason === 'missing-permission'
  return isRefused && now <= deadlineOf(schedule, slotAt) && nextSlot(schedule, slotAt - 1)?.at === slotAt
}
