import { polyphonic } from 'pinyin-pro'
import { describe, expect, test } from 'vitest'
import { looseSound, readingsOf, splitSyllables } from '../../src/lookup/syllables.ts'

describe('readingsOf', () => {
  test('knows for common characters what pinyin-pro knows', () => {
    const characters = '新质生产力数字孪生卡脖子绿色制造行重长乐还会区块链调薪酬'
    const expected = polyphonic(characters, { toneType: 'none', type: 'array' }).map((readings) => [
      ...new Set([readings].flat().flatMap((reading) => reading.replaceAll('ü', 'v').split(' '))),
    ])
    for (const [index, character] of [...characters].entries())
      expect(readingsOf(character).toSorted()).toEqual(expected[index]?.toSorted())
  })

  test('knows no reading of what is no Simplified character', () => {
    for (const character of ['a', '1', '數', '。', '']) expect(readingsOf(character)).toEqual([])
  })
})

describe('looseSound', () => {
  test.each([
    ['zhi', 'zi'],
    ['chi', 'ci'],
    ['shi', 'si'],
    ['nan', 'lan'],
    ['xing', 'xin'],
    ['feng', 'fen'],
    ['wang', 'wan'],
    ['hui', 'fei'],
    ['lv', 'lu'],
  ])('%s sounds like %s', (one, other) => expect(looseSound(one)).toBe(looseSound(other)))
  test.each([
    ['ba', 'pa'],
    ['xin', 'xun'],
    ['li', 'lu'],
  ])('%s does not sound like %s', (one, other) => expect(looseSound(one)).not.toBe(looseSound(other)))
})

describe('splitSyllables', () => {
  test.each([
    ['shuziluansheng', ['shu', 'zi', 'luan', 'sheng']],
    ["xi'an", ['xi', 'an']],
    ['shu4zi4', ['shu', 'zi']],
  ])('%s is %j', (letters, expected) => expect(splitSyllables(letters)[0]).toEqual(expected))
  test('gives every likely cut', () => expect(splitSyllables('xian')).toEqual([['xian'], ['xi', 'an']]))
  test.each(['blockchain', 'qkl', '', 'xung'])('%j is no pinyin', (letters) =>
    expect(splitSyllables(letters)).toEqual([]),
  )
})
