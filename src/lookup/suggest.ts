import Fuse from 'fuse.js'
import type { Knowledge } from './knowledge.ts'
import { isHan, normaliseQuery } from './normalise.ts'
import type { Ranked } from './rank.ts'
import { soundNumbersOf } from './syllables.ts'
import { isAskingWord, wordsOf } from './words.ts'

const MAX_SUGGESTIONS = 5
const MAX_TYPED = 32 // characters; what is longer is a text, not a term
const MAX_TERM = 10 // characters
const MAX_NEAR = 24 // terms that are compared letter by letter

/** The nearest terms of the library to a query that found nothing sure, at most five: by sound and spelling first, then what was "perhaps" meant. */
export function suggest(query: string, perhaps: readonly Ranked[], { indexes }: Knowledge): string[] {
  const [whole = ''] = normaliseQuery(query)
  const typed = whole.slice(0, MAX_TYPED)
  const places = [...typed].filter(isHan).map(soundNumbersOf)
  const terms = new Set(
    indexes
      .flatMap(({ lexicon }) => lexicon.withSounds(places, (length) => Math.max(2, Math.ceil(length / 2))))
      .filter(isTerm),
  )
  for (const { slot } of perhaps) for (const term of [slot.folded.title, ...slot.folded.keywords]) terms.add(term)
  const nearest = mostShared([...terms], typed).slice(0, MAX_NEAR)
  const near = new Fuse(nearest, { threshold: 0.6, ignoreLocation: true }).search(typed, { limit: MAX_SUGGESTIONS })
  const titles = perhaps.map(({ slot }) => slot.folded.title)
  return [...new Set([...near.map(({ item }) => item), ...titles])].slice(0, MAX_SUGGESTIONS)
}

/** Aliases that ask something are for finding, not for being shown. */
function isTerm(term: string): boolean {
  return term.length <= MAX_TERM && !wordsOf(term).some(isAskingWord)
}

/** Terms in the order of how much of them is among the typed characters. */
function mostShared(terms: readonly string[], typed: string): string[] {
  const characters = new Set(typed)
  const shares = terms.map((term) => {
    let shared = 0
    for (const character of term) if (characters.has(character)) shared++
    return { term, share: shared / term.length }
  })
  return shares.sort((a, b) => b.share - a.share || (a.term < b.term ? -1 : 1)).map(({ term }) => term)
}
