import type { Candidate } from './candidates.ts'
import type { Found } from './explain.ts'
import { GENERAL_ENGLISH } from './general-english.ts'
import type { Slot } from './inverted-index.ts'
import { latinWordsOf } from './latin.ts'
import type { Lexicon } from './lexicon.ts'
import type { How } from './match.ts'
import { placeOf } from './postings.ts'
import type { PairUnit, Unit } from './units.ts'
import type { WeighedUnit } from './weigh.ts'

/**
 * Whether all that an entry has of a query is one word of a longer phrase, and that word is no term of the library: 开发
 * alone does not answer 你是谁开发的.
 */
export function isThin({ reading, index, place }: Candidate, lexicons: readonly Lexicon[]): boolean {
  const found = reading.units.flatMap((weighed) => {
    const term = termFound(weighed, index, place)
    return term === undefined ? [] : [{ unit: weighed.unit, term }]
  })
  const words = found.flatMap(({ unit, term }) => (isOwnWord(unit, term) ? [unit] : []))
  const [word] = words
  if (!word || words.length > 1 || !(word.before ?? word.after)) return false
  if (found.some(({ unit }) => unit !== word && !isBeside(unit, word))) return false
  return !lexicons.some(({ uses }) => uses(charactersOf(word)) > 0)
}

const GUESSED: ReadonlySet<How> = new Set<How>(['sound', 'spelling'])

/**
 * Whether all that an entry has of a longer query is one pair that sounds alike or lies across two words, or one Latin word that looks
 * alike or has but the stem: 气预 of 天气预报 as 其与, crossing as cross.
 */
export function isAccident({ reading, slot }: Candidate, found: readonly Found[]): boolean {
  if (reading.units.length < 2 || found.length === 0) return false
  const [first] = found
  if (!first || found.some(({ unit }) => unit !== first.unit)) return false
  if (found.every(({ how }) => GUESSED.has(how))) return true
  const { unit } = first
  if (found.some(({ how }) => how !== 'exact')) return false
  if (unit.kind === 'word') return !isWhole(reading.reading.text.slice(first.start, first.end), slot)
  return unit.kind === 'pair' && unit.left.word !== unit.right.word && !unit.left.isLoose && !unit.right.isLoose
}

/** Whether an entry is known by a Latin word as it was typed, or its plural: what its gloss happens to say in passing is not enough. */
function isWhole(word: string, { folded }: Slot): boolean {
  const bare = word.replace(/s$/, '')
  const words = [folded.title, folded.text, ...folded.keywords, ...folded.aliases].flatMap(latinWordsOf)
  return words.some((one) => one.replace(/s$/, '') === bare)
}

/** Whether all that an entry has of a query are words of which any English text is full. */
export function isGeneralOnly({ reading }: Candidate, found: readonly Found[]): boolean {
  const { text } = reading.reading
  return found.length > 0 && found.every(({ start, end }) => GENERAL_ENGLISH.has(text.slice(start, end)))
}

/** Whether a unit is a word of two characters and was found as that. */
function isOwnWord(unit: Unit, term: string): unit is PairUnit {
  return (
    unit.kind === 'pair' && unit.left.word >= 0 && unit.left.word === unit.right.word && charactersOf(unit) === term
  )
}

/** Whether a unit is a pair of a word and a neighbour that only helps to ask: it comes with the word. */
function isBeside(unit: Unit, { left }: PairUnit): boolean {
  if (unit.kind !== 'pair') return false
  return unit.left.word < 0 ? unit.right.word === left.word : unit.right.word < 0 && unit.left.word === left.word
}

function charactersOf({ left, right }: PairUnit): string {
  return left.character + right.character
}

/** As what an entry has a unit; undefined when it has it not. */
function termFound({ options }: WeighedUnit, index: number, place: number): string | undefined {
  return (options[index] ?? []).find(({ slots }) => slots[placeOf(slots, place, 0)] === place)?.term
}
