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
    ['周一到周五', [1, 2, 3, 4, 5]],
    ['週五至週一', [1, 5, 6, 7]],
    ['一到三', [1, 2, 3]],
    ['Mon-Fri', [1, 2, 3, 4, 5]],
    ['Monday – Wednesday', [1, 2, 3]],
    ['sat to mon', [1, 6, 7]],
  ])('%s', (text, days) => {
    expect(parseDays(text)).toEqual(days)
  })

  it.each([
    '',
    '  ',
    'someday',
    '周八',
    '0',
    '8',
    'Mon, x',
    'monkey',
    'satan',
    '每',
    '到',
    '周一到',
    'Mon-',
    'Mon-x',
    '一二到五',
    'Mon-Tue-Wed',
  ])('%j is none', (text) => {
    expect(parseDays(text)).toBeUndefined()
  })
})
