import { accumulate } from './candidates.ts'
import type { LookupEntry } from './entry.ts'
import { explain, understood } from './explain.ts'
import { shippedGlossary } from './glossary.ts'
import { createInvertedIndex, type InvertedIndex } from './inverted-index.ts'
import { createLexicon, type Lexicon } from './lexicon.ts'
import type { Match } from './match.ts'
import { rank } from './rank.ts'
import { readQuery } from './read-query.ts'
import { suggest } from './suggest.ts'

/** Entries that can be looked up; entries join and leave without the rest being built again. */
export interface LookupIndex {
  readonly size: number
  get(id: string): LookupEntry | undefined
  papers(): Iterable<string>
  /** Adds entries; one whose id is known replaces it. */
  add(entries: readonly LookupEntry[]): void
  remove(ids: readonly string[]): void
}

export interface LookupResult {
  readonly entry: LookupEntry
  /** 0..1, higher is better. */
  readonly score: number
  /** Whether it is only a "perhaps". */
  readonly low: boolean
  readonly matched: readonly Match[]
}

export interface LookupAnswer {
  /** How the query was read, when it was changed for that: pinyin as 数字孪生. */
  readonly understoodAs: string | undefined
  /** Best first. */
  readonly results: readonly LookupResult[]
  /** The nearest terms, at most five, when nothing sure was found. */
  readonly suggestions: readonly string[]
}

export interface LookupOptions {
  readonly limit: number
  /** Whether entries of a paper may be shown from an index. */
  readonly accepts?: (paper: string, index: LookupIndex) => boolean
}

const internals = new WeakMap<LookupIndex, InvertedIndex>()
let glossaryTerms: Lexicon | undefined

export function createLookupIndex(entries: readonly LookupEntry[]): LookupIndex {
  const inverted = createInvertedIndex(entries)
  const index: LookupIndex = {
    get size() {
      return inverted.size
    },
    get: inverted.get,
    papers: inverted.papers,
    add: inverted.add,
    remove: inverted.remove,
  }
  internals.set(index, inverted)
  return index
}

/** Finds what a query means in several indexes at once, best first. */
export function lookUp(
  indexes: readonly LookupIndex[],
  query: string,
  { limit, accepts }: LookupOptions,
): LookupAnswer {
  const glossary = shippedGlossary()
  glossaryTerms ??= createLexicon(glossary.terms)
  const inverted = indexes.flatMap((index) => internals.get(index) ?? [])
  const knowledge = {
    indexes: inverted,
    lexicons: [...inverted.map(({ lexicon }) => lexicon), glossaryTerms],
    glossary,
  }
  const accepted = inverted.map((_, number) => {
    const index = indexes[number]
    return (paper: string) => !accepts || !index || accepts(paper, index)
  })
  const readings = readQuery(query, knowledge)
  const candidates = accumulate(readings, inverted, accepted)
  const ranked = rank(candidates, query, limit)
  const best = ranked[0]
  const results = ranked.map((one) => ({
    entry: one.slot.entry,
    score: one.score,
    low: one.low,
    matched: explain(one),
  }))
  const isSure = best !== undefined && !best.low
  return {
    understoodAs: isSure ? understood(results[0]?.matched ?? []) : undefined,
    results,
    suggestions: isSure ? [] : suggest(query, ranked, knowledge),
  }
}
