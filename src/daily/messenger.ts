import type { DocumentStore, Key } from '../store/document-store.ts'
import { createDueIndex } from './due-index.ts'
import type { DailyLogger } from './logger.ts'
import { nonceOfNotice, noticeOf, notices, planNotice, type StoredNotice } from './notice.ts'
import { type Poster, PosterError } from './poster.ts'
import { retryDelay } from './retry-delay.ts'
import { schedules } from './schedule.ts'

const HOUR_MS = 3_600_000 // until somebody sets a moderators' channel, or opens it to the bot

/** Tells moderators what they are owed, and tries again until it is delivered. */
export interface Messenger {
  /** Reads what is owed from the store. */
  load(): Promise<void>
  /** Begins to deliver a notice that was just written down, if there is one under this key. */
  send(key: Key<StoredNotice>): void
  /** Begins all that is due at `now`. */
  tick(now: number): void
  idle(): Promise<void>
}

export function createMessenger(parts: {
  store: DocumentStore
  poster: Poster
  clock: () => number
  logger: DailyLogger
}): Messenger {
  const { store, poster, clock, logger } = parts
  const owed = createDueIndex<Key<StoredNotice>>()
  const underWay = new Map<string, Promise<void>>()

  function begin(key: Key<StoredNotice>): void {
    if (underWay.has(key.path)) return
    owed.set(key, clock()) // so that what breaks off is tried again
    const work = deliver(key)
      .catch((error) => logger.error({ notice: key.path, err: error }, 'a notice broke off, to be tried again'))
      .finally(() => underWay.delete(key.path))
    underWay.set(key.path, work)
  }

  async function deliver(key: Key<StoredNotice>): Promise<void> {
    const [guild = '', id = ''] = key.parts
    const [stored, schedule] = await Promise.all([store.read(key), store.read(schedules.key(guild, id))])
    const deed = stored && planNotice(clock(), stored, schedule)
    if (stored && deed === 'send') await tell(guild, key, stored)
    else if (deed === 'drop') await store.remove(key)
    owed.set(key, (await store.read(key))?.nextTryAt)
  }

  async function tell(guild: string, key: Key<StoredNotice>, stored: StoredNotice): Promise<void> {
    await postpone(key, retryDelay(stored.attempts + 1), stored.attempts + 1)
    try {
      const isTold = await poster.notifyModerators(guild, noticeOf(key, stored), nonceOfNotice(key))
      if (isTold) await store.remove(key)
      else await postpone(key, HOUR_MS)
    } catch (error) {
      if (!(error instanceof PosterError)) throw error
      logger.warn({ notice: key.path, err: error }, 'moderators could not be told; trying again')
      await postpone(key, waitAfter(error, stored.attempts + 1))
    }
  }

  function postpone(key: Key<StoredNotice>, ms: number, attempts?: number): Promise<void> {
    const nextTryAt = clock() + ms
    return store.update([key], ([stored]) => {
      if (stored) Object.assign(stored, { nextTryAt, ...(attempts !== undefined && { attempts }) })
    })
  }

  return {
    async load() {
      for (const key of await store.list(notices)) owed.set(key, 0)
    },
    send: begin,
    tick(now) {
      for (const key of owed.due(now)) begin(key)
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay.values())
    },
  }
}

function waitAfter(error: PosterError, attempts: number): number {
  const mayPass = error.reason === 'try-later' || error.reason === 'outcome-unknown'
  return mayPass ? Math.max(retryDelay(attempts), error.retryAfterMs ?? 0) : HOUR_MS
}
