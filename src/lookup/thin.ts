import type { Candidate } from './candidates.ts'
import type { Lexicon } from './lexicon.ts'
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
