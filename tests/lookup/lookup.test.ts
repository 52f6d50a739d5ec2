import { beforeAll, describe, expect, test } from 'vitest'
import type { LookupEntry } from '../../src/lookup/entry.ts'
import { createLookupIndex, type LookupIndex, leadingTerms, lookUp, prepareLookUp } from '../../src/lookup/lookup.ts'
import { shippedEntries } from './shipped-entries.ts'

let entries: LookupEntry[]
let index: LookupIndex
beforeAll(async () => {
  entries = await shippedEntries()
  index = createLookupIndex(entries)
})
const first = (query: string) => lookUp([index], query, { limit: 5 }).results[0]

describe('lookUp finds a term', () => {
  test.each([
    ['as it is written', '数字孪生', '数字孪生', 'exact'],
    ['with a character of the same sound', '数字栾生', '数字孪生', 'sound'],
    ['with a character missing', '数孪生', '数字孪生', 'spelling'],
    ['with characters swapped', '数字生孪', '数字孪生', 'spelling'],
    ['in pinyin', 'shuziluansheng', '数字孪生', 'sound'],
    ['in pinyin with spaces', 'shu zi luan sheng', '数字孪生', 'sound'],
    ['in pinyin with tones', 'shùzì luánshēng', '数字孪生', 'sound'],
    ['in pinyin with a slip', 'suziluansen', '数字孪生', 'sound'],
    ['by its initials', 'szls', '数字孪生', 'initials'],
    ['by the initials of another reading', 'qbz', '卡脖子', 'initials'],
    ['in Taiwan’s words', '數位孿生', '数字孪生', 'exact'],
    ['in English', 'digital twin', '数字孪生|digital twin', 'exact'],
    ['in English with a slip', 'blokchain', '区块链', 'translation'],
    ['half in pinyin', '脑机jiekou', '脑机接口', 'sound'],
    ['half in pinyin, though the written half has a synonym', '智慧yuanqu', '智慧园区', 'sound'],
    ['in an English question', 'how long to recoup the investment', '回报|回本', 'translation'],
    ['in two English words that the papers say in one', 'steel overcapacity', '钢铁过剩', 'translation'],
    ['with 的 inside what readers call it', '数字的双胞胎', '数字孪生', 'synonym'],
    ['by a number written otherwise', '八成 传统制造业', '80%', 'number'],
    ['by what readers call it', '点外卖', '美团', 'synonym'],
  ])('%s: %s', (_, query, term, how) => {
    const result = first(query)
    expect(result?.low).toBe(false)
    expect([result?.entry.title, result?.entry.text, result?.entry.gloss].join(' ')).toMatch(new RegExp(term))
    expect(result?.matched.map((match) => match.how)).toContain(how)
  })
})

describe('lookUp explains', () => {
  test('every match by words that stand in the entry', () => {
    for (const query of ['区快链', 'digital twins', '外卖平台', 'AIoT 平台', 'kabozi', '鞍钢怎么做数字化转型'])
      for (const { entry, matched } of lookUp([index], query, { limit: 10 }).results) {
        const words = [entry.title, entry.text, entry.gloss, ...entry.keywords, ...entry.aliases].join('\n')
        for (const { text } of matched) expect(words).toContain(text)
      }
  })

  test.each([
    ['what readers call it, as a synonym', '数字双胞胎', [['数字双胞胎', '数字双胞胎', 'synonym']]],
    ['a number by how the text writes it', '11 trillion', [['11 trillion', '11万亿', 'number']]],
    ['a number in characters likewise', '五十万亿', [['五十万亿', '50万亿', 'number']]],
    ['a word that sounds alike as a whole', '数字栾生', [['数字栾生', '数字孪生', 'sound']]],
    ['the name of an author', '王永贵', [['王永贵', '王永贵', 'exact']]],
  ])('%s: %s', (_, query, matched) => {
    expect(first(query)?.matched.map((match) => [match.query, match.text, match.how])).toEqual(matched)
  })

  test('that a slip in English was corrected', () => {
    const { understoodAs, results } = lookUp([index], 'digtal twin', { limit: 1 })
    expect(understoodAs).toBe('digital twin')
    expect(results[0]?.matched.map(({ how }) => how)).toContain('spelling')
  })

  test('whatever is sure', () => {
    for (const query of ['为什么要发展新质生产力', '王永贵', '三类数据', 'AIoT 平台', '推动高质量发展', '研究方法'])
      for (const { low, matched } of lookUp([index], query, { limit: 10 }).results)
        expect([query, low || matched.length > 0]).toEqual([query, true])
  })

  test('how it read letters and slips, and is silent where it read what was typed', () => {
    const understood = (query: string) => lookUp([index], query, { limit: 1 }).understoodAs
    expect(understood('shuziluansheng')).toBe('数字孪生')
    expect(understood('szls')).toBe('数字孪生')
    expect(understood('数字栾生')).toBe('数字孪生')
    expect(understood('数字孪生')).toBeUndefined()
  })
})

