import { isEnglish } from './glossary.ts'
import { type Knowledge, occurs } from './knowledge.ts'
import { stem } from './latin.ts'
import { eachOnce, loosenLetters } from './lexicon.ts'
import { termsNearPinyin } from './spelling.ts'
import { isSyllable, splitSyllables } from './syllables.ts'
import type { Token } from './tokens.ts'

/** A token as it is read in one way: as itself, as syllables, or as a term that it spells. */
export interface Piece {
  readonly token: Token
  readonly syllables?: readonly string[]
  readonly term?: string
}

/** One way to read the Latin tokens of a query. */
export interface Way {
  readonly pieces: readonly Piece[]
  /** 0..1: how likely it is that this way was meant. */
  readonly prior: number
}

const MAX_SPELT = 3
const MIN_SPELT_LETTERS = 4
const PRIOR = { syllables: 0.98, otherSyllables: 0.96, spelt: 0.99, begun: 0.9 }
/** By the number of letters: a slip in few letters makes another word of them. */
const SLIP_PRIOR: readonly (readonly [letters: number, prior: number])[] = [
  [8, 0.88],
  [7, 0.78],
  [6, 0.66],
  [0, 0.4],
]

/** The ways to read the Latin tokens of a query: as words, as pinyin, or as a term spelt with a slip or not to its end. */
export function waysOf(tokens: readonly Token[], knowledge: Knowledge): Way[] {
  const asWords: Way = { pieces: tokens.map((token) => ({ token })), prior: 1 }
  const unknown = tokens.filter((token) => token.kind === 'latin' && !isKnownWord(token.text, knowledge))
  if (unknown.length === 0) return [asWords]
  return [asWords, ...syllableWays(tokens, unknown), ...speltWays(tokens, unknown, knowledge)]
}

function syllableWays(tokens: readonly Token[], unknown: readonly Token[]): Way[] {
  const splits = new Map(unknown.map((token) => [token, splitSyllables(token.text)]))
  const way = (choice: number, prior: number): Way => ({
    prior,
    pieces: tokens.map((token) => {
      const syllables = splits.get(token)?.[choice] ?? splits.get(token)?.[0]
      return syllables ? { token, syllables } : { token }
    }),
  })
  const choices = Math.max(...[...splits.values()].map((ways) => ways.length))
  return [...(choices > 0 ? [way(0, PRIOR.syllables)] : []), ...(choices > 1 ? [way(1, PRIOR.otherSyllables)] : [])]
}

/** The unknown tokens together may spell a known term. */
function speltWays(tokens: readonly Token[], unknown: readonly Token[], { lexicons }: Knowledge): Way[] {
  const [first] = unknown
  const letters = unknown.map((token) => token.text).join('')
  if (!first || letters.length < MIN_SPELT_LETTERS) return []
  const hits = eachOnce(lexicons.flatMap((lexicon) => lexicon.byPinyin(loosenLetters(letters))))
  const whole = hits.filter(({ part }) => part === 'whole').map(({ term }) => ({ term, prior: PRIOR.spelt }))
  const begun = hits
    .filter(({ part }) => part === 'beginning')
    .slice(0, 2)
    .map(({ term }) => ({ term, prior: PRIOR.begun }))
  const near =
    whole.length > 0
      ? []
      : termsNearPinyin(letters, lexicons).map((term) => ({ term, prior: slipPrior(letters.length) }))
  return [...whole, ...begun, ...near].slice(0, MAX_SPELT).map(({ term, prior }) => ({
    prior,
    pieces: tokens.flatMap((token) =>
      token === first ? [{ token, term }] : unknown.includes(token) ? [] : [{ token }],
    ),
  }))
}

function slipPrior(letters: number): number {
  return SLIP_PRIOR.find(([least]) => letters >= least)?.[1] ?? 0
}

/** Whether a Latin token is a word of the papers, so that it is never read as pinyin: CRM, data. */
function isKnownWord(word: string, { indexes, glossaries }: Knowledge): boolean {
  if (isSyllable(word) && word !== 'ai') return false
  const root = stem(word)
  return occurs(root, indexes) || isEnglish(root, glossaries)
}
