import { type Begun, begunTerms } from './begun-terms.ts'
import { accumulate } from './candidates.ts'
import type { LookupEntry } from './entry.ts'
import { explain, findings, understood } from './explain.ts'
import { shippedGlossary } from './glossary.ts'
import { createInvertedIndex, type InvertedIndex } from './inverted-index.ts'
import type { Knowledge } from './knowledge.ts'
import { leading } from './leading-terms.ts'
import { createLexicon, type Lexicon } from './lexicon.ts'
import type { How, Match } from './match.ts'
import { withoutMentions } from './mentions.ts'
import { normaliseQuery } from './normalise.ts'
import type { OwnTerms } from './own-terms.ts'
import { type Ranked, rank, sureFirst } from './rank.ts'
import { readQuery } from './read-query.ts'
import { similar } from './similar.ts'
import { suggest } from './suggest.ts'
import { isAccident, isGeneralOnly, isThin } from './thin.ts'
import { wordsOf } from './words.ts'

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

/** Which entries may be shown. */
export interface LookupFilter {
  /** Whether entries of a paper may be shown from an index; asked once for each. */
  readonly accepts?: ((paper: string, index: LookupIndex) => boolean) | undefined
  readonly kind?: string | undefined
  /** Id of a section; those below it count: 2 has 2.1. */
  readonly section?: string | undefined
}

export interface LookupOptions extends LookupFilter {
  readonly limit: number
  /** A server's own terms, beside the shipped ones. */
  readonly terms?: OwnTerms | undefined
  /** Whether to look for suggestions; true when undefined. */
  readonly suggests?: boolean | undefined
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
export function lookUp(indexes: readonly LookupIndex[], query: string, options: LookupOptions): LookupAnswer {
  const { inverted, accepted } = scopeOf(indexes, options)
  const knowledge = knowledgeOf(inverted, options.terms)
  const asked = withoutMentions(query)
  const candidates = accumulate(readQuery(asked, knowledge), inverted, accepted)
  const ranked = rank(candidates, asked, options.limit)
  const found = explainedFirst(ranked.flatMap((one) => findingOf(one, knowledge) ?? []))
  const [best] = found
  const isSure = best !== undefined && !best.low
  const results = isSure ? found.filter((one) => isPlausible(one, best)) : found
  const perhaps = found.map((one) => one.ranked)
  return {
    understoodAs: isSure ? understood(best.matched) : undefined,
    results: results.map(shownOf),
    suggestions: isSure || options.suggests === false ? [] : suggest(asked, perhaps, knowledge),
  }
}

/**
 * Entries that say much of what the entry with an id says, best first; none for an id that is unknown.
 * `matched` has the keywords they share.
 */
export function similarTo(
  indexes: readonly LookupIndex[],
  id: string,
  options: LookupFilter & { readonly limit: number },
): readonly LookupResult[] {
  const { inverted, accepted } = scopeOf(indexes, options)
  return similar(id, inverted, accepted, options.limit)
}

/**
 * A few central terms of what may be shown, at most `limit`: definitions first, one of each paper in turn. The same
 * entries give the same terms: they are for a reader who asked for something that the library does not know.
 */
export function leadingTerms(
  indexes: readonly LookupIndex[],
  limit: number,
  options: LookupFilter = {},
): readonly string[] {
  const { inverted, accepted } = scopeOf(indexes, options)
  return leading(inverted, accepted, limit)
}

/** Terms of what may be shown that begin with what was typed, in pinyin or initials and in English, too. */
export function begunBy(indexes: readonly LookupIndex[], typed: string, options: LookupOptions): Begun {
  const { inverted, accepted } = scopeOf(indexes, options)
  return begunTerms(withoutMentions(typed), knowledgeOf(inverted, options.terms), accepted, options.limit)
}

/** Does beforehand what a first lookup would have to do, in steps of a few milliseconds each. */
export function* prepareLookUp(indexes: readonly LookupIndex[]): Generator<void, void> {
  normaliseQuery(SAMPLE_QUERY)
  yield
  wordsOf(SAMPLE_QUERY)
  yield
  const { lexicons } = knowledgeOf(scopeOf(indexes, {}).inverted, undefined)
  yield
  for (const { prepare } of lexicons) while (!prepare(TERMS_PER_STEP)) yield
}

const SAMPLE_QUERY = '一起研讀論文' // has the tables of characters and words read
const TERMS_PER_STEP = 150

function scopeOf(indexes: readonly LookupIndex[], { accepts, kind, section }: LookupFilter) {
  const inverted = indexes.flatMap((index) => internals.get(index) ?? [])
  const isOpen = accepts === undefined && kind === undefined && section === undefined
  const accepted = indexes.map((index) => {
    if (isOpen) return undefined
    const papers = new Map<string, boolean>()
    return (entry: LookupEntry) => {
      if (kind !== undefined && entry.kind !== kind) return false
      if (section !== undefined && entry.section !== section && !entry.section.startsWith(`${section}.`)) return false
      const isAccepted = papers.get(entry.paper) ?? accepts?.(entry.paper, index) ?? true
      papers.set(entry.paper, isAccepted)
      return isAccepted
    }
  })
  return { inverted, accepted }
}

function knowledgeOf(indexes: readonly InvertedIndex[], terms: OwnTerms | undefined): Knowledge {
  const glossary = shippedGlossary()
  glossaryTerms ??= createLexicon(glossary.terms)
  return {
    indexes,
    lexicons: [...indexes.map(({ lexicon }) => lexicon), glossaryTerms, ...(terms ? [terms.lexicon] : [])],
    glossaries: terms ? [glossary, terms.glossary] : [glossary],
  }
}

/** A result with how it was found. */
interface Finding extends LookupResult {
  readonly ranked: Ranked
  /** Whether nothing of it was typed, but something that sounds or looks like it. */
  readonly isGuess: boolean
}

/** Beside what is sure, a "perhaps" must have a good part of the query in words that were truly meant, not a fragment that sounds alike. */
function isPlausible({ low, score, isGuess }: Finding, best: Finding): boolean {
  return !low || (score >= PLAUSIBLE * best.score && !isGuess)
}

const PLAUSIBLE = 0.5 // share of the best score
const GUESSED: ReadonlySet<How> = new Set<How>(['sound', 'spelling', 'initials'])

function findingOf(ranked: Ranked, { glossaries, lexicons }: Knowledge): Finding | undefined {
  const found = findings(ranked)
  const isGeneral = isGeneralOnly(ranked, found)
  const low = ranked.low || isGeneral || isThin(ranked, lexicons)
  if (low && isAccident(ranked, found)) return undefined
  const matched = explain(found, ranked, glossaries)
  return {
    entry: ranked.slot.entry,
    score: ranked.score,
    low: low || matched.length === 0,
    matched,
    ranked,
    isGuess: found.every(({ how }) => GUESSED.has(how)),
  }
}

/** Those of which it cannot be said what they have of the query come last, and are never sure. */
function explainedFirst(all: readonly Finding[]): Finding[] {
  const [told, untold] = [
    all.filter(({ matched }) => matched.length > 0),
    all.filter(({ matched }) => matched.length === 0),
  ]
  const least = told.at(-1)?.score ?? 1
  return [...sureFirst(told), ...untold.map((one) => ({ ...one, score: Math.min(one.score, least) }))]
}

function shownOf({ entry, score, low, matched }: Finding): LookupResult {
  return { entry, score, low, matched }
}
