import { localDateAt, offsetAt } from './wall-clock.ts'

/** One due moment of a schedule. */
export interface Slot {
  /** Local date, YYYY-MM-DD. */
  readonly date: string
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** When a schedule posts: local time (HH:mm), IANA zone, ISO days of the week, first and last local date. */
export interface SlotRule {
  readonly time: string
  readonly zone: string
  readonly days: readonly number[]
  readonly startsOn: string
  readonly endsOn: string | null
}

const DAY_MS = 86_400_000
const DATES_TO_TRY = 16 // a week has one of the days; a zone may leave that date out, and the first may be over
const MAX_MISSED_DAYS = 31 // a longer absence is told well enough by its last month

/**
 * The instant, in milliseconds since the epoch, at which a zone's clocks show `time` (HH:mm) on `date` (YYYY-MM-DD).
 * A time inside a spring gap gives the first instant after the gap, a time that occurs twice its first occurrence;
 * a date that the zone leaves out gives undefined. (dayjs is wrong around gaps, hence this search over Intl.)
 */
export function slotInstant(date: string, time: string, zone: string): number | undefined {
  const wall = Date.parse(`${date}T${time}:00Z`)
  // No offset exceeds a day, so whatever holds around that wall clock holds at one of these two instants.
  const before = offsetAt(zone, wall - DAY_MS)
  const after = offsetAt(zone, wall + DAY_MS)
  const candidates = [wall - Math.max(before, after), wall - Math.min(before, after)]
  const exact = candidates.find((instant) => instant + offsetAt(zone, instant) === wall)
  if (exact !== undefined) return exact
  const change = instantOfChange(zone, wall - DAY_MS, wall + DAY_MS)
  const midnight = Date.parse(`${date}T00:00:00Z`)
  const isLeftOut = change + before <= midnight && change + after >= midnight + DAY_MS
  return isLeftOut ? undefined : change
}

/** The schedule's first slot after an instant (milliseconds since the epoch); undefined when none comes. */
export function nextSlot(rule: SlotRule, after: number): Slot | undefined {
  // A slot in a gap at midnight falls on the next local date, so the search begins a date early.
  let date = laterDate(addDays(localDateAt(rule.zone, after), -1), rule.startsOn)
  for (let tried = 0; tried < DATES_TO_TRY; tried++, date = addDays(date, 1)) {
    if (rule.endsOn !== null && date > rule.endsOn) return undefined
    if (!rule.days.includes(isoWeekday(date))) continue
    const at = slotInstant(date, rule.time, rule.zone)
    if (at !== undefined && at > after) return { date, at }
  }
  return undefined
}

/** The slots that came after `handledUntil`, up to and with `now`, oldest first; at most those of the last month. */
export function dueSlots(rule: SlotRule, handledUntil: number, now: number): Slot[] {
  const due: Slot[] = []
  let slot = nextSlot(rule, Math.max(handledUntil, now - MAX_MISSED_DAYS * DAY_MS))
  while (slot && slot.at <= now) {
    due.push(slot)
    slot = nextSlot(rule, slot.at)
  }
  return due
}

/** A calendar date some days later (or earlier), YYYY-MM-DD. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)
}

/** The later of two dates, YYYY-MM-DD. */
export function laterDate(one: string, other: string): string {
  return one.localeCompare(other) > 0 ? one : other
}

function isoWeekday(date: string): number {
  return new Date(date).getUTCDay() || 7
}

/** The first instant in (from, to] at which the zone's offset is no longer that of `from`. */
function instantOfChange(zone: string, from: number, to: number): number {
  const before = offsetAt(zone, from)
  let [last, first] = [from, to]
  while (first - last > 1) {
    const middle = Math.floor((last + first) / 2)
    if (offsetAt(zone, middle) === before) last = middle
    else first = middle
  }
  return first
}
