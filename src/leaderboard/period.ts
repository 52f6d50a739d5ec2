import { addDays, slotInstant } from '../daily/slots.ts'
import { localDateAt } from '../daily/wall-clock.ts'

export const PERIODS = ['week', 'month', 'all'] as const
export type Period = (typeof PERIODS)[number]

const LONGEST_GAP_DAYS = 2 // a zone that moved across the date line leaves out one date

/** When the week (from Monday on), the month, or all time of `now` began on a zone's calendars; milliseconds since the epoch. */
export function startOf(period: Period, zone: string, now: number): number {
  if (period === 'all') return 0
  const today = localDateAt(zone, now)
  return firstInstantOf(period === 'month' ? `${today.slice(0, 8)}01` : mondayOf(today), zone)
}

function mondayOf(date: string): string {
  return addDays(date, -((new Date(date).getUTCDay() + 6) % 7))
}

/** The first instant of a local date; of the next one when the zone leaves that date out. */
function firstInstantOf(date: string, zone: string): number {
  for (let days = 0; days < LONGEST_GAP_DAYS; days++) {
    const at = slotInstant(addDays(date, days), '00:00', zone)
    if (at !== undefined) return at
  }
  throw new RangeError(`${zone}: expected ${date} or the date behind it to begin at some instant`)
}
