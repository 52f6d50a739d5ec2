import { type Atom, soundsOf } from './atoms.ts'
import { type FeatureKey, nameFeature, numberFeature } from './features.ts'
import type { InvertedIndex } from './inverted-index.ts'
import type { How } from './match.ts'
import { looseSound, readingsOf } from './syllables.ts'
import { termSlots } from './term-slots.ts'
import type { PairUnit, Rewrite, Unit } from './units.ts'
import { wordsOf } from './words.ts'

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
const AS_NAME = 0.92 // under a key point that has the words itself
const SWAPPED = 0.55
const SKIPPED = 0.5 // a character too many between the two
const HEARD = { same: 0.85, alike: 0.78 } // another character of the same or a near sound
const HEARD_WORD = { same: 0.4, alike: 0.3 } // what was typed is a word itself: 油画 is hardly meant to be 优化
const BOTH_OTHER = 0.6 // neither character is as typed: 编程 is not 变成
const SPELT = { same: 1, alike: 0.93 } // the sound is all that was typed
const ACROSS_WORDS = 0.4
const MISPRINTS = 1 // entries: a pair that more of them have is taken at its word
const STRONG = 0.15 // bond of a pair that may be part of a word

/** The ways in which entries of an index have a unit, the best first. */
export function optionsOf(unit: Unit, index: InvertedIndex): Option[] {
  const options = [
    ...ownOptions(unit, index),
    ...surest(unit.rewrites).flatMap((rewrite) => rewriteOptions(rewrite, unit, index)),
  ]
  const found = options.filter(({ slots }) => slots.length > 0).sort((a, b) => b.weight - a.weight)
  return unit.trust === 1 ? found : found.map((option) => ({ ...option, weight: option.weight * unit.trust }))
}

/** Each term once. */
function surest(rewrites: readonly Rewrite[]): readonly Rewrite[] {
  if (rewrites.length < 2) return rewrites
  const byTerm = new Map<string, Rewrite>()
  for (const rewrite of rewrites)
    if (rewrite.weight > (byTerm.get(rewrite.term)?.weight ?? 0)) byTerm.set(rewrite.term, rewrite)
  return [...byTerm.values()]
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
    case 'name':
      return [{ term: '', how: 'exact', weight: AS_NAME, slots: index.postings(nameFeature(unit.name)) }]
    default:
      return unit satisfies never
  }
}

function pairOptions({ left, right, before, after, factor, isBorder }: PairUnit, index: InvertedIndex): Option[] {
  const pair = left.character + right.character
  if (left.character === '' || right.character === '')
    return soundOptions(left, right, SPELT, index).map((option) =>
      before || after || left.character || right.character ? option : asWord(option),
    )
  const options = featureOptions(pair, pair, 'exact', 1, index)
  const count = index.postings(pair).length
  if (count > MISPRINTS || factor < STRONG || (isBorder && (left.word < 0 || right.word < 0))) return options
  const weights = isBorder || isWholeWord(left, right, before, after) ? HEARD_WORD : HEARD
  const first = isSettled(before, left, index) ? asWritten(left) : left
  const second = isSettled(right, after, index) ? asWritten(right) : right
  const isEnd = !after && (!before || first.syllables.length === 0) // 数据线 is not 数据像: what was meant there is found as a whole term
  options.push(...soundOptions(first, second, weights, index).map((option) => (isEnd ? asWord(option) : option)))
  const reversed = right.character + left.character
  options.push(...featureOptions(reversed, reversed, 'spelling', SWAPPED, index))
  if (count > 0) return options
  for (const skipped of [left.character + (after?.character ?? ''), (before?.character ?? '') + right.character])
    if (skipped.length === 2) options.push(...featureOptions(skipped, skipped, 'spelling', SKIPPED, index))
  return options
}

/** Two characters that stand alone must sound like a word, not like the end of one and the start of another. */
function asWord(option: Option): Option {
  return wordsOf(option.term).length === 1 ? option : { ...option, weight: option.weight * ACROSS_WORDS }
}

/** Whether two atoms are a word that some entry has: then neither is a slip. */
function isSettled(left: Atom | undefined, right: Atom | undefined, index: InvertedIndex): boolean {
  return (
    left !== undefined &&
    left.word >= 0 &&
    left.word === right?.word &&
    index.postings(left.character + right.character).length > 0
  )
}

/** The atom without its sounds: only the character itself will do. */
function asWritten(atom: Atom): Atom {
  return { ...atom, syllables: [] }
}

function isWholeWord(left: Atom, right: Atom, before: Atom | undefined, after: Atom | undefined): boolean {
  return left.word === right.word && left.word >= 0 && before?.word !== left.word && after?.word !== right.word
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
  const seconds = alike(right, index)
  for (const first of alike(left, index))
    for (const second of index.charactersAfter(first)) {
      if (!seconds.has(second)) continue
      const pair = first + second
      if (pair === typed) continue
      const weight = isSame(left, first) && isSame(right, second) ? weights.same : weights.alike
      const isOther =
        left.character !== '' && right.character !== '' && left.character !== first && right.character !== second
      options.push(...featureOptions(pair, pair, 'sound', isOther ? weight * BOTH_OTHER : weight, index))
    }
  return options
}

const heard = new WeakMap<Atom, WeakMap<InvertedIndex, ReadonlySet<string>>>() // an atom is asked for twice: as left and as right

/** Characters in use that sound like an atom. */
function alike(atom: Atom, index: InvertedIndex): ReadonlySet<string> {
  const perIndex = heard.get(atom) ?? new WeakMap<InvertedIndex, ReadonlySet<string>>()
  heard.set(atom, perIndex)
  const known = perIndex.get(index)
  if (known) return known
  const made = new Set(soundsOf(atom).flatMap((sound) => [...index.charactersLike(sound)]))
  if (atom.character !== '') made.add(atom.character)
  perIndex.set(index, made)
  return made
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

function rewriteOptions({ term, how, weight }: Rewrite, unit: Unit, index: InvertedIndex): Option[] {
  const { head, all, who } = termSlots(term, index)
  const byAuthor = { term: '', how, weight: weight * BY_AUTHOR, slots: who }
  if (unit.kind === 'pair' && hasPair(term, unit)) return [byAuthor] // who has the term has the pair itself
  return [{ term, how, weight, slots: head }, { term, how, weight: weight * IN_TEXT, slots: all }, byAuthor]
}

function hasPair(term: string, { left, right }: PairUnit): boolean {
  return left.character !== '' && right.character !== '' && term.includes(left.character + right.character)
}

function featureOptions(feature: FeatureKey, term: string, how: How, weight: number, index: InvertedIndex): Option[] {
  return [
    { term, how, weight, slots: index.headPostings(feature) },
    { term, how, weight: weight * IN_TEXT, slots: index.postings(feature) },
  ]
}
