import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { type OwnTerms, parseTerms } from '../lookup/own-terms.ts'
import { type DocumentStore, defineKind } from '../store/document-store.ts'
import { createReadEach, type ErrorLogger } from '../store/read-each.ts'

export const MAX_TERMS_CHARACTERS = 4_000 // Discord: value of a text input

/** The words that a guild's moderators added for its lookups, as they wrote them. */
export const termLists = defineKind({
  name: 'terms',
  version: 1,
  schema: z.strictObject({
    text: z.string().max(MAX_TERMS_CHARACTERS),
    /** The text before the last change, to which one can go back. */
    before: z.string().max(MAX_TERMS_CHARACTERS),
  }),
})

/** The words of each guild, kept beside the shipped glossary. */
export interface GuildTerms {
  /** Ready for lookups; undefined where a guild has none. */
  of(guild: string): Promise<OwnTerms | undefined>
  /** As the moderators wrote it; empty where they did not. */
  text(guild: string): Promise<string>
  /** Holds from the next lookup on; resolves with the text before. */
  change(guild: string, text: string): Promise<string>
  /** Goes back to the text before; resolves with false when the text is no longer the one with this mark. */
  undo(guild: string, mark: string): Promise<boolean>
  /** Drops what is in memory of a guild, since its documents were removed. */
  forget(guild: string): void
}

const MAX_GUILDS_IN_MEMORY = 1_000 // a full list is some 100 KB

/** A short mark by which a text is known again: 12 of `[a-f0-9]`. */
export function markOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

/** A list that cannot be read is logged, and lookups do without it. */
export function createGuildTerms({ store, logger }: { store: DocumentStore; logger?: ErrorLogger }): GuildTerms {
  const readEach = createReadEach({ store, logger })
  const parsed = new LRUCache<string, Promise<OwnTerms | undefined>>({ max: MAX_GUILDS_IN_MEMORY })

  async function load(guild: string): Promise<OwnTerms | undefined> {
    const { found } = await readEach([termLists.key(guild)])
    const terms = parseTerms(found[0]?.document.text ?? '')
    return terms.lines > 0 ? terms : undefined
  }

  return {
    text: async (guild) => (await store.read(termLists.key(guild)))?.text ?? '',
    of(guild) {
      const known = parsed.get(guild)
      if (known) return known
      const loading = load(guild)
      parsed.set(guild, loading)
      loading.catch(() => parsed.delete(guild))
      return loading
    },
    async change(guild, after) {
      const before = await store.update([termLists.key(guild)], (documents) => {
        const now = documents[0]?.text ?? ''
        if (after !== now) documents[0] = { text: after, before: now }
        return now
      })
      parsed.delete(guild)
      return before
    },
    async undo(guild, mark) {
      const done = await store.update([termLists.key(guild)], (documents) => {
        const [now] = documents
        if (!now || markOf(now.text) !== mark) return false
        documents[0] = { text: now.before, before: now.text }
        return true
      })
      parsed.delete(guild)
      return done
    },
    forget: (guild) => parsed.delete(guild),
  }
}
