import type { LookupEntry } from './entry.ts'
import type { InvertedIndex, Slot } from './inverted-index.ts'
import { createTally, type Part, type Tally } from './tally.ts'
import type { Reading } from './units.ts'
import { type WeighedReading, weigh } from './weigh.ts'

/** An entry that has at least something of the query. */
export interface Candidate {
  readonly slot: Slot
  /** Number of the slot in its index. */
  readonly place: number
  /** Number of the index that holds it. */
  readonly index: number
  readonly reading: WeighedReading
  /** 0..1: the weighted share of the query that the entry has. */
  readonly coverage: number
}

/** Which entries of an index may be found; all when undefined. */
export type Acceptance = ((entry: LookupEntry) => boolean) | undefined

/** The entries that cover most of some reading, best first, a bounded number of each index. */
export function accumulate(
  readings: readonly Reading[],
  indexes: readonly InvertedIndex[],
  accepted: readonly Acceptance[],
): Candidate[] {
  const tallies = indexes.map((index, number) => createTally(index, accepted[number]))
  const weighed: WeighedReading[] = []
  for (const reading of readings) {
    if (tallies.every((tally) => tally.isBeyond(reading.prior))) continue
    const one = weigh(reading, indexes)
    if (one.total === 0) continue
    const number = weighed.push(one) - 1
    for (const [index, tally] of tallies.entries()) tally.add(partsOf(one, index), number)
  }
  return indexes.flatMap((index, number) => bestOf(tallies[number], index, number, weighed))
}

function partsOf({ units, total, reading }: WeighedReading, index: number): Part[] {
  return units.map(({ weight, options }) => ({
    share: (weight / total) * reading.prior,
    options: options[index] ?? [],
  }))
}

function bestOf(
  tally: Tally | undefined,
  index: InvertedIndex,
  number: number,
  weighed: readonly WeighedReading[],
): Candidate[] {
  const titled = new Set(weighed.flatMap(({ reading }) => index.titled(reading.text.trim())))
  return (tally?.best((slot) => titled.has(slot)) ?? []).flatMap(({ slot, score, reading }) => {
    const held = index.slot(slot)
    const by = weighed[reading]
    return held && by ? [{ slot: held, place: slot, index: number, reading: by, coverage: score }] : []
  })
}
