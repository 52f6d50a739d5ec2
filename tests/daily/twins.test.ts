import { describe, expect, it } from 'vitest'
import { newSchedule, type ScheduleWish } from '../../src/daily/schedule.ts'
import { twinOf } from '../../src/daily/twins.ts'
import { DAY, EVERY_DAY } from './world.ts'

const NOW = Date.parse('2025-11-22T00:00Z')

describe('a schedule beside one of every weekday in c1 at 09:00 from the papers 001 and 002', () => {
  const weekdays: ScheduleWish = { ...EVERY_DAY, days: [1, 2, 3, 4, 5], papers: ['001', '002'] }
  const other = { ...newSchedule({ ...weekdays, endsOn: '2025-12-31' }, NOW), id: 'abc123' }

  it.each<[string, Partial<ScheduleWish>, boolean]>([
    ['the same', {}, true],
    ['another number of questions', { questions: 3 }, true],
    ['a common day', { days: [5, 6] }, true],
    ['the papers in another order', { papers: ['002', '001', '002'] }, true],
    ['other days', { days: [6, 7] }, false],
    ['another time', { time: '09:01' }, false],
    ['another zone', { zone: 'UTC' }, false],
    ['another channel', { channel: 'c2' }, false],
    ['other papers', { papers: ['001'] }, false],
    ['all papers', { papers: [] }, false],
  ])('%s', (_, changes, isTwin) => {
    expect(twinOf({ ...weekdays, ...changes }, [other], NOW)?.id).toBe(isTwin ? 'abc123' : undefined)
  })

  it('is none once that has ended', () => {
    expect(twinOf(weekdays, [other], NOW + 60 * DAY)).toBeUndefined()
  })
})
