import type { Slot } from '../../src/daily/slots.ts'

const MINUTE_MS = 60_000
const COARSE_MS = 5 * MINUTE_MS
const MARGIN_MS = 16 * 3_600_000 // no zone is further from UTC

/**
 * What the clocks of a zone show, read minute by minute: a slot is the first minute at which they have reached its
 * date and time, on a date that they show at all. Knows nothing of offsets.
 */
export interface ClockReadings {
  /** Instant at which the clocks first reach this date and time; undefined when they never show the date. */
  firstReach(date: string, time: string): number | undefined
  /** Minutes in a row between which the clocks jump. */
  readonly jumps: readonly { readonly at: number; readonly shown: string }[]
}

/** Reads the clocks from 16 hours before one UTC date until 16 hours after another (YYYY-MM-DD). */
export function readClocks(zone: string, fromDate: string, toDate: string): ClockReadings {
  const show = clockOf(zone)
  const from = Date.parse(fromDate) - MARGIN_MS
  const to = Date.parse(toDate) + 24 * 60 * MINUTE_MS + MARGIN_MS
  const readings: { at: number; shown: string }[] = []
  const jumps: { at: number; shown: string }[] = []
  for (let at = from; at <= to; at += COARSE_MS) {
    const last = readings.at(-1)
    const shown = show(at)
    // In an ordinary five minutes the clocks go on by five minutes, so that only the others are read one by one.
    if (last && minutesOf(shown) - minutesOf(last.shown) !== 5) {
      jumps.push({ at, shown })
      for (let each = last.at + MINUTE_MS; each < at; each += MINUTE_MS) readings.push({ at: each, shown: show(each) })
    }
    readings.push({ at, shown })
  }
  return { jumps, firstReach: (date, time) => firstReach(readings, show, date, time) }
}

/** The slots of every date (YYYY-MM-DD) in a range, whatever the day of the week. */
export function slotsByReading(zone: string, time: string, fromDate: string, toDate: string): Slot[] {
  const readings = readClocks(zone, fromDate, toDate)
  const slots: Slot[] = []
  for (let day = Date.parse(fromDate); day <= Date.parse(toDate); day += 24 * 60 * MINUTE_MS) {
    const date = new Date(day).toISOString().slice(0, 10)
    const at = readings.firstReach(date, time)
    if (at !== undefined) slots.push({ date, at })
  }
  return slots
}

function firstReach(
  readings: readonly { at: number; shown: string }[],
  show: (at: number) => string,
  date: string,
  time: string,
): number | undefined {
  if (!readings.some(({ shown }) => shown.startsWith(date))) return undefined
  const wanted = `${date} ${time}`
  const reached = readings.findIndex(({ shown }) => shown >= wanted)
  const before = readings[reached - 1]
  const after = readings[reached]
  if (!before || !after) throw new Error(`the readings do not surround ${wanted}`)
  let at = before.at + MINUTE_MS
  while (at < after.at && show(at) < wanted) at += MINUTE_MS
  return at
}

/** `2025-11-22 09:05`, which sorts as time goes. */
function clockOf(zone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  return (at) => format.format(at)
}

function minutesOf(shown: string): number {
  return Date.parse(`${shown.replace(' ', 'T')}Z`) / MINUTE_MS
}
