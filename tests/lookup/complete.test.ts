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
  ])('%s offers %s', (typed, term) => expect(terms(typed)).toContain(term))

  test('offers terms first, then key points, within the limit', () => {
    const kinds = complete([index], '人才', { limit: 10 }).map(({ kind }) => kind)
    expect(kinds).toHaveLength(10)
    expect(kinds).toEqual(kinds.toSorted().reverse())
    expect(new Set(kinds).size).toBe(2)
  })

  test('offers nothing for nothing', () => expect(complete([index], ' ', { limit: 25 })).toEqual([]))
})
