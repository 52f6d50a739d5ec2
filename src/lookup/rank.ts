import type { Candidate } from './candidates.ts'
import type { Slot } from './inverted-index.ts'
import { normaliseQuery } from './normalise.ts'

/** A candidate with its place among the results. */
export interface Ranked extends Candidate {
  readonly score: number
  readonly low: boolean
}

const COVERAGE = 0.85 // the share of the score that coverage has; the rest says how well the entry fits as a whole
const LOW = 0.5

/** The best of the candidates, in the order in which they are shown. */
export function rank(candidates: readonly Candidate[], query: string, limit: number): Ranked[] {
  const typed = normaliseQuery(query).map((text) => text.replace(/\s+/g, ' ').trim())
  const ranked = candidates.map((candidate) => {
    const score = Math.min(1, COVERAGE * candidate.coverage + (1 - COVERAGE) * aptness(candidate, typed))
    return { ...candidate, score, low: candidate.coverage < LOW }
  })
  ranked.sort(compare)
  return ranked.slice(0, limit)
}

function compare(a: Ranked, b: Ranked): number {
  return (
    b.score - a.score ||
    Number(b.slot.entry.kind === 'definition') - Number(a.slot.entry.kind === 'definition') ||
    (a.slot.entry.id < b.slot.entry.id ? -1 : a.slot.entry.id > b.slot.entry.id ? 1 : 0)
  )
}

/** 0..1: how close the head and text of an entry stand to the words that were meant. */
function aptness({ slot, reading }: Candidate, typed: readonly string[]): number {
  const meant = new Map<string, number>(typed.map((text) => [text, 1]))
  for (const { unit } of reading.units)
    for (const { term, weight } of unit.rewrites) meant.set(term, Math.max(weight, meant.get(term) ?? 0))
  if (reading.reading.understoodAs) meant.set(reading.reading.understoodAs, reading.reading.prior)
  let best = 0
  for (const [term, weight] of meant) best = Math.max(best, weight * closeness(term, slot))
  return best
}

function closeness(term: string, { entry, folded }: Slot): number {
  const isDefinition = entry.kind === 'definition' ? 0.1 : 0
  if (folded.title === term) return 0.9 + isDefinition
  if (folded.text === term || folded.gloss === term) return 1
  if (folded.title.includes(term)) return 0.75 + isDefinition
  if (folded.keywords.includes(term) || folded.aliases.includes(term)) return 0.7 + isDefinition
  if ([...folded.keywords, ...folded.aliases].some((word) => word.includes(term))) return 0.55 + isDefinition
  if (folded.text.includes(term) || folded.gloss.includes(term)) return 0.4 + isDefinition
  return 0
}
