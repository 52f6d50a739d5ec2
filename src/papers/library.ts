import { setImmediate as nextTurn } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { type Completion, complete } from '../lookup/complete.ts'
import {
  createLookupIndex,
  type LookupAnswer,
  type LookupIndex,
  type LookupOptions,
  lookUp,
  prepareLookUp,
} from '../lookup/lookup.ts'
import { type DocumentStore, defineKind } from '../store/document-store.ts'
import { createReadEach, type ErrorLogger } from '../store/read-each.ts'
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

/** The papers that each guild sees: the shipped ones, with the guild's overlay laid over them. */
export interface Library {
  readonly shipped: readonly Paper[]
  /** In the order in which members see them: shipped first, then the guild's own by id. */
  papers(guild: string): Promise<readonly Paper[]>
  /** Papers that a moderator removed and can restore. */
  removed(guild: string): Promise<readonly Paper[]>
  publish(guild: string, paper: Paper): Promise<void>
  /** Takes a paper out of a guild's library; resolves with false when it was not in it. */
  remove(guild: string, paper: string, now: number): Promise<boolean>
  /** Puts a removed paper back; resolves with false when it was not removed. */
  restore(guild: string, paper: string): Promise<boolean>
  lookUp(guild: string, query: string, wish: LookupWish): Promise<LookupAnswer>
  /** What somebody who is still typing a query may want. */
  complete(guild: string, typed: string, wish: LookupWish): Promise<readonly Completion[]>
  /** Gets lookups ready paper by paper, giving way to others in between; one that comes sooner does the rest itself. */
  prepareLookups(): Promise<void>
}

/** At most `limit` results, of one paper when it is given. */
export interface LookupWish {
  readonly limit: number
  readonly paper?: string | undefined
}

interface GuildView {
  papers: readonly Paper[]
  removed: readonly Paper[]
  ownIndex: LookupIndex | undefined
  /** Whether all its documents could be read. */
  isWhole: boolean
}

/** A server's own papers; a bound on what one server can make the bot keep in memory. */
export const MAX_GUILD_PAPERS = 200
const ENTRIES_PER_TURN = 25 // a few milliseconds
const MAX_GUILDS_IN_MEMORY = 5_000 // a view without own papers is a few hundred bytes

const RETRY_UNREADABLE_MS = 60_000 // a disk that was busy, or an operator who put the file right

/** A document that cannot be read is logged and left out: the rest of its guild's library stands. */
export function createLibrary({
  shipped,
  store,
  logger,
}: {
  shipped: readonly Paper[]
  store: DocumentStore
  logger?: ErrorLogger
}): Library {
  const readEach = createReadEach({ store, logger })
  const shippedIndex = createLookupIndex([])
  const notIndexed = shipped.flatMap(entriesOf) // to index them takes as long as the rest of a start, so nobody waits for it there
  const withoutOverlay: GuildView = { papers: shipped, removed: [], ownIndex: undefined, isWhole: true }
  const views = new LRUCache<string, Promise<GuildView>>({ max: MAX_GUILDS_IN_MEMORY })

  function view(guild: string): Promise<GuildView> {
    const known = views.get(guild)
    if (known) return known
    const loading = load(guild)
    views.set(guild, loading)
    loading.then(
      ({ isWhole }) => {
        if (!isWhole && views.peek(guild) === loading) views.set(guild, loading, { ttl: RETRY_UNREADABLE_MS })
      },
      () => views.delete(guild),
    )
    return loading
  }

  async function load(guild: string): Promise<GuildView> {
    const keys = await store.list(guildPapers, guild)
    if (keys.length === 0) return withoutOverlay
    const { found, unreadable } = await readEach(keys)
    const overlay = new Map(found.map(({ key, document }) => [key.parts.at(-1) ?? '', document]))
    const all = [
      ...shipped.map((paper) => overlay.get(paper.id)?.paper ?? paper),
      ...[...overlay].flatMap(([id, { paper }]) => (paper && !shipped.some((one) => one.id === id) ? [paper] : [])),
    ]
    const isRemoved = (paper: Paper) => overlay.get(paper.id)?.removedAt != null
    const papers = all.filter((paper) => !isRemoved(paper))
    const own = papers.filter((paper) => overlay.get(paper.id)?.paper)
    return {
      papers,
      removed: all.filter(isRemoved),
      ownIndex: own.length > 0 ? createLookupIndex(own.flatMap(entriesOf)) : undefined,
      isWhole: unreadable === 0,
    }
  }

  function indexNext(): void {
    shippedIndex.add(notIndexed.splice(0, ENTRIES_PER_TURN))
  }

  return {
    shipped,
    papers: async (guild) => (await view(guild)).papers,
    removed: async (guild) => (await view(guild)).removed,

    async publish(guild, paper) {
      await store.update([guildPapers.key(guild, paper.id)], (documents) => {
        documents[0] = { paper, removedAt: null }
      })
      views.delete(guild)
    },

    async remove(guild, id, now) {
      const isShipped = shipped.some((paper) => paper.id === id)
      const done = await store.update([guildPapers.key(guild, id)], (documents) => {
        const [document] = documents
        if (document ? document.removedAt !== null : !isShipped) return false
        if (document) document.removedAt = now
        else documents[0] = { paper: null, removedAt: now }
        return true
      })
      views.delete(guild)
      return done
    },

    async restore(guild, id) {
      const done = await store.update([guildPapers.key(guild, id)], ([document]) => {
        if (!document || document.removedAt === null) return false
        document.removedAt = null
        return true
      })
      views.delete(guild)
      return done
    },

    async lookUp(guild, query, wish) {
      const { indexes, options } = await scope(guild, wish)
      return lookUp(indexes, query, options)
    },
    async complete(guild, typed, wish) {
      const { indexes, options } = await scope(guild, wish)
      return complete(indexes, typed, options)
    },

    async prepareLookups() {
      while (notIndexed.length > 0) {
        await nextTurn()
        indexNext()
      }
      for (const _ of prepareLookUp([shippedIndex])) await nextTurn()
    },
  }

  /** The indexes of a guild, with what of them it may see. */
  async function scope(
    guild: string,
    { limit, paper }: LookupWish,
  ): Promise<{ indexes: LookupIndex[]; options: LookupOptions }> {
    const { papers, ownIndex } = await view(guild)
    while (notIndexed.length > 0) indexNext()
    const visible = new Set(papers.map((one) => one.id))
    const overlaid = new Set(ownIndex?.papers())
    const accepts = (id: string, index: LookupIndex) =>
      visible.has(id) && (paper === undefined || id === paper) && (index === ownIndex || !overlaid.has(id))
    return { indexes: ownIndex ? [shippedIndex, ownIndex] : [shippedIndex], options: { limit, accepts } }
  }
}
