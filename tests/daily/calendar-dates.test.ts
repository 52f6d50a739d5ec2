import { expect, it } from 'vitest'
import { isDate, parseDate } from '../../src/daily/calendar-dates.ts'

it.each([
  ['2026-06-30', '2026-06-30'],
  ['2026/6/3', '2026-06-03'],
  ['2026.6.3', '2026-06-03'],
  ['2026年6月30日', '2026-06-30'],
  ['２０２６－０６－３０', '2026-06-30'],
  ['6-30', '2026-06-30'],
  ['6月30日', '2026-06-30'],
  ['6月30號', '2026-06-30'],
  ['11-22', '2025-11-22'],
  ['11/21', '2026-11-21'],
  ['2-29', '2028-02-29'],
  ['2-30', undefined],
  ['2026-02-29', undefined],
  ['2026-13-01', undefined],
  ['tomorrow', '2025-11-23'],
  ['明天', '2025-11-23'],
  ['Today', '2025-11-22'],
  ['后天', '2025-11-24'],
  ['yesterday', undefined],
  ['constructor', undefined],
  ['', undefined],
])('%j, written on 2025-11-22, is %s', (text, expected) => {
  expect(parseDate(text, '2025-11-22')).toBe(expected)
})

it.each([
  ['2026-06-30', true],
  ['2026-06-31', false],
  ['2026-6-30', false],
  ['', false],
])('%j is a date: %s', (text, expected) => {
  expect(isDate(text)).toBe(expected)
})
