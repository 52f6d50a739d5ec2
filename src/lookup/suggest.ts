import Fuse from 'fuse.js'
import type { Knowledge } from './knowledge.ts'
import { isHan, normaliseQuery } from './normalise.ts'
import type { Ranked } from './rank.ts'
import { soundNumbersOf } from './syllables.ts'

const MAX_SUGGESTIONS = 5
const MAX_NEAR = 200 // terms that are compared letter by letter

/** The nearest terms of the library to a query that found nothing sure, at most five: by sound and spelling first, then what was "perhaps" meant. */
export function suggest(query: string, perhaps: readonly Ranked[], { indexes }: Knowledge): string[] {
  const [typed = ''] = normaliseQuery(query)
  const places = [...typed].filter(isHan).map(soundNumbersOf)
  const terms = new Set(
    indexes.flatMap(({ lexicon }) => lexicon.withSounds(places, (length) => Math.max(2, Math.ceil(length / 2)))),
  )
  for (const { slot } of perhaps) for (const term of [slot.folded.title, ...slot.folded.keywords]) terms.add(term)
  const near = new Fuse([...terms].sort().slice(0, MAX_NEAR), { threshold: 0.6, ignoreLocation: true }).search(typed, {
    limit: MAX_SUGGESTIONS,
  })
  const titles = perhaps.map(({ slot }) => slot.folded.title)
  return [...new Set([...near.map(({ item }) => item), ...titles])].slice(0, MAX_SUGGESTIONS)
}
