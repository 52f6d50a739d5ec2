import type { Atom } from './atoms.ts'
import type { InvertedIndex } from './inverted-index.ts'
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

const LIKELY = 0.5 // weight of an option by which a unit is truly found
const MAX_UNITS = 36 // of a text of a hundred characters, the rarest tell it apart
const SHORT_READING = 3 // units: every one of them is meant
const PART_OF_WORDS = 0.5 // factor of a pair that is not beside a word that only helps to ask
const UNKNOWN = 0.6 // in a longer one; of the weight of the rarest: a word that no entry has must count, but may be mere talk unless it is the last: what a Chinese phrase is about

/** Looks up what the units of a reading are found as in some indexes. */
export function weigh(reading: Reading, indexes: readonly InvertedIndex[]): WeighedReading {
  const entries = indexes.reduce((sum, index) => sum + index.size, 0)
  const last = reading.units.at(-1)
  const units = boundedUnits(reading.units, indexes).map((unit) => {
    const options = indexes.map((index) => optionsOf(unit, index))
    const unknown = unit === last || reading.units.length <= SHORT_READING ? 1 : UNKNOWN
    const isLost = unit === last && unit.factor >= PART_OF_WORDS && options.every(({ length }) => length === 0)
    return { unit, options, weight: (isLost ? 1 : unit.factor) * rarity(unit, options, entries, unknown) }
  })
  return { reading, units, total: units.reduce((sum, { weight }) => sum + weight, 0) }
}

/**
 * Of many units, each once, those known that are the rarest and as large a share of the unknown ones: what a long text
 * says is known by them, and how much of it is unknown stays as it was.
 */
function boundedUnits(units: readonly Unit[], indexes: readonly InvertedIndex[]): readonly Unit[] {
  if (units.length <= MAX_UNITS) return units
  const counted = [...new Map(units.map((unit) => [keyOf(unit), unit])).values()].map((unit) => ({
    unit,
    count: countOf(unit, indexes),
  }))
  if (counted.length <= MAX_UNITS) return counted.map(({ unit }) => unit)
  const known = counted.filter(({ count }) => count > 0)
  const unknown = counted.filter(({ count }) => count === 0)
  const share = Math.round((MAX_UNITS * known.length) / counted.length)
  const rarest = known.toSorted((a, b) => a.count - b.count || a.unit.start - b.unit.start).slice(0, share)
  return [...rarest, ...unknown.slice(0, MAX_UNITS - share)].map(({ unit }) => unit)
}

function keyOf(unit: Unit): string {
  switch (unit.kind) {
    case 'pair':
      return [unit.left, unit.right].map(soundOrCharacter).join('')
    case 'character':
      return soundOrCharacter(unit.atom)
    case 'word':
      return unit.word
    case 'number':
      return `#${unit.value}`
    case 'name':
      return `@${unit.name}`
    default:
      return unit satisfies never
  }
}

function soundOrCharacter({ character, syllables }: Atom): string {
  return character || `${syllables[0]} `
}

/** How many entries have a unit as it was typed. */
function countOf(unit: Unit, indexes: readonly InvertedIndex[]): number {
  return indexes.reduce((sum, index) => sum + index.postings(keyOf(unit)).length, 0)
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
