import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10'
import { describe, expect, it } from 'vitest'
import { readTyped } from '../../../src/sandbox/page/typed-values.ts'
import { wordsFor } from '../../../src/sandbox/page/words.ts'

const count = { type: 4, name: 'questions', description: '', min_value: 1, max_value: 10 } as const
const atLeast = { type: 10, name: 'weight', description: '', min_value: 0.5 } as const
const atMost = { type: 10, name: 'weight', description: '', max_value: 2 } as const
const code = { type: 3, name: 'code', description: '', min_length: 2, max_length: 3 } as const
const note = { type: 3, name: 'note', description: '', max_length: 3 } as const
const anyLength = { type: 3, name: 'note', description: '' } as const

function read(option: APIApplicationCommandBasicOption, text: string, locale: string): unknown {
  const reading = readTyped(option, text, '题数', wordsFor(locale))
  return 'problem' in reading ? reading.problem : reading.value
}

describe('numbers', () => {
  it.each([
    ['within the limits', count, '5', 5],
    ['at the lower limit', count, '1', 1],
    ['at the upper limit', count, '10', 10],
    ['in full width', count, '１０', 10],
    ['too small', count, '0', '“题数”要在 1 到 10 之间。'],
    ['too large', count, '11', '“题数”要在 1 到 10 之间。'],
    ['not whole', count, '2.5', '“题数”要填整数。'],
    ['beyond what is exact', count, '9007199254740993', '“题数”要填整数。'],
    ['no number', count, '五', '“题数”要填数字。'],
    ['endless', atLeast, 'Infinity', '“题数”要填数字。'],
    ['below the only limit', atLeast, '0.4', '“题数”不能小于 0.5。'],
    ['above the only limit', atMost, '2.1', '“题数”不能大于 2。'],
    ['far on the open side', atMost, '-1000', -1000],
  ])('%s', (_situation, option, text, reading) => {
    expect(read(option, text, 'zh-CN')).toBe(reading)
  })
})

describe('texts', () => {
  it.each([
    ['as long as wanted', code, 'abc', 'abc'],
    ['too short', code, 'a', '“题数”要有 2 到 3 个字符。'],
    ['too long', note, 'abcd', '“题数”最多 3 个字符。'],
    ['longer than Discord takes', anyLength, 'a'.repeat(6001), '“题数”最多 6000 个字符。'],
  ])('%s', (_situation, option, text, reading) => {
    expect(read(option, text, 'zh-CN')).toBe(reading)
  })
})

it.each([
  ['zh-TW', '「题数」要在 1 到 10 之間。'],
  ['en-US', '"题数" must be between 1 and 10.'],
])('the reader’s language: %s', (locale, words) => {
  expect(read(count, '11', locale)).toBe(words)
})
