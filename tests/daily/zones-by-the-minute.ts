import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { createDueIndex } from '../../src/daily/due-index.ts'
import { plan } from '../../src/daily/plan.ts'
import { newSchedule, type Schedule, schedules } from '../../src/daily/schedule.ts'
import { addDays, dueSlots, nextSlot } from '../../src/daily/slots.ts'
import { slotsByTemporal } from './temporal-oracle.ts'
import { DAY, EVERY_DAY, MINUTE } from './world.ts'

const ZONES = Intl.supportedValuesOf('timeZone')
const WEEK = 7 * DAY
const MAX_LEAD_MINUTES = (5 * WEEK) / MINUTE // less than the weeks that any test lets pass

const minuteOf = (date: string) => Date.parse(date) / MINUTE
const two = (part: number) => String(part).padStart(2, '0')
const anySchedule = fc.record({
  madeIn: fc.noBias(fc.integer({ min: minuteOf('1985-01-01'), max: minuteOf('2045-01-01') })),
  time: fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => `${two(hour)}:${two(minute)}`),
  days: fc.oneof(fc.constant([1, 2, 3, 4, 5, 6, 7]), fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 })),
  /** In days; null without an end. */
  lasts: fc.option(fc.nat(300), { freq: 4 }),
  /** Most are made some minutes before the zone's next change of clocks, at a time some quarters of an hour from it. */
  change: fc.option(
    fc.record({ lead: fc.noBias(fc.nat(MAX_LEAD_MINUTES)), quarters: fc.integer({ min: -2, max: 6 }) }),
    {
      freq: 3,
    },
  ),
})
type Wish = typeof anySchedule extends fc.Arbitrary<infer W> ? W : never

/** A random schedule for each IANA zone. The same seed gives the same. */
const scheduleInEachZone: fc.Arbitrary<Schedule[]> = fc
  .array(anySchedule, { minLength: ZONES.length, maxLength: ZONES.length, size: 'max' })
  .map((wishes) => wishes.map((wish, index) => scheduleOf(wish, ZONES[index] ?? '')))

function scheduleOf({ days, lasts, ...wish }: Wish, zone: string): Schedule {
  const { madeIn, time } = nearChange(wish, zone) ?? wish
  const madeAt = madeIn * MINUTE
  const endsOn = lasts === null ? null : addDays(text(madeAt).slice(0, 10), lasts)
  return newSchedule({ ...EVERY_DAY, time, days, zone, endsOn }, madeAt)
}

/** The same with another minute and time; undefined when that is not wished for, or the zone's clocks are not changed again. */
function nearChange({ change, madeIn }: Pick<Wish, 'change' | 'madeIn'>, zone: string) {
  const made = Temporal.Instant.fromEpochMilliseconds(madeIn * MINUTE).toZonedDateTimeISO(zone)
  const next = change && made.getTimeZoneTransition('next')
  if (!next) return undefined
  const before = next.subtract({ seconds: 1 }).toPlainTime().add({ seconds: 1 })
  const time = before.add({ minutes: 15 * change.quarters }).toString({ smallestUnit: 'minute' })
  return { time, madeIn: Math.floor(next.epochMilliseconds / MINUTE) - change.lead }
}

/**
 * Lets so many weeks pass for a random schedule in each zone from when it was made, a tick each minute, and compares what
 * is decided with what Temporal says is due. No store and no posts: the index says what is due, `plan` decides, and each
 * decision is noted with its minute. All schedules stand in one index, by the time since they were made, so that a
 * minute of all zones costs one tick. Gives what differs, with the schedules; nothing when all is as it should be.
 */
export function differences({ seed, weeks }: { seed: number; weeks: number }): string[] {
  const all = fc.sample(scheduleInEachZone, { seed, numRuns: 1 }).flat()
  const decided = decisions(all, weeks * WEEK)
  return all.flatMap((schedule, number) => {
    const { createdAt, zone, time, days, endsOn } = schedule
    const due = slotsByTemporal(schedule, createdAt + 1, createdAt + weeks * WEEK)
    const [got, expected] = [`${decided[number]}`, `${due.map((slot) => `post ${slot.date} ${text(slot.at)}`)}`]
    if (got === expected) return []
    return [`${zone} ${time} on ${days} from ${text(createdAt)} to ${endsOn}: ${got}, not ${expected}`]
  })
}

/** For each schedule what is decided about its slots, with the minute. */
function decisions(all: readonly Schedule[], duration: number): string[][] {
  const keys = all.map((_, number) => schedules.key('g', String(number)))
  const states = new Map(
    keys.map((key, number) => [key.path, { schedule: structuredClone(all[number]), made: [] as string[] }]),
  )
  const index = createDueIndex<(typeof keys)[number]>()
  for (const key of keys) watch(key)
  for (let passed = 0; passed <= duration; passed += MINUTE)
    for (const key of index.due(passed)) {
      decide(key, passed)
      watch(key)
    }
  return keys.map((key) => states.get(key.path)?.made ?? [])

  function watch(key: (typeof keys)[number]): void {
    const schedule = states.get(key.path)?.schedule
    const next = schedule && nextSlot(schedule, schedule.handledUntil)
    index.set(key, schedule && next && next.at - schedule.createdAt)
  }

  function decide(key: (typeof keys)[number], passed: number): void {
    const { schedule, made } = states.get(key.path) ?? {}
    if (!schedule || !made) return
    const now = schedule.createdAt + passed
    const due = [{ key, schedule, slots: dueSlots(schedule, schedule.handledUntil, now) }]
    for (const action of plan(now, due, [])) {
      if (!('slot' in action)) continue
      made.push(`${action.kind} ${action.slot.date} ${text(now)}`)
      schedule.handledUntil = action.slot.at
    }
  }
}

function text(instant: number): string {
  return new Date(instant).toISOString()
}
