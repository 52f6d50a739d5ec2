import { describe, expect, test } from 'vitest'
import { createLexicon, eachOnce } from '../../src/lookup/lexicon.ts'

const lexicon = createLexicon(['区块链', '区块链技术', '卡脖子', '数字孪生', 'AIoT平台'])

describe('a lexicon finds terms', () => {
  test('by all their initials first, then by the first ones', () => {
    expect(lexicon.byInitials('qkl')).toEqual([
      { term: '区块链', part: 'whole' },
      { term: '区块链技术', part: 'beginning' },
    ])
  })

  test('whole ones first also when several lexicons have them', () => {
    const hits = [lexicon, createLexicon(['区块链'])].flatMap((one) => one.byInitials('qkl'))
    expect(eachOnce(hits).map(({ term }) => term)).toEqual(['区块链', '区块链技术'])
  })

  test.each(['kbz', 'qbz'])('by either reading of a polyphone: %s', (initials) => {
    expect(lexicon.byInitials(initials)).toEqual([{ term: '卡脖子', part: 'whole' }])
  })

  test('by loosened pinyin, whole or begun', () => {
    expect(lexicon.byPinyin('suziluansen')).toEqual([{ term: '数字孪生', part: 'whole' }])
    expect(lexicon.byPinyin('suziluan')).toEqual([{ term: '数字孪生', part: 'beginning' }])
  })

  test('no longer once they are removed as often as added', () => {
    const own = createLexicon(['氢能', '氢能'])
    own.remove('氢能')
    expect(own.byInitials('qn')).toHaveLength(1)
    own.remove('氢能')
    expect(own.byInitials('qn')).toEqual([])
    own.add('氢能')
    expect(own.byInitials('qn')).toHaveLength(1)
  })
})
