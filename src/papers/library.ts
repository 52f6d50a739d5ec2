import { setImmediate as nextTurn } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import { type Completion, complete } from '../lookup/complete.ts'
import {
  createLookupIndex,
  type LookupAnswer,
  type LookupIndex,
  type LookupOptions,
  type LookupResult,
  leadingTerms,
  lookUp,
  prepareLookUp,
  similarTo,
} from '../lookup/lookup.ts'
import type { DocumentStore } from '../store/document-store.ts'
import { createReadEach, type ErrorLogger } from '../store/read-each.ts'
import { type GuildPaper, type GuildView, guildPapers, layOver, revise, shippedView } from './guild-view.ts'
import { entriesOf } from './lookup-entries.ts'
import type { KeyPoint, Paper } from './paper.ts'
import type { GuildTerms } from './terms.ts'

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
  /** Key points that say much of what another one says, best first. */
  similar(guild: string, keyPoint: string, wish: LookupWish): Promise<readonly LookupResult[]>
  /** A few central terms of what a guild may look up, for who found nothing. */
  leadingTerms(guild: string, wish: LookupWish): Promise<readonly string[]>
  /** Gets lookups ready paper by paper, giving way to others in between; one that comes sooner does the rest itself. */
  prepareLookups(): Promise<void>
  /** Drops what is in memory of a guild, since its documents were removed. */
  forget(guild: string): void
}

/** At most `limit` results: of one paper, one kind of key point, one section and those below it, where they are given. */
export interface LookupWish {
  readonly limit: number
  readonly paper?: string | undefined
  readonly kind?: KeyPoint['kind'] | undefined
  /** Id of a section of `paper`. */
  readonly section?: string | undefined
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
  terms,
  logger,
}: {
  shipped: readonly Paper[]
  store: DocumentStore
  terms: GuildTerms
  logger?: ErrorLogger
}): Library {
  const readEach = createReadEach({ store, logger })
  const shippedIndex = createLookupIndex([])
  const notIndexed = shipped.flatMap(entriesOf) // to index them takes as long as the rest of a start, so nobody waits for it there
  const withoutOverlay = shippedView(shipped)
  const views = new LRUCache<string, Promise<GuildView>>({ max: MAX_GUILDS_IN_MEMORY })

  function view(guild: string): Promise<GuildView> {
    return views.get(guild) ?? remember(guild, load(guild))
  }

  function remember(guild: string, loading: Promise<GuildView>): Promise<GuildView> {
    views.set(guild, loading)
    loading.then(
      ({ isWhole }) => {
        if (!isWhole && views.peek(guild) === loading) views.set(guild, loading, { ttl: RETRY_UNREADABLE_MS })
      },
      () => {
        if (views.peek(guild) === loading) views.delete(guild)
      },
    )
    return loading
  }

  async function load(guild: string): Promise<GuildView> {
    const keys = await store.list(guildPapers, guild)
    if (keys.length === 0) return withoutOverlay
    const { found, unreadable } = await readEach(keys)
    const overlay = new Map(found.map(({ key, document }) => [key.parts.at(-1) ?? '', document]))
    return { ...layOver(shipped, overlay), isWhole: unreadable === 0 }
  }

  /**
   * Changes a guild's document of one paper; what members see follows before this resolves. The recipe returns
   * undefined when there is nothing to change.
   */
  async function change(
    guild: string,
    id: string,
    recipe: (document: GuildPaper | undefined) => GuildPaper | undefined,
  ): Promise<boolean> {
    const written = await store.update([guildPapers.key(guild, id)], (documents) => {
      const after = recipe(documents[0])
      if (after) documents[0] = after
      return after
    })
    const known = views.get(guild)
    if (written && known)
      await remember(
        guild,
        known.then((seen) => revise(seen, shipped, id, written)),
      )
    return written !== undefined
  }

  function indexNext(): void {
    shippedIndex.add(notIndexed.splice(0, ENTRIES_PER_TURN))
  }

  return {
    shipped,
    papers: async (guild) => (await view(guild)).papers,
    removed: async (guild) => (await view(guild)).removed,

    publish: async (guild, paper) => void (await change(guild, paper.id, () => ({ paper, removedAt: null }))),

    remove: (guild, id, now) =>
      change(guild, id, (document) => {
        if (document ? document.removedAt !== null : !shipped.some((paper) => paper.id === id)) return undefined
        return { paper: document?.paper ?? null, removedAt: now }
      }),

    restore: (guild, id) =>
      change(guild, id, (document) =>
        document && document.removedAt !== null ? { ...document, removedAt: null } : undefined,
      ),

    async lookUp(guild, query, wish) {
      const { indexes, options } = await scope(guild, wish)
      return lookUp(indexes, query, options)
    },
    async complete(guild, typed, wish) {
      const { indexes, options } = await scope(guild, wish)
      return complete(indexes, typed, options)
    },
    async similar(guild, keyPoint, wish) {
      const { indexes, options } = await scope(guild, wish)
      return similarTo(indexes, keyPoint, options)
    },
    async leadingTerms(guild, wish) {
      const { indexes, options } = await scope(guild, wish)
      return leadingTerms(indexes, wish.limit, options)
    },

    async prepareLookups() {
      while (notIndexed.length > 0) {
        await nextTurn()
        indexNext()
      }
      for (const _ of prepareLookUp([shippedIndex])) await nextTurn()
    },
    forget: (guild) => views.delete(guild),
  }

  /** The indexes of a guild, with what of them it may see. */
  async function scope(
    guild: string,
    { paper, ...wish }: LookupWish,
  ): Promise<{ indexes: LookupIndex[]; options: LookupOptions }> {
    const [{ papers, ownIndex }, own] = await Promise.all([view(guild), terms.of(guild)])
    while (notIndexed.length > 0) indexNext()
    const visible = new Set(papers.map((one) => one.id))
    const overlaid = new Set(ownIndex?.papers())
    const accepts = (id: string, index: LookupIndex) =>
      visible.has(id) && (paper === undefined || id === paper) && (index === ownIndex || !overlaid.has(id))
    return {
      indexes: ownIndex ? [shippedIndex, ownIndex] : [shippedIndex],
      options: { ...wish, accepts, terms: own },
    }
  }
}
