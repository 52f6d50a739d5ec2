import { describe, expect, it } from 'vitest'
import { parseDays } from '../../src/daily/days.ts'

describe('days of the week as people write them', () => {
  it.each([
    ['每天', [1, 2, 3, 4, 5, 6, 7]],
    ['Daily', [1, 2, 3, 4, 5, 6, 7]],
    ['工作日', [1, 2, 3, 4, 5]],
    ['weekends', [6, 7]],
    ['一三五', [1, 3, 5]],
    ['周二、周四', [2, 4]],
    ['週日和週六', [6, 7]],
    ['星期天', [7]],
    ['135', [1, 3, 5]],
    ['Mon, Wed, Fri', [1, 3, 5]],
    ['sunday saturday sunday', [6, 7]],
    ['ＭＯＮ', [1]],
  ])('%s', (text, days) => {
    expect(parseDays(text)).toEqual(days)
  })

  it.each(['', '  ', 'someday', '周八', '0', '8', 'Mon, x', 'monkey', 'satan', '每'])('%j is none', (text) => {
    expect(parseDays(text)).toBeUndefined()
  })
})
