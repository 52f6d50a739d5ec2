import { type Atom, soundsOf } from './atoms.ts'
import { featuresOfTerm, HEAD, numberFeature, whoFeature } from './features.ts'
import type { InvertedIndex } from './inverted-index.ts'
import type { How } from './lookup.ts'
import { looseSound, readingsOf } from './syllables.ts'
import type { Unit } from './units.ts'

/** Entries of one index that have a unit in one way. */
export interface Option {
  /** Normalised words by which they have it. */
  readonly term: string
  readonly how: How
  /** 0..1: how well the unit is met. */
  readonly weight: number
  readonly slots: readonly number[]
}

const IN_TEXT = 0.96 // a little less than in the head: the term of a point comes before its mention
const BY_AUTHOR = 0.9
const SWAPPED = 0.55
const SKIPPED = 0.5 // a character too many between the two
const HEARD = { same: 0.85, alike: 0.78 } // another character of the same or a near sound
const SPELT = { same: 1, alike: 0.93 } // the sound is all that was typed
const RARE = 0.02 // share of entries: above it a pair is taken at its word

/** The ways in which entries of an index have a unit, the best first. */
export function optionsOf(unit: Unit, index: InvertedIndex): Option[] {
  const options = [
    ...ownOptions(unit, index),
    ...unit.rewrites.flatMap(({ term, how, weight }) => termOptions(term, how, weight, index)),
  ]
  return options.filter(({ slots }) => slots.length > 0).sort((a, b) => b.weight - a.weight)
}

function ownOptions(unit: Unit, index: InvertedIndex): Option[] {
  switch (unit.kind) {
    case 'pair':
      return pairOptions(unit, index)
    case 'character':
      return characterOptions(unit.atom, index)
    case 'word':
      return featureOptions(unit.word, unit.word, 'exact', 1, index)
    case 'number':
      return featureOptions(numberFeature(unit.value), unit.value, 'number', 1, index)
    case 'code':
      return []
    default:
      return unit satisfies never
  }
}

function pairOptions({ left, right, before, after }: Unit & { kind: 'pair' }, index: InvertedIndex): Option[] {
  const pair = left.character + right.character
  if (left.character === '' || right.character === '') return soundOptions(left, right, SPELT, index)
  const options = [
    ...featureOptions(pair, pair, 'exact', 1, index),
    { term: '', how: 'exact' as const, weight: BY_AUTHOR, slots: index.postings(whoFeature(pair)) },
  ]
  const count = index.postings(pair).length
  if (count > index.size * RARE) return options
  options.push(...soundOptions(left, right, HEARD, index))
  const reversed = right.character + left.character
  options.push(...featureOptions(reversed, reversed, 'spelling', SWAPPED, index))
  if (count > 0) return options
  for (const skipped of [left.character + (after?.character ?? ''), (before?.character ?? '') + right.character])
    if (skipped.length === 2) options.push(...featureOptions(skipped, skipped, 'spelling', SKIPPED, index))
  return options
}

/** Pairs in use that sound like two atoms. */
function soundOptions(
  left: Atom,
  right: Atom,
  weights: { same: number; alike: number },
  index: InvertedIndex,
): Option[] {
  const options: Option[] = []
  const typed = left.character + right.character
  for (const first of alike(left, index))
    for (const second of alike(right, index)) {
      const pair = first + second
      const slots = index.postings(pair)
      if (slots.length === 0 || pair === typed) continue
      const weight = isSame(left, first) && isSame(right, second) ? weights.same : weights.alike
      options.push(...featureOptions(pair, pair, 'sound', weight, index))
    }
  return options
}

function alike(atom: Atom, index: InvertedIndex): Set<string> {
  return new Set(soundsOf(atom).flatMap((sound) => [...index.charactersLike(sound)]))
}

function isSame(atom: Atom, character: string): boolean {
  return atom.character === character || readingsOf(character).some((reading) => atom.syllables.includes(reading))
}

function characterOptions(atom: Atom, index: InvertedIndex): Option[] {
  const characters =
    atom.character === ''
      ? new Set(atom.syllables.flatMap((one) => [...index.charactersLike(looseSound(one))]))
      : new Set([atom.character])
  const slots = new Set<number>()
  for (const character of characters) for (const slot of index.postings(character)) slots.add(slot)
  return slots.size > 0
    ? [{ term: atom.character, how: atom.character === '' ? 'sound' : 'exact', weight: 0.9, slots: [...slots] }]
    : []
}

function termOptions(term: string, how: How, weight: number, index: InvertedIndex): Option[] {
  const features = featuresOfTerm(term)
  const [only] = features
  if (features.length === 1 && only !== undefined) return featureOptions(only, term, how, weight, index)
  return [
    {
      term,
      how,
      weight,
      slots: havingAll(
        features.map((feature) => HEAD + feature),
        index,
      ),
    },
    { term, how, weight: weight * IN_TEXT, slots: havingAll(features, index) },
  ]
}

function featureOptions(feature: string, term: string, how: How, weight: number, index: InvertedIndex): Option[] {
  return [
    { term, how, weight, slots: index.postings(HEAD + feature) },
    { term, how, weight: weight * IN_TEXT, slots: index.postings(feature) },
  ]
}

/** Slots of the entries that have every one of the features. */
function havingAll(features: readonly string[], index: InvertedIndex): readonly number[] {
  const lists = features.map((feature) => index.postings(feature)).sort((a, b) => a.length - b.length)
  let left = lists[0] ?? []
  for (const list of lists.slice(1)) {
    if (left.length === 0) return left
    const other = new Set(list)
    left = left.filter((slot) => other.has(slot))
  }
  return left
}
