import type { DocumentStore, Key, Kind } from '../store/document-store.ts'
import { departures, recordDeparture, recordReturn } from './departures.ts'
import { guildKeys } from './guild-keys.ts'
import { isOver, KEPT_DAYS, RETENTIONS } from './retention.ts'

const MAX_REMOVED = 5_000 // in one run; the next goes on
const AT_ONCE = 100

export interface SweepParts {
  readonly store: DocumentStore
  /** Every kind of document; the first part of each key is the guild. */
  readonly kinds: readonly Kind<unknown>[]
  /** Whether the bot is in the guild, be it in an outage just now. */
  readonly isInGuild: (guild: string) => boolean
  /** Told of a guild that had been left and is there again. */
  readonly onReturn: (guild: string) => Promise<void>
  /** Drops what is in memory of a guild. */
  readonly forget: (guild: string) => void
  readonly onFailure: (details: object, error: unknown) => void
  readonly isStopped: () => boolean
  /** Whether what was removed or overwritten otherwise is to be erased for good, too. */
  readonly isThorough: boolean
}

/** What one run did. */
export interface Swept {
  readonly removed: number
  /** Whether nothing is left to remove. */
  readonly isDone: boolean
}

/**
 * Removes what was kept long enough, in all guilds, and everything of guilds that were left long enough ago; writes down
 * which have been left, or are there again. What is removed is erased for good. At most `max` documents in one run.
 */
export async function sweep(parts: SweepParts, now: number, max = MAX_REMOVED): Promise<Swept> {
  const run = createRun(parts, now, max)
  for (const guild of await guildsOf(parts)) {
    if (parts.isStopped()) break
    try {
      await run.sweepGuild(guild)
    } catch (error) {
      parts.onFailure({ guild }, error)
    }
  }
  return run.end()
}

/** All guilds of which there may be documents. */
async function guildsOf({ store, kinds }: SweepParts): Promise<string[]> {
  const lists: string[][] = []
  for (const kind of kinds) lists.push(await store.listFirstParts(kind))
  return [...new Set(lists.flat())]
}

function createRun(parts: SweepParts, now: number, max: number) {
  const { store, kinds } = parts
  const purged: Key<unknown>[] = []
  let removed = 0

  async function purge(guild: string): Promise<void> {
    let isWhole = true
    for (const kind of kinds) {
      if (kind.name === departures.name) continue // it goes last: as long as it is there, a purge is not done
      const keys = await guildKeys(store, kind, guild)
      isWhole = (await each(keys, (key) => removeAny(store, key))) && isWhole
    }
    parts.forget(guild)
    if (isWhole) purged.push(departures.key(guild))
  }

  /** One that cannot be removed does not stop the others. Resolves with whether all were tried, and none failed. */
  async function each(
    keys: readonly Key<unknown>[],
    remove: (key: Key<unknown>) => Promise<boolean>,
  ): Promise<boolean> {
    let isWhole = true
    const removeOne = async (key: Key<unknown>) => {
      try {
        if (await remove(key)) removed += 1
      } catch (error) {
        isWhole = false
        parts.onFailure({ document: key.path }, error)
      }
    }
    const left = [...keys]
    while (left.length > 0 && hasRoom())
      await Promise.all(left.splice(0, Math.min(AT_ONCE, max - removed)).map(removeOne))
    return isWhole && left.length === 0
  }

  function hasRoom(): boolean {
    return removed < max && !parts.isStopped()
  }

  return {
    async sweepGuild(guild: string): Promise<void> {
      if (!parts.isInGuild(guild)) {
        const since = await recordDeparture(store, guild, now)
        if (isOver(since, KEPT_DAYS.leftServer, now)) return purge(guild)
      } else if (await recordReturn(store, guild)) await parts.onReturn(guild)
      for (const { candidates, remove } of RETENTIONS)
        await each(await candidates(store, guild, now), (key) => remove(store, key, now))
    },
    async end(): Promise<Swept> {
      if (parts.isThorough || removed > 0 || purged.length > 0) await store.erase(purged)
      return { removed, isDone: hasRoom() }
    },
  }
}

/** Removes a document; resolves with whether there was one. */
function removeAny(store: DocumentStore, key: Key<unknown>): Promise<boolean> {
  return store.update([key], (documents) => {
    const wasThere = documents[0] !== undefined
    documents[0] = undefined
    return wasThere
  })
}
