import Fuse from 'fuse.js'
import type { Knowledge } from './knowledge.ts'
import { isHan, normaliseQuery } from './normalise.ts'
import type { Ranked } from './rank.ts'
import { soundNumbersOf } from './syllables.ts'

const MAX_SUGGESTIONS = 5
const MAX_NEAR = 24 // terms that are compared letter by letter

/** The nearest terms of the library to a query that found nothing sure, at most five: by sound and spelling first, then what was "perhaps" meant. */
export function suggest(query: string, perhaps: readonly Ranked[], { indexes }: Knowledge): string[] {
  const [typed = ''] = normaliseQuery(query)
  const places = [...typed].filter(isHan).map(soundNumbersOf)
  const terms = new Set(
    indexes.flatMap(({ lexicon }) => lexicon.withSounds(places, (length) => Math.max(2, Math.ceil(length / 2)))),
  )
  for (const { slot } of perhaps) for (const term of [slot.folded.title, ...slot.folded.keywords]) terms.add(term)
  const nearest = mostShared([...terms], typed).slice(0, MAX_NEAR)
  const near = new Fuse(nearest, { threshold: 0.6, ignoreLocation: true }).search(typed, { limit: MAX_SUGGESTIONS })
  const titles = perhaps.map(({ slot }) => slot.folded.title)
  return [...new Set([...near.map(({ item }) => item), ...titles])].slice(0, MAX_SUGGESTIONS)
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
