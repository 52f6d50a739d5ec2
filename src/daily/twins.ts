import type { GuildSchedule, ScheduleWish } from './schedule.ts'
import { nextSlot } from './slots.ts'

type Timetable = Pick<ScheduleWish, 'channel' | 'time' | 'zone' | 'days' | 'papers'>

/**
 * The schedule that would post beside a wished one in the same channel, at the same time on a common day, from the same
 * papers; undefined when there is none. One that has no slot after `now` (milliseconds since the epoch) is no twin.
 */
export function twinOf(wish: Timetable, others: readonly GuildSchedule[], now: number): GuildSchedule | undefined {
  return others.find(
    (other) =>
      other.channel === wish.channel &&
      other.time === wish.time &&
      other.zone === wish.zone &&
      other.days.some((day) => wish.days.includes(day)) &&
      setOf(other.papers) === setOf(wish.papers) &&
      nextSlot(other, now) !== undefined,
  )
}

function setOf(papers: readonly string[]): string {
  return [...new Set(papers)].sort().join()
}
