import { describe, expect, test } from 'vitest'
import { normalise } from '../../src/lookup/normalise.ts'
import { numbersIn } from '../../src/lookup/numbers.ts'

const values = (text: string) => numbersIn(normalise(text)).map(({ value }) => value)

describe('numbersIn', () => {
  test.each(['80%', '８０％', '八成', '百分之八十', '80 percent', '百分之80'])('%s is 80%%', (text) =>
    expect(values(text)).toEqual(['80%']),
  )
  test.each(['11万亿', '十一万亿', '11 trillion', '11万亿元'])('%s is eleven trillion', (text) =>
    expect(values(text)).toEqual([String(11e12)]),
  )
  test.each(['2023年', '二〇二三年', '二零二三年'])('%s is 2023', (text) => expect(values(text)).toEqual(['2023']))
  test.each([
    ['八大新兴产业', ['8']],
    ['2018年12月', ['2018', '12']],
    ['2018.12', ['2018', '12']],
    ['2023.09', ['2023', '9']],
    ['2023.95', ['2023.95']],
    ['1,234.5', ['1234.5']],
    ['二十五项', ['25']],
    ['一带一路', []],
    ['成果转化', []],
    ['', []],
  ])('%s has %j', (text, expected) => expect(values(text)).toEqual(expected))
})
