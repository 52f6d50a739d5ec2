import { beforeAll, describe, expect, test } from 'vitest'
import { type Evaluation, evaluate } from '../../src/lookup/evaluate.ts'
import { createLookupIndex, type LookupIndex, lookUp } from '../../src/lookup/lookup.ts'
import { judgedQueries, shippedEntries } from './shipped-entries.ts'

let index: LookupIndex
beforeAll(async () => {
  index = createLookupIndex(await shippedEntries())
})
const measure = (name: 'queries' | 'strangers-a') =>
  evaluate(judgedQueries(name), (query) =>
    lookUp([index], query, { limit: 10 }).results.map(({ entry, low }) => ({ ...entry, low })),
  )

// Both sets are used for development: these are floors under what is reached, not what unseen queries will get.
describe.each([
  { name: 'queries', known: 300, unknown: 50, hitAt1: 0.96, hitAt3: 0.985, ofKind: 0.92, refused: 0.97 },
  { name: 'strangers-a', known: 200, unknown: 25, hitAt1: 0.95, hitAt3: 0.97, ofKind: 0.8, refused: 0.96 },
] as const)('of the set $name, the lookup', ({ name, known, unknown, hitAt1, hitAt3, ofKind, refused }) => {
  let measured: Evaluation
  beforeAll(() => {
    measured = measure(name)
  })

  test('finds what readers type', () => {
    expect(measured.all.queries).toBeGreaterThanOrEqual(known)
    expect(measured.all.hitAt1).toBeGreaterThanOrEqual(hitAt1)
    expect(measured.all.hitAt3).toBeGreaterThanOrEqual(hitAt3)
  })

  test('finds every kind of query', () => {
    for (const [kind, score] of measured.kinds) expect([kind, score.hitAt3 >= ofKind]).toEqual([kind, true])
  })

  test('refuses what the library does not know', () => {
    expect(measured.negatives).toBeGreaterThanOrEqual(unknown)
    expect(measured.refused).toBeGreaterThanOrEqual(refused)
  })
})
