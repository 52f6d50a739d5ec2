import { beforeAll, expect, test } from 'vitest'
import { type Evaluation, evaluate } from '../../src/lookup/evaluate.ts'
import { createLookupIndex, lookUp } from '../../src/lookup/lookup.ts'
import { judgedQueries, shippedEntries } from './shipped-entries.ts'

let measured: Evaluation
beforeAll(async () => {
  const index = createLookupIndex(await shippedEntries())
  measured = evaluate(judgedQueries(), (query) =>
    lookUp([index], query, { limit: 10 }).results.map(({ entry, low }) => ({ ...entry, low })),
  )
})

test('finds what readers type', () => {
  expect(measured.all.queries).toBeGreaterThanOrEqual(300)
  expect(measured.all.hitAt1).toBeGreaterThanOrEqual(0.95)
  expect(measured.all.hitAt3).toBeGreaterThanOrEqual(0.98)
})

test('finds every kind of query', () => {
  for (const [kind, { hitAt3 }] of measured.kinds) expect([kind, hitAt3 >= 0.92]).toEqual([kind, true])
})

test('refuses what the library does not know', () => {
  expect(measured.negatives).toBeGreaterThanOrEqual(50)
  expect(measured.refused).toBeGreaterThanOrEqual(0.95)
})
