import { beforeAll, describe, expect, test } from 'vitest'
import { complete } from '../../src/lookup/complete.ts'
import { createLookupIndex, type LookupIndex } from '../../src/lookup/lookup.ts'
import { shippedEntries } from './shipped-entries.ts'

let index: LookupIndex
beforeAll(async () => {
  index = createLookupIndex(await shippedEntries())
})
const terms = (typed: string) =>
  complete([index], typed, { limit: 25 }).flatMap((one) => (one.kind === 'term' ? [one.term] : []))

describe('complete', () => {
  test.each([
    ['数字孪', '数字孪生'],
    ['区块', '区块链'],
    ['shuziluan', '数字孪生'],
    ['szls', '数字孪生'],
    ['数', '数字化转型'],
    ['數', '数字化转型'],
    ['智', '智能制造'],
    ['sz', '数字孪生'],
    ['dig', 'digital twin'],
    ['dig', 'digitalization'],
    ['digital t', 'digital twin'],
    ['resil', 'resilience'],
  ])('%s offers %s', (typed, term) => expect(terms(typed)).toContain(term))

  test('offers terms first, then key points, within the limit', () => {
    const kinds = complete([index], '人才', { limit: 10 }).map(({ kind }) => kind)
    expect(kinds).toHaveLength(10)
    expect(kinds).toEqual(kinds.toSorted().reverse())
    expect(new Set(kinds).size).toBe(2)
  })

  test.each([
    ['人才', '人才'],
    ['smart manu', 'smart manufacturing'],
    ['shuziluan', '数字孪生'],
  ])('%s offers %s first', (typed, term) => expect(terms(typed)[0]).toBe(term))

  test.each(['数', '智', 'dig', 'smart manu'])('every term that %s offers first begins with it', (typed) => {
    for (const term of terms(typed).slice(0, 3)) expect(term.startsWith(typed)).toBe(true)
  })

  test('offers what the index has now, and what may be shown', () => {
    const entry = index.get('004/digital-twin')
    if (!entry) throw new Error('expected the key point of the digital twin')
    const changing = createLookupIndex([])
    const now = (accepts?: (paper: string) => boolean) =>
      complete([changing], '量', { limit: 5, accepts }).flatMap((one) => (one.kind === 'term' ? [one.term] : []))
    expect(now()).toEqual([])
    changing.add([{ ...entry, title: '量子通信' }])
    expect(now()).toEqual(['量子通信'])
    expect(now(() => false)).toEqual([])
    changing.add([{ ...entry, title: '量化管理' }])
    expect(now()).toEqual(['量化管理'])
    changing.remove([entry.id])
    expect(now()).toEqual([])
  })

  test('offers nothing for nothing', () => expect(complete([index], ' ', { limit: 25 })).toEqual([]))
})
