import { type FeatureKey, nameFeature, whoFeatures } from './features.ts'
import type { Glossary } from './glossary.ts'
import type { InvertedIndex } from './inverted-index.ts'
import type { Lexicon } from './lexicon.ts'

/** What a query is read against. */
export interface Knowledge {
  readonly indexes: readonly InvertedIndex[]
  /** The terms of the indexes and of the glossaries. */
  readonly lexicons: readonly Lexicon[]
  readonly glossaries: readonly Glossary[]
}

/** Whether words are the name of an author, or a good part of an author's or affiliation's name. */
export function isName(words: string, indexes: readonly InvertedIndex[]): boolean {
  if (occurs(nameFeature(words), indexes)) return true
  return words.length >= MIN_NAME_PART && whoFeatures(words).every((pair) => occurs(pair, indexes))
}

const MIN_NAME_PART = 3 // 研究 is in half of all affiliations

/** Whether some entry has a feature. */
export function occurs(feature: FeatureKey, indexes: readonly InvertedIndex[]): boolean {
  return indexes.some((index) => index.postings(feature).length > 0)
}
