import type { LookupEntry } from './entry.ts'
import type { InvertedIndex, Slot } from './inverted-index.ts'
import { type Option, optionsOf } from './options.ts'
import type { Reading, Unit } from './units.ts'

/** A reading with what each of its units is found as. */
export interface WeighedReading {
  readonly reading: Reading
  readonly units: readonly WeighedUnit[]
  /** Sum of the units' weights. */
  readonly total: number
}

export interface WeighedUnit {
  readonly unit: Unit
  /** How much the unit tells entries apart: its inverse document frequency, times its part in the query. */
  readonly weight: number
  /** For each index. */
  readonly options: readonly (readonly Option[])[]
}

/** An entry that has at least something of the query. */
export interface Candidate {
  readonly slot: Slot
  /** Number of the index that holds it. */
  readonly index: number
  readonly reading: WeighedReading
  /** 0..1: the weighted share of the query that the entry has. */
  readonly coverage: number
}

const MAX_CANDIDATES = 60 // enough for a page of results after ranking
const LIKELY = 0.5 // weight of an option by which a unit is truly found
const MAX_UNITS = 250 // Discord's longest query has fewer
const SHORT_READING = 3 // units: every one of them is meant
const UNKNOWN = 0.6 // in a longer one; of the weight of the rarest: a word that no entry has must count, but may be mere talk

/** The entries that cover most of some reading, best first; at most `MAX_CANDIDATES` of each index. */
export function accumulate(
  readings: readonly Reading[],
  indexes: readonly InvertedIndex[],
  accepts: readonly ((entry: LookupEntry) => boolean)[],
): Candidate[] {
  const weighed = readings.map((reading) => weigh(reading, indexes)).filter(({ total }) => total > 0)
  return indexes.flatMap((index, number) => cover(weighed, index, number, accepts[number] ?? (() => true)))
}

function weigh(reading: Reading, indexes: readonly InvertedIndex[]): WeighedReading {
  const entries = indexes.reduce((sum, index) => sum + index.size, 0)
  const unknown = reading.units.length <= SHORT_READING ? 1 : UNKNOWN
  const units = reading.units.map((unit) => {
    const options = indexes.map((index) => optionsOf(unit, index))
    return { unit, options, weight: unit.factor * rarity(unit, options, entries, unknown) }
  })
  return { reading, units, total: units.reduce((sum, { weight }) => sum + weight, 0) }
}

/** Inverse document frequency of a unit, by what it is likely found as. */
function rarity(unit: Unit, options: readonly (readonly Option[])[], entries: number, unknown: number): number {
  const likely = options.map((one) => one.filter(({ weight }) => weight >= LIKELY * unit.trust))
  const frequency = likely.reduce(
    (sum, one) => sum + one.reduce((most, { slots }) => Math.max(most, slots.length), 0),
    0,
  )
  if (frequency > 0) return Math.log(1 + entries / (frequency + 0.5))
  return Math.log(1 + entries / 0.5) * (unit.kind === 'word' ? 1 : unknown)
}

/** The entries of one index that cover most, best first. */
function cover(
  weighed: readonly WeighedReading[],
  index: InvertedIndex,
  number: number,
  accepts: (entry: LookupEntry) => boolean,
): Candidate[] {
  const best = new Float32Array(index.capacity)
  const bestReading = new Uint8Array(index.capacity)
  const coverage = new Float32Array(index.capacity)
  const touched: number[] = []
  weighed.forEach((reading, order) => {
    const covered = addUp(reading, number, coverage)
    for (const slot of covered) {
      const score = (coverage[slot] ?? 0) * reading.reading.prior
      coverage[slot] = 0
      const before = best[slot] ?? 0
      if (before === 0) touched.push(slot)
      if (score <= before) continue
      best[slot] = score
      bestReading[slot] = order
    }
  })
  return topSlots(touched, best, index, accepts).flatMap((slot) => {
    const held = index.slot(slot)
    const reading = weighed[bestReading[slot] ?? 0]
    return held && reading ? [{ slot: held, index: number, reading, coverage: best[slot] ?? 0 }] : []
  })
}

/** Adds to each slot the share of the reading that its entry has; gives the slots that have any. */
function addUp({ units, total }: WeighedReading, number: number, coverage: Float32Array): number[] {
  const covered: number[] = []
  const lastUnit = new Uint8Array(coverage.length) // of the unit, counted from 1, that was added last: only the best option of a unit counts
  units.slice(0, MAX_UNITS).forEach(({ options, weight }, order) => {
    for (const option of options[number] ?? []) {
      const share = (weight * option.weight) / total
      for (const slot of option.slots) {
        if (lastUnit[slot] === order + 1) continue
        if (lastUnit[slot] === 0) covered.push(slot)
        lastUnit[slot] = order + 1
        coverage[slot] = (coverage[slot] ?? 0) + share
      }
    }
  })
  return covered
}

/** The slots with the highest scores, in falling order; equal ones by the id of their entries. */
export function topSlots(
  slots: readonly number[],
  scores: Float32Array,
  index: InvertedIndex,
  accepts: (entry: LookupEntry) => boolean,
): number[] {
  const top: number[] = []
  const isBefore = (a: number, b: number) => {
    const difference = (scores[a] ?? 0) - (scores[b] ?? 0)
    return difference > 0 || (difference === 0 && (index.slot(a)?.entry.id ?? '') < (index.slot(b)?.entry.id ?? ''))
  }
  for (const slot of slots) {
    const last = top.at(-1)
    if (top.length === MAX_CANDIDATES && last !== undefined && !isBefore(slot, last)) continue
    const held = index.slot(slot)
    if (!held || !accepts(held.entry)) continue
    let at = top.length
    while (at > 0 && isBefore(slot, top[at - 1] ?? slot)) at--
    top.splice(at, 0, slot)
    if (top.length > MAX_CANDIDATES) top.pop()
  }
  return top
}
