import { beforeAll, describe, expect, test } from 'vitest'
import type { LookupEntry } from '../../src/lookup/entry.ts'
import { createLookupIndex, type LookupIndex, similarTo } from '../../src/lookup/lookup.ts'
import { shippedEntries } from './shipped-entries.ts'

let entries: LookupEntry[]
let index: LookupIndex
beforeAll(async () => {
  entries = await shippedEntries()
  index = createLookupIndex(entries)
})

describe('similarTo', () => {
  test('gives other key points, best first, each once', () => {
    for (const { id } of entries.filter((_, number) => number % 10 === 0)) {
      const found = similarTo([index], id, { limit: 8 })
      const ids = found.map(({ entry }) => entry.id)
      expect(ids).not.toContain(id)
      expect(new Set(ids).size).toBe(ids.length)
      const scores = found.map(({ score }) => score)
      expect(scores).toEqual(scores.toSorted((a, b) => b - a))
      expect(scores.every((score) => score > 0 && score <= 1)).toBe(true)
    }
  })

  test('leaves out what has little in common, and says of the rest what is only perhaps alike', () => {
    const found = entries.map(({ id }) => similarTo([index], id, { limit: 10 }))
    const all = found.flat()
    expect(all.every(({ score }) => score >= 0.1)).toBe(true)
    expect(found.some(({ length }) => length < 4)).toBe(true)
    expect(all.some(({ low }) => low)).toBe(true)
    for (const results of found) {
      const lows = results.map(({ low }) => low)
      expect(lows).toEqual(lows.toSorted())
    }
  })

  test('gives points about the same thing', () => {
    for (const term of ['数字孪生', '区块链', '卡脖子']) {
      const source = entries.find(({ title }) => title.includes(term))
      const found = similarTo([index], source?.id ?? '', { limit: 3 })
      expect(found.map(({ entry }) => [entry.title, entry.text, ...entry.keywords].join(' ')).join()).toContain(term)
    }
  })

  test('names the keywords that both have, as they stand in the result', () => {
    const source = entries.find(({ title }) => title.includes('数字孪生'))
    for (const { entry, matched } of similarTo([index], source?.id ?? '', { limit: 5 }))
      for (const { text } of matched)
        expect([entry.title, entry.text, ...entry.keywords].join('\n').toLowerCase()).toContain(text.toLowerCase())
  })

  test('keeps to papers, kinds and sections that are accepted', () => {
    const id = entries[0]?.id ?? ''
    const accepts = (paper: string) => paper === '002'
    for (const { entry } of similarTo([index], id, { limit: 10, accepts, kind: 'strategy' }))
      expect([entry.paper, entry.kind]).toEqual(['002', 'strategy'])
  })

  test('gives nothing for an unknown id', () => expect(similarTo([index], '000/nothing', { limit: 5 })).toEqual([]))

  test('finds across indexes', () => {
    const halves = [createLookupIndex(entries.slice(0, 200)), createLookupIndex(entries.slice(200))]
    const id = entries[10]?.id ?? ''
    const ids = (indexes: readonly LookupIndex[]) => similarTo(indexes, id, { limit: 6 }).map(({ entry }) => entry.id)
    expect(ids(halves)).toEqual(ids([index]))
  })
})
