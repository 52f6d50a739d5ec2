import { beforeAll, describe, expect, test } from 'vitest'
import { createLookupIndex, type LookupIndex, lookUp } from '../../src/lookup/lookup.ts'
import { MAX_OWN_LINES, parseTerms } from '../../src/lookup/own-terms.ts'
import { shippedEntries } from './shipped-entries.ts'

let index: LookupIndex
beforeAll(async () => {
  index = createLookupIndex(await shippedEntries())
})

const OWN = `# 我们组里的说法
数字孪生: 照妖镜; cyber sibling
产业母基：阿基米德, 老母鸡
碳足迹`

describe('a server’s own terms', () => {
  const terms = parseTerms(OWN)

  test.each([
    ['a Chinese word', '照妖镜', '数字孪生'],
    ['an English phrase', 'cyber siblings', '数字孪生'],
    ['a misspelt English phrase', 'cybr sibling', '数字孪生'],
    ['a word after a full-width colon', '老母鸡', '母基'],
    ['a word in pinyin', 'laomuji', '母基'],
    ['a word by a character of the same sound', '老母机', '母基'],
  ])('are found by %s', (_, query, expected) => {
    const [own] = lookUp([index], query, { limit: 1, terms }).results
    expect(own?.low).toBe(false)
    expect(own?.entry.title + (own?.entry.text ?? '')).toContain(expected)
    const [without] = lookUp([index], query, { limit: 1 }).results
    expect(without === undefined || without.low).toBe(true)
  })

  test('leave other queries as they are', () => {
    for (const query of ['数字孪生', 'blockchain', 'qkl', '八成'])
      expect(lookUp([index], query, { limit: 5, terms })).toEqual(lookUp([index], query, { limit: 5 }))
  })
})

describe('parseTerms', () => {
  test.each([
    ['碳足迹', 'noColon'],
    [': 碳足迹', 'noTerm'],
    ['碳足迹:', 'noWords'],
    ['碳足迹: ，；', 'noWords'],
    [`碳足迹: ${'碳'.repeat(61)}`, 'tooLong'],
  ])('names the line of %j', (line, reason) => {
    const { problems, lines } = parseTerms(`数字孪生: 双胞胎\n\n${line}`)
    expect(lines).toBe(1)
    expect(problems).toEqual([{ line: 3, text: line, reason }])
  })

  test('takes as many lines as a server may have', () => {
    const text = Array.from({ length: MAX_OWN_LINES + 1 }, (_, number) => `氢能: 氢${number}`).join('\n')
    const { problems, lines } = parseTerms(text)
    expect(lines).toBe(MAX_OWN_LINES)
    expect(problems.map(({ line, reason }) => [line, reason])).toEqual([[MAX_OWN_LINES + 1, 'tooMany']])
  })

  test('takes nothing for nothing', () => {
    expect(parseTerms('\n# 备注\n')).toMatchObject({ lines: 0, problems: [] })
  })
})
