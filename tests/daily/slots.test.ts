import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, dueSlots, nextSlot, type SlotRule, slotInstant } from '../../src/daily/slots.ts'
import { readClocks } from './clock-oracle.ts'

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
const ZONES = Intl.supportedValuesOf('timeZone')

const rule = (changes: Partial<SlotRule>): SlotRule => ({
  time: '09:00',
  zone: 'UTC',
  days: EVERY_DAY,
  startsOn: '2000-01-01',
  endsOn: null,
  ...changes,
})

describe('the instant of a date and time in a zone', () => {
  it.each([
    ['an ordinary morning', 'Asia/Shanghai', '2025-11-22', '08:30', '2025-11-22T00:30Z'],
    ['true UTC', 'UTC', '2025-11-22', '23:59', '2025-11-22T23:59Z'],
    ['a gap of an hour: the first instant after it', 'America/New_York', '2026-03-08', '02:30', '2026-03-08T07:00Z'],
    ['just before that gap', 'America/New_York', '2026-03-08', '01:59', '2026-03-08T06:59Z'],
    ['just after that gap', 'America/New_York', '2026-03-08', '03:00', '2026-03-08T07:00Z'],
    ['a time that occurs twice: its first occurrence', 'America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30Z'],
    ['a gap of 30 minutes', 'Australia/Lord_Howe', '2025-10-05', '02:15', '2025-10-04T15:30Z'],
    ['30 minutes that occur twice', 'Australia/Lord_Howe', '2025-04-06', '01:45', '2025-04-05T14:45Z'],
    ['a gap at midnight', 'America/Santiago', '2025-09-07', '00:30', '2025-09-07T04:00Z'],
    ['a gap at midnight, on the hour', 'America/Havana', '2026-03-08', '00:00', '2026-03-08T05:00Z'],
    ['the hour before midnight that occurs twice', 'America/Santiago', '2026-04-04', '23:30', '2026-04-05T02:30Z'],
    ['a midnight that occurs twice', 'America/Havana', '2025-11-02', '00:30', '2025-11-02T04:30Z'],
    ['a gap that reaches into the next date', 'America/Nuuk', '2024-03-30', '23:30', '2024-03-31T01:00Z'],
    ['the end of summer time for Ramadan', 'Africa/Casablanca', '2025-02-23', '02:30', '2025-02-23T01:30Z'],
    ['the gap after Ramadan', 'Africa/Casablanca', '2025-04-06', '02:30', '2025-04-06T02:00Z'],
    ['the date before one that is left out', 'Pacific/Apia', '2011-12-29', '12:00', '2011-12-29T22:00Z'],
    ['the date after one that is left out', 'Pacific/Apia', '2011-12-31', '12:00', '2011-12-30T22:00Z'],
  ])('%s (%s %s %s)', (_, zone, date, time, expected) => {
    expect(new Date(slotInstant(date, time, zone) ?? Number.NaN)).toEqual(new Date(expected))
  })

  it.each([
    ['Pacific/Apia', '2011-12-30'],
    ['Pacific/Kwajalein', '1993-08-21'],
    ['Pacific/Kiritimati', '1994-12-31'],
  ])('is not there on a date that %s leaves out (%s)', (zone, date) => {
    for (const time of ['00:00', '12:00', '23:59']) expect(slotInstant(date, time, zone)).toBeUndefined()
  })

  it('throws for a zone that this machine does not know', () => {
    expect(() => slotInstant('2025-11-22', '09:00', 'Asia/Atlantis')).toThrow(RangeError)
  })

  it('is the first minute at which the clocks reach it, on every change of a year in every zone', () => {
    const years = fc.sample(fc.integer({ min: 1985, max: 2045 }), { seed: 20_251_122, numRuns: ZONES.length })
    const wrong = ZONES.flatMap((zone, index) =>
      datesOfChange(zone, years[index] ?? 2025).flatMap((dates) => mistakes(zone, dates, EVERY_HALF_HOUR)),
    )
    expect(wrong).toEqual([])
  })

  it('is the first minute at which the clocks reach it, at random', () => {
    const time = fc
      .tuple(fc.nat(23), fc.nat(59))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
    const day = fc.integer({ min: Date.parse('1985-01-02') / 86_400_000, max: Date.parse('2045-12-30') / 86_400_000 })
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        day,
        fc.array(time, { minLength: 5, maxLength: 5 }),
        (zone, date, times) => {
          expect(mistakes(zone, [new Date(date * 86_400_000).toISOString().slice(0, 10)], times)).toEqual([])
        },
      ),
      { numRuns: 150 },
    )
  })
})

