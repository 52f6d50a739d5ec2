import { featuresOfTerm, whoFeatures } from './features.ts'
import type { InvertedIndex } from './inverted-index.ts'
import { intersect } from './postings.ts'

/** Slots, rising, of the entries of an index that have all features of a term. */
export interface TermSlots {
  /** In title, keywords or aliases. */
  readonly head: readonly number[]
  readonly all: readonly number[]
  /** In the names of authors and affiliations. */
  readonly who: readonly number[]
}

/** What was found in an index as it is now. */
interface Known {
  readonly version: number
  readonly terms: Map<string, TermSlots>
  slots: number
}

const MAX_KNOWN_SLOTS = 1_000_000 // of all terms together: 8 MB

const knownOf = new WeakMap<InvertedIndex, Known>()

/** The entries that have a normalised term. The same terms are meant again and again, so they are kept until the index changes. */
export function termSlots(term: string, index: InvertedIndex): TermSlots {
  const known = knownFor(index)
  const before = known.terms.get(term)
  if (before) return before
  const features = featuresOfTerm(term)
  const found = {
    head: intersect(features.map(index.headPostings)),
    all: intersect(features.map(index.postings)),
    who: intersect(whoFeatures(term).map(index.postings)),
  }
  known.slots += found.head.length + found.all.length + found.who.length
  known.terms.set(term, found)
  return found
}

function knownFor(index: InvertedIndex): Known {
  const before = knownOf.get(index)
  if (before?.version === index.version && before.slots < MAX_KNOWN_SLOTS) return before
  const known = { version: index.version, terms: new Map<string, TermSlots>(), slots: 0 }
  knownOf.set(index, known)
  return known
}
