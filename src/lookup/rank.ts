import type { Candidate } from './candidates.ts'
import type { Slot } from './inverted-index.ts'
import { normaliseQuery } from './normalise.ts'
import type { WeighedReading } from './weigh.ts'

/** A candidate with its place among the results. */
export interface Ranked extends Candidate {
  readonly score: number
  readonly low: boolean
}

const COVERAGE = 0.85 // the share of the score that coverage has; the rest says how well the entry fits as a whole
const LOW = 0.58 // coverage under which a result is only a "perhaps": more than half of the query must be in it
const CROWDING = 0.965 // the fourth result of a paper must be a tenth better than another paper's first
const MAX_CROWD = 4 // results of a paper before it, more do not count

/** The best of the candidates, in the order in which they are shown. */
export function rank(candidates: readonly Candidate[], query: string, limit: number): Ranked[] {
  const typed = normaliseQuery(query).map((text) => text.replace(/\s+/g, ' ').trim())
  const meant = new Map<WeighedReading, readonly Meant[]>()
  const ranked = candidates.map((candidate) => {
    const { slot, place, index, reading, coverage } = candidate
    const words = meant.get(reading) ?? meantBy(reading, typed)
    meant.set(reading, words)
    const score = rounded(Math.min(1, COVERAGE * coverage + (1 - COVERAGE) * aptness(slot, words)))
    return { slot, place, index, reading, coverage, score, low: coverage < LOW }
  })
  return sureFirst(mixPapers(ranked.sort(compare), limit))
}

/** Results in their order: what is better than something sure is sure. */
export function sureFirst<T extends { readonly low: boolean }>(results: readonly T[]): T[] {
  const lastSure = results.findLastIndex(({ low }) => !low)
  return results.map((one, place) => (place < lastSure ? { ...one, low: false } : one))
}

/**
 * Each further result of a paper counts a little less, so that a paper does not crowd out others that are about as good.
 * Scores stay in falling order.
 */
export function mixPapers<T extends { readonly slot: Slot; readonly score: number }>(
  sorted: readonly T[],
  limit: number,
): T[] {
  const left = [...sorted]
  const shown = new Map<string, number>()
  const mixed: T[] = []
  while (mixed.length < limit && left.length > 0) {
    const scores = left.map(
      ({ slot, score }) => score * CROWDING ** Math.min(MAX_CROWD, shown.get(slot.entry.paper) ?? 0),
    )
    const at = scores.reduce((best, score, index) => (score > (scores[best] ?? 0) ? index : best), 0)
    const [next] = left.splice(at, 1)
    if (!next) break
    shown.set(next.slot.entry.paper, (shown.get(next.slot.entry.paper) ?? 0) + 1)
    mixed.push({ ...next, score: scores[at] ?? next.score })
  }
  return mixed
}

/** Without the last digits, in which sums of the same parts differ: equal scores are told by them. */
function rounded(score: number): number {
  return Math.round(score * 1e4) / 1e4
}

/** Words that the query stands for, and how sure that is. */
interface Meant {
  readonly term: string
  readonly weight: number
}

/** The words that a reading stands for, the surest first. */
function meantBy({ reading }: WeighedReading, typed: readonly string[]): Meant[] {
  const meant = new Map<string, number>(typed.map((text) => [text, 1]))
  for (const { rewrites } of reading.units)
    for (const { term, weight } of rewrites) meant.set(term, Math.max(weight, meant.get(term) ?? 0))
  if (reading.understoodAs) meant.set(reading.understoodAs, reading.prior)
  return [...meant].map(([term, weight]) => ({ term, weight })).sort((a, b) => b.weight - a.weight)
}

function compare(a: Ranked, b: Ranked): number {
  return (
    b.score - a.score ||
    Number(b.slot.entry.kind === 'definition') - Number(a.slot.entry.kind === 'definition') ||
    (a.slot.entry.id < b.slot.entry.id ? -1 : a.slot.entry.id > b.slot.entry.id ? 1 : 0)
  )
}

/** 0..1: how close the head and text of an entry stand to the words that were meant. */
function aptness(slot: Slot, meant: readonly Meant[]): number {
  let best = 0
  for (const { term, weight } of meant) {
    if (weight <= best) break
    best = Math.max(best, weight * closeness(term, slot))
  }
  return best
}

function closeness(term: string, { entry, folded }: Slot): number {
  const isDefinition = entry.kind === 'definition' ? 0.1 : 0
  if (folded.title === term) return 0.9 + isDefinition
  if (folded.text === term || folded.gloss === term) return 1
  if (folded.title.includes(term)) return 0.75 + isDefinition
  if (folded.keywords.includes(term) || folded.aliases.includes(term)) return 0.7 + isDefinition
  const isInside = (word: string) => word.includes(term)
  if (folded.keywords.some(isInside)) return 0.55 + isDefinition
  if (folded.aliases.some(isInside)) return 0.45 + isDefinition
  if (folded.text.includes(term) || folded.gloss.includes(term)) return 0.4 + isDefinition
  return 0
}