const EVERY_HALF_HOUR = Array.from(
  { length: 48 },
  (_, half) => `${String(half >> 1).padStart(2, '0')}:${half % 2 ? '31' : '00'}`,
)

/** Pairs of dates in which the zone's clocks were changed in that year. */
function datesOfChange(zone: string, year: number): string[][] {
  const show = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, timeStyle: 'short' })
  const dates: string[][] = []
  let shown = show.format(Date.parse(`${year}-01-01`))
  for (let date = `${year}-01-01`; date < `${year}-12-31`; date = addDays(date, 1)) {
    const next = show.format(Date.parse(addDays(date, 1)))
    if (next !== shown) dates.push([date, addDays(date, 1)])
    shown = next
  }
  return dates
}

function mistakes(zone: string, dates: readonly string[], times: readonly string[]): string[] {
  const clocks = readClocks(zone, dates[0] ?? '', dates.at(-1) ?? '')
  return dates
    .flatMap((date) => times.map((time) => ({ date, time })))
    .map(({ date, time }) => ({
      date,
      time,
      got: slotInstant(date, time, zone),
      expected: clocks.firstReach(date, time),
    }))
    .filter(({ got, expected }) => got !== expected)
    .map(({ date, time, got, expected }) => `${zone} ${date} ${time}: ${got}, not ${expected}`)
}

describe('the next slot', () => {
  const after = (text: string) => Date.parse(text)

  it.each([
    ['later today', rule({}), '2025-11-22T08:59Z', '2025-11-22'],
    ['not the very instant again', rule({}), '2025-11-22T09:00Z', '2025-11-23'],
    ['the next of its days', rule({ days: [1] }), '2025-11-22T10:00Z', '2025-11-24'],
    ['a week later when its one day is over', rule({ days: [6] }), '2025-11-22T10:00Z', '2025-11-29'],
    ['its first date', rule({ startsOn: '2026-02-01' }), '2025-11-22T10:00Z', '2026-02-01'],
    ['its last date', rule({ endsOn: '2025-11-23' }), '2025-11-22T10:00Z', '2025-11-23'],
    ['none after its last date', rule({ endsOn: '2025-11-22' }), '2025-11-22T10:00Z', undefined],
    ['past a date left out', rule({ zone: 'Pacific/Apia' }), '2011-12-29T19:00Z', '2011-12-31'],
    [
      'two weeks on when the zone leaves out its one day',
      rule({ zone: 'Pacific/Apia', days: [5] }),
      '2011-12-24T00:00Z',
      '2012-01-06',
    ],
    ['tomorrow there', rule({ zone: 'Asia/Shanghai' }), '2025-11-22T22:00Z', '2025-11-23'],
    [
      'a slot that a gap moved to the next date',
      rule({ zone: 'America/Nuuk', time: '23:30' }),
      '2024-03-31T00:59Z',
      '2024-03-30',
    ],
  ])('is %s', (_, schedule, now, date) => {
    expect(nextSlot(schedule, after(now))?.date).toBe(date)
  })

  it('lists the slots that were missed, oldest first, of the last month at most', () => {
    const now = after('2025-11-22T09:00Z')
    expect(dueSlots(rule({}), after('2025-11-19T12:00Z'), now).map(({ date }) => date)).toEqual([
      '2025-11-20',
      '2025-11-21',
      '2025-11-22',
    ])
    expect(dueSlots(rule({}), after('2020-01-01T00:00Z'), now)).toHaveLength(31)
    expect(dueSlots(rule({}), now, now)).toEqual([])
  })
})
