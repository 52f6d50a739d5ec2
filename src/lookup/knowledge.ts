import type { Glossary } from './glossary.ts'
import type { InvertedIndex } from './inverted-index.ts'
import type { Lexicon } from './lexicon.ts'

/** What a query is read against. */
export interface Knowledge {
  readonly indexes: readonly InvertedIndex[]
  /** The terms of the indexes and of the glossary. */
  readonly lexicons: readonly Lexicon[]
  readonly glossary: Glossary
}

/** Whether some entry has a feature. */
export function occurs(feature: string, indexes: readonly InvertedIndex[]): boolean {
  return indexes.some((index) => index.postings(feature).length > 0)
}
