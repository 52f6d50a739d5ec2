import type { DocumentStore, Key } from '../store/document-store.ts'
import { type Beat, openDeliveriesOf } from './beat.ts'
import type { DailyLogger } from './logger.ts'
import { type Schedule, schedules } from './schedule.ts'
import type { ScheduleBook } from './schedule-book.ts'

const READ_AT_ONCE = 50 // files held open while starting

/** Reads every schedule and its open deliveries into the index; one that cannot be read does not stop the others. */
export async function loadIndex(
  store: DocumentStore,
  book: ScheduleBook,
  beat: Beat,
  { now, logger }: { now: number; logger: DailyLogger },
) {
  const load = async (key: Key<Schedule>) => {
    try {
      const schedule = await store.read(key)
      if (!schedule || (await book.purge(key, schedule, now))) return
      await beat.watchSchedule(key)
      for (const open of openDeliveriesOf(key, schedule)) await beat.watchDelivery(open)
    } catch (error) {
      logger.error({ schedule: key.path, err: error }, 'a schedule could not be read')
    }
  }
  const keys = await store.list(schedules)
  for (let from = 0; from < keys.length; from += READ_AT_ONCE)
    await Promise.all(keys.slice(from, from + READ_AT_ONCE).map(load))
}