describe('lookUp marks the gloss', () => {
  test.each([
    ['数字孪生', 'digital twin'],
    ['szls', 'digital twin'],
    ['wulianwang', 'internet of things'],
    ['suply chian', 'supply chain'],
    ['blockchain', 'blockchain'],
  ])('%s: %s', (query, words) => {
    const glosses = first(query)?.matched.map(({ gloss }) => gloss?.toLowerCase())
    expect(glosses?.join(' ')).toContain(words)
  })

  test('with words that stand in it, or not at all', () => {
    for (const query of ['人才培养', '鞍钢', 'AIoT 平台', '80%', 'supply chain', '绿色制造'])
      for (const { entry, matched } of lookUp([index], query, { limit: 10 }).results)
        for (const { gloss } of matched) expect(entry.gloss).toContain(gloss ?? '')
  })
})

describe('lookUp does not pretend', () => {
  test.each(['红烧肉', '泰勒斯威夫特演唱会', 'hello world', '99887766', 'asdfgh', '🍕', '', '   ', '。。。'])(
    '%j is not known',
    (query) => {
      expect(lookUp([index], query, { limit: 10 }).results.filter(({ low }) => !low)).toEqual([])
    },
  )

  test.each(['你是谁开发的', '产后恢复', '数据线'])('%s has but one common word that is known', (query) => {
    const { results } = lookUp([index], query, { limit: 10 })
    expect(results.filter(({ low }) => !low)).toEqual([])
  })

  test.each([
    '天气预报',
    '足球比赛',
    '我的密码忘了',
    '比特币价格',
    'how to cook rice',
    'zebra crossing',
    '@everyone',
    '<@1234567890>',
  ])('%s is like one pair or word of an entry by accident', (query) =>
    expect(lookUp([index], query, { limit: 10 }).results).toEqual([]),
  )

  test('a word of which English is full is sure of nothing', () => {
    for (const query of ['everyone', 'people', 'how people work'])
      expect([query, lookUp([index], query, { limit: 10 }).results.filter(({ low }) => !low)]).toEqual([query, []])
  })

  test('a mention beside a term changes nothing', () => {
    expect(lookUp([index], '<@1234567890> 数字孪生 @here', { limit: 1 }).results[0]?.entry.id).toBe(
      first('数字孪生')?.entry.id,
    )
  })

  test('that small English words say something', () => {
    const { results } = lookUp([index], 'how long does it take to recoup the investment', { limit: 10 })
    const matched = results.flatMap((result) => result.matched.map(({ query }) => query.split(' ')[0]))
    for (const word of ['how', 'long', 'does', 'it', 'to', 'the']) expect(matched).not.toContain(word)
  })

  test('that the end of one word and the start of the next are a third that sounds alike', () => {
    const { results } = lookUp([index], '新东西还没试过先别急着铺开', { limit: 10 })
    expect(results.flatMap((result) => result.matched.map(({ text }) => text))).not.toContain('模式')
  })

  test('nor has it suggestions where nothing is near', () => {
    expect(lookUp([index], '红烧肉', { limit: 5 }).suggestions).toEqual([])
  })

  test('but names the nearest terms, at most five', () => {
    const { suggestions } = lookUp([index], '数字油画', { limit: 5 })
    expect(suggestions.length).toBeGreaterThan(0)
    expect(suggestions.length).toBeLessThanOrEqual(5)
  })
})

