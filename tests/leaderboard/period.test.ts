import { describe, expect, it } from 'vitest'
import { type Period, startOf } from '../../src/leaderboard/period.ts'

describe('when a period began', () => {
  it.each<[Period, string, string, string]>([
    ['week', 'Asia/Shanghai', '2025-11-22T12:00Z', '2025-11-16T16:00Z'],
    ['week', 'Asia/Shanghai', '2025-11-23T15:59Z', '2025-11-16T16:00Z'], // still Sunday there
    ['week', 'Asia/Shanghai', '2025-11-23T16:00Z', '2025-11-23T16:00Z'], // Monday, 00:00
    ['week', 'America/New_York', '2025-11-03T05:00Z', '2025-11-03T05:00Z'],
    ['week', 'America/New_York', '2025-11-03T04:59Z', '2025-10-27T04:00Z'], // the clock was changed in that week
    ['month', 'Asia/Shanghai', '2025-11-30T16:00Z', '2025-11-30T16:00Z'],
    ['month', 'UTC', '2025-12-31T23:59Z', '2025-12-01T00:00Z'],
    ['month', 'UTC', '2024-02-29T12:00Z', '2024-02-01T00:00Z'],
    ['week', 'America/Havana', '2025-03-09T12:00Z', '2025-03-03T05:00Z'],
    ['week', 'Pacific/Apia', '2012-01-01T05:00Z', '2011-12-26T10:00Z'], // that week has no Friday
    ['all', 'UTC', '2025-12-31T23:59Z', '1970-01-01T00:00Z'],
  ])('%s in %s at %s', (period, zone, now, start) => {
    expect(new Date(startOf(period, zone, Date.parse(now))).toISOString()).toBe(new Date(start).toISOString())
  })

  it('goes on with the first instant of the next date when its own is left out', () => {
    const week = startOf('week', 'Pacific/Kwajalein', Date.parse('1993-08-24T00:00Z'))
    expect(new Date(week).toISOString()).toBe('1993-08-22T12:00:00.000Z')
  })
})
