import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LookupEntry } from '../../src/lookup/entry.ts'
import { createInvertedIndex } from '../../src/lookup/inverted-index.ts'
import { createTally, type Part } from '../../src/lookup/tally.ts'

const KEPT = 60
const SIZE = 400
const index = createInvertedIndex(Array.from({ length: SIZE }, (_, number) => entryOf(`p/${number}`)))

const options = fc.array(
  fc.record({
    weight: fc.double({ min: 0.1, max: 1, noNaN: true }),
    slots: fc.uniqueArray(fc.nat(SIZE - 1), { maxLength: SIZE }).map((slots) => slots.sort((a, b) => a - b)),
  }),
  { minLength: 1, maxLength: 3 },
)
const parts = fc.array(
  fc.record({
    share: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
    options: options.map((some) => some.sort((a, b) => b.weight - a.weight)),
  }),
  { minLength: 1, maxLength: 5 },
)
const readings = fc.array(parts, { minLength: 1, maxLength: 4 })

/** The scores of all slots, added up plainly, in falling order. */
function plainScores(wanted: readonly Part[][], isAccepted: (slot: number) => boolean): number[] {
  const scores = Array.from({ length: SIZE }, (_, slot) =>
    Math.max(
      ...wanted.map((reading) =>
        reading.reduce((sum, part) => {
          const first = part.options.find(({ slots }) => slots.includes(slot))
          return sum + (first ? part.share * first.weight : 0)
        }, 0),
      ),
    ),
  )
  return scores
    .filter((score, slot) => score > 0 && isAccepted(slot))
    .sort((a, b) => b - a)
    .slice(0, KEPT)
}

describe('a tally leaves nothing out', () => {
  test('that adding everything up would find', () => {
    fc.assert(
      fc.property(readings, fc.constantFrom(1, 2, 7), (wanted, step) => {
        const isAccepted = (slot: number) => slot % step === 0
        const accepts = ({ id }: LookupEntry) => isAccepted(Number(id.slice(2)))
        const tally = createTally(index, step === 1 ? undefined : accepts)
        for (const [number, reading] of wanted.entries()) tally.add(reading, number)
        const found = tally.best().map(({ score }) => score)
        const expected = plainScores(wanted, isAccepted)
        expect(found).toHaveLength(expected.length)
        for (const [place, score] of found.entries()) expect(score).toBeCloseTo(expected[place] ?? 0, 4)
      }),
      { numRuns: 100 },
    )
  })
})

test('equal scores are in the order of ids, favoured ones first', () => {
  const tally = createTally(index, undefined)
  tally.add([{ share: 1, options: [{ weight: 1, slots: [1, 2, 10, 20] }] }], 0)
  const ids = tally.best((slot) => slot === 20).map(({ slot }) => index.slot(slot)?.entry.id)
  expect(ids).toEqual(['p/20', 'p/1', 'p/10', 'p/2'])
})

function entryOf(id: string): LookupEntry {
  return {
    id,
    paper: 'p',
    paperTitle: '',
    authors: [],
    section: '',
    sectionTitle: '',
    kind: 'claim',
    title: '',
    text: '',
    gloss: '',
    keywords: [],
    aliases: [],
  }
}
