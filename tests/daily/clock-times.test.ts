import { describe, expect, it } from 'vitest'
import { parseTime } from '../../src/daily/clock-times.ts'

describe('a time of day as people write it', () => {
  it.each([
    ['08:30', '08:30'],
    ['8:30', '08:30'],
    ['８：３０', '08:30'],
    ['0830', '08:30'],
    ['8点', '08:00'],
    ['8點半', '08:30'],
    ['下午3点20分', '15:20'],
    ['晚上8点', '20:00'],
    ['8pm', '20:00'],
    ['12 am', '00:00'],
    ['12pm', '12:00'],
    ['0:00', '00:00'],
    ['23.59', '23:59'],
  ])('%s is %s', (text, time) => {
    expect(parseTime(text)).toBe(time)
  })

  it.each(['', '8', '24:00', '25:00', '8:60', '830', '早上', '早上八点', 'noon', '8:30:00', '-1:00'])(
    '%j is none',
    (text) => {
      expect(parseTime(text)).toBeUndefined()
    },
  )
})
