import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { createLookupIndex, type LookupIndex } from '../lookup/lookup.ts'
import { defineKind } from '../store/document-store.ts'
import { entriesOf } from './lookup-entries.ts'
import { Paper } from './paper.ts'

/** A guild's overlay of one paper: its own paper, or only the mark that a shipped one was removed here. */
export const guildPapers = defineKind({
  name: 'papers',
  version: 1,
  schema: z.strictObject({
    paper: Paper.nullable(),
    /** Milliseconds since the epoch, or null while the paper is in the library. */
    removedAt: z.number().int().nullable(),
  }),
})
export type GuildPaper = z.infer<typeof guildPapers.schema>

/** What one guild sees of the library. */
export interface GuildView {
  /** In the order in which members see them: shipped first, then the guild's own by id. */
  readonly papers: readonly Paper[]
  /** Papers that a moderator removed and can restore. */
  readonly removed: readonly Paper[]
  /** The guild's documents by the paper's id. */
  readonly overlay: ReadonlyMap<string, GuildPaper>
  /** The key points of the papers of its own; undefined while it has none, so that such a guild costs next to nothing. */
  readonly ownIndex: LookupIndex | undefined
  /** Whether all its documents could be read. */
  readonly isWhole: boolean
}

/** The library of a guild that changed nothing. */
export function shippedView(shipped: readonly Paper[]): GuildView {
  return { papers: shipped, removed: [], overlay: new Map(), ownIndex: undefined, isWhole: true }
}

/** Lays a guild's documents over the shipped papers. */
export function layOver(shipped: readonly Paper[], overlay: ReadonlyMap<string, GuildPaper>): GuildView {
  return withOverlay(shippedView(shipped), shipped, overlay)
}

/** The view after one document was written; of the index only the key points that differ are touched. */
export function revise(view: GuildView, shipped: readonly Paper[], id: string, document: GuildPaper): GuildView {
  const overlay = new Map([...view.overlay, [id, document] as const].sort(([a], [b]) => (a < b ? -1 : 1)))
  return withOverlay(view, shipped, overlay)
}

function withOverlay(view: GuildView, shipped: readonly Paper[], overlay: ReadonlyMap<string, GuildPaper>): GuildView {
  const all = [
    ...shipped.map((paper) => overlay.get(paper.id)?.paper ?? paper),
    ...[...overlay].flatMap(([id, { paper }]) => (paper && !shipped.some((one) => one.id === id) ? [paper] : [])),
  ]
  const isRemoved = (paper: Paper) => overlay.get(paper.id)?.removedAt != null
  const papers = all.filter((paper) => !isRemoved(paper))
  const ownIndex = indexed(view.ownIndex, ownPapers(view), ownPapers({ papers, overlay }))
  return { papers, removed: all.filter(isRemoved), overlay, ownIndex, isWhole: view.isWhole }
}

function ownPapers({ papers, overlay }: Pick<GuildView, 'papers' | 'overlay'>): Paper[] {
  return papers.filter((paper) => overlay.get(paper.id)?.paper)
}

/** Brings an index from some papers to others; it is made when the first comes, and kept from then on. */
function indexed(
  index: LookupIndex | undefined,
  before: readonly Paper[],
  after: readonly Paper[],
): LookupIndex | undefined {
  const changed = after.filter((paper) => !before.includes(paper))
  const gone = before.filter((paper) => !after.includes(paper))
  if (changed.length === 0 && gone.length === 0) return index
  const old = new Map(gone.flatMap(entriesOf).map((entry) => [entry.id, entry]))
  const entries = changed.flatMap(entriesOf)
  const kept = new Set(entries.map(({ id }) => id))
  const made = index ?? createLookupIndex([])
  made.remove([...old.keys()].filter((id) => !kept.has(id)))
  made.add(entries.filter((entry) => !isDeepStrictEqual(entry, old.get(entry.id))))
  return made
}
