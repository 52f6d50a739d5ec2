import { Temporal } from 'temporal-polyfill'
import type { Slot, SlotRule } from '../../src/daily/slots.ts'

/**
 * The slots that a schedule has from one instant up to another (milliseconds since the epoch, both taken in), as
 * Temporal reckons local times: nothing of ours but the rule's fields is used.
 */
export function slotsByTemporal(rule: SlotRule, from: number, to: number): Slot[] {
  const slots: Slot[] = []
  const last = dateAt(to, rule.zone).add({ days: 1 })
  // A slot in a gap at midnight falls on the next local date, so the list begins a date early.
  for (let date = dateAt(from, rule.zone).add({ days: -1 }); isUpTo(date, last); date = date.add({ days: 1 })) {
    const at = isDateOf(rule, date) ? instantOf(date, rule) : undefined
    if (at !== undefined && at >= from && at <= to) slots.push({ date: date.toString(), at })
  }
  return slots
}

function dateAt(instant: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate()
}

function isUpTo(date: Temporal.PlainDate, last: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(date, last) <= 0
}

function isDateOf(rule: SlotRule, date: Temporal.PlainDate): boolean {
  const isStarted = isUpTo(Temporal.PlainDate.from(rule.startsOn), date)
  const isOver = rule.endsOn !== null && !isUpTo(date, Temporal.PlainDate.from(rule.endsOn))
  return isStarted && !isOver && rule.days.includes(date.dayOfWeek)
}

/** In a gap the first instant after it, of two the earlier, and nothing on a date that the zone leaves out. */
function instantOf(date: Temporal.PlainDate, { time, zone }: SlotRule): number | undefined {
  const wanted = date.toPlainDateTime(time)
  const found = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' })
  if (found.toPlainDateTime().equals(wanted)) return found.epochMilliseconds
  const isLeftOut = !date.toZonedDateTime(zone).toPlainDate().equals(date) // its first moment is on another date
  return isLeftOut ? undefined : found.getTimeZoneTransition('next')?.epochMilliseconds
}