describe('leadingTerms', () => {
  test('are titles of several papers, none twice, the same each time', () => {
    const terms = leadingTerms([index], 6)
    expect(terms).toHaveLength(6)
    expect(new Set(terms).size).toBe(6)
    const titles = new Set(entries.map(({ title }) => title))
    expect(terms.every((term) => titles.has(term))).toBe(true)
    expect(leadingTerms([createLookupIndex(entries.toReversed())], 6)).toEqual(terms)
  })

  test('are of what may be shown', () => {
    const [only] = leadingTerms([index], 1, { accepts: (paper) => paper === '004' })
    expect(entries.find(({ title, paper }) => title === only && paper === '004')).toBeDefined()
    expect(leadingTerms([createLookupIndex([])], 5)).toEqual([])
  })
})

describe('lookUp orders', () => {
  test('the definition of a term before its uses', () => {
    for (const { title } of entries.filter(({ kind }) => kind === 'definition'))
      expect([title, first(title)?.entry.kind]).toEqual([title, 'definition'])
  })

  test('what is sure before what is "perhaps"', () => {
    for (const query of ['AI质检', '技术 泄露 安全', '資料探勘', '数据权属', '鞍钢怎么做数字化转型']) {
      const lows = lookUp([index], query, { limit: 10 }).results.map(({ low }) => low)
      expect([query, lows]).toEqual([query, lows.toSorted()])
    }
  })

  test('no fragment of what was typed beside what is sure', () => {
    for (const query of ['shuziluansheng', 'guojiashiyanshi', '举国体质', '数字双胞胎', '类脑智能'])
      expect([query, lookUp([index], query, { limit: 10 }).results.filter(({ low }) => low)]).toEqual([query, []])
  })

  test('other papers among the first five when they are about as good', () => {
    for (const query of ['人才培养', '数字化转型', '创新', '产业链', '新质生产力', '智能制造']) {
      const { results } = lookUp([index], query, { limit: 25 })
      const papers = results.slice(0, 5).map(({ entry }) => entry.paper)
      expect([query, new Set(papers).size >= 3]).toEqual([query, true])
    }
  })
})

describe('lookUp keeps to what it is asked', () => {
  test('scores fall from 1 and the limit holds', () => {
    const scores = lookUp([index], '新质生产力', { limit: 7 }).results.map(({ score }) => score)
    expect(scores).toHaveLength(7)
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
    expect(scores.every((score) => score > 0 && score <= 1)).toBe(true)
  })

  test('papers that are not accepted stay out', () => {
    const { results } = lookUp([index], '新质生产力', { limit: 20, accepts: (paper) => paper === '001' })
    expect(new Set(results.map(({ entry }) => entry.paper))).toEqual(new Set(['001']))
  })

  test('only entries of a kind are shown', () => {
    const { results } = lookUp([index], '新质生产力', { limit: 10, kind: 'definition' })
    expect(new Set(results.map(({ entry }) => entry.kind))).toEqual(new Set(['definition']))
  })

  test('only entries of a section and those below it are shown', () => {
    const accepts = (paper: string) => paper === '001'
    const { results } = lookUp([index], '新质生产力', { limit: 30, accepts, section: '2' })
    const sections = results.map(({ entry }) => entry.section)
    expect(sections.every((section) => /^2(\.|$)/.test(section))).toBe(true)
    expect(sections.some((section) => section.startsWith('2.'))).toBe(true)
  })

  test('no paper crowds out the others', () => {
    expect(
      new Set(lookUp([index], '人才培养', { limit: 5 }).results.map(({ entry }) => entry.paper)).size,
    ).toBeGreaterThan(2)
  })

  test('a long query is answered as what it repeats', () => {
    for (const query of ['数字孪生', '數位孿生', 'shuziluansheng ', 'digital twin '])
      expect(first(query.repeat(30))?.entry.id).toBe(first(query)?.entry.id)
  })
})

test('what is prepared beforehand changes no answer', () => {
  const [prepared, fresh] = [createLookupIndex(entries), createLookupIndex(entries)]
  expect([...prepareLookUp([prepared])].length).toBeGreaterThan(2)
  for (const query of ['szls', 'shuziluansheng', '数字栾生', '人工智慧', '数字油画'])
    expect(lookUp([prepared], query, { limit: 5 })).toEqual(lookUp([fresh], query, { limit: 5 }))
})
