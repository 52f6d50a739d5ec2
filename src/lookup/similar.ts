import type { Acceptance } from './candidates.ts'
import type { LookupEntry } from './entry.ts'
import { type FeatureKey, visitFeatures } from './features.ts'
import type { InvertedIndex, Slot } from './inverted-index.ts'
import type { Match } from './match.ts'
import { mixPapers } from './rank.ts'
import { createTally } from './tally.ts'

/** An entry like another one. */
export interface Similar {
  readonly entry: LookupEntry
  /** 0..1: the weighted share of the other's features that it has. */
  readonly score: number
  readonly low: boolean
  /** The keywords that both have. */
  readonly matched: readonly Match[]
}

const HEAD = 3 // how much more a feature of the head says what a point is about
const MAX_FEATURES = 48 // the rarest say what a point is about, the others only cost
const TOO_COMMON = 0.5 // share of the entries
const LEAST = 0.12 // score under which two points have but common words in common
const LOW = 0.16 // under which they are only perhaps alike: most points have two or three above it

/** The entries of some indexes that are most like the one with an id, best first. */
export function similar(
  id: string,
  indexes: readonly InvertedIndex[],
  accepted: readonly Acceptance[],
  limit: number,
): Similar[] {
  const source = indexes.map((index) => index.find(id)).find((slot) => slot !== undefined)
  if (!source) return []
  const features = weighFeatures(source, indexes)
  const total = features.reduce((sum, [, weight]) => sum + weight, 0)
  const found = indexes.flatMap((index, number) => {
    const accepts = (entry: LookupEntry) => entry.id !== id && (accepted[number]?.(entry) ?? true)
    const tally = createTally(index, accepts)
    tally.add(
      features.map(([feature, weight]) => ({
        share: weight / total,
        options: [{ weight: 1, slots: index.postings(feature) }],
      })),
      0,
    )
    return tally.best().flatMap(({ slot, score }) => {
      const held = index.slot(slot)
      return held && score >= LEAST ? [{ slot: held, score: Math.min(1, score) }] : []
    })
  })
  found.sort((a, b) => b.score - a.score || (a.slot.entry.id < b.slot.entry.id ? -1 : 1))
  return mixPapers(found, limit).map(({ slot, score }) => ({
    entry: slot.entry,
    score,
    low: score < LOW,
    matched: sharedKeywords(source, slot),
  }))
}

/** What says most about an entry, with its weight. */
function weighFeatures({ folded }: Slot, indexes: readonly InvertedIndex[]): [FeatureKey, number][] {
  const entries = indexes.reduce((sum, { size }) => sum + size, 0)
  const weights = new Map<FeatureKey, number>()
  visitFeatures({ ...folded, who: [], place: [] }, (feature, isHead) => {
    if (weights.has(feature)) return // its head comes first
    const frequency = indexes.reduce((sum, index) => sum + index.postings(feature).length, 0)
    if (frequency > 1 && frequency <= entries * TOO_COMMON)
      weights.set(feature, Math.log(entries / frequency) * (isHead ? HEAD : 1))
  })
  return [...weights].sort((a, b) => b[1] - a[1]).slice(0, MAX_FEATURES)
}

function sharedKeywords(source: Slot, other: Slot): Match[] {
  const theirs = [other.folded.title, other.folded.text, ...other.folded.keywords]
  return source.entry.keywords.flatMap((keyword, number) => {
    const folded = source.folded.keywords[number] ?? ''
    return theirs.some((field) => field.includes(folded))
      ? [{ query: keyword, text: keyword, how: 'exact' as const }]
      : []
  })
}
