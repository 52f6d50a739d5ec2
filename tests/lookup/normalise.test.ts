import { describe, expect, test } from 'vitest'
import { normalise, normaliseQuery } from '../../src/lookup/normalise.ts'

describe('normalise', () => {
  test.each([
    ['full width becomes half', 'ＡＩｏＴ　５Ｇ', 'aiot 5g'],
    ['case is folded', 'Digital TWIN', 'digital twin'],
    ['Traditional becomes Simplified', '製造業與區塊鏈', '制造业与区块链'],
    ['tone marks are dropped', 'shùzì luánshēng', 'shuzi luansheng'],
    ['ü is written v', 'lǜsè', 'lvse'],
    ['Simplified text stays', '数字孪生', '数字孪生'],
    ['nothing stays nothing', '', ''],
  ])('%s', (_, text, expected) => {
    expect(normalise(text)).toBe(expected)
    expect(normalise(expected)).toBe(expected)
  })
})

describe('normaliseQuery', () => {
  test.each([
    ['數位孿生', '数字孪生'],
    ['工業軟體', '工业软件'],
    ['人工智慧', '人工智能'],
    ['供應鏈', '供应链'],
  ])('reads Taiwan’s %s as %s', (query, expected) => {
    expect(normaliseQuery(query)).toContain(expected)
  })

  test('reads a mainland query in one way only', () => {
    expect(normaliseQuery('数字孪生')).toEqual(['数字孪生'])
  })
})
