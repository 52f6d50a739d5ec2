import { deliveryOfRound, MANUAL_PREFIX } from '../daily/delivery.ts'
import { schedules } from '../daily/schedule.ts'
import { liveStarts } from '../live/live-round.ts'
import { drafts } from '../papers/draft.ts'
import { openedAtOf } from '../quiz/private-round-id.ts'
import { isClosed, rounds } from '../quiz/round.ts'
import type { DocumentStore, Key, Kind } from '../store/document-store.ts'

import { guildKeys } from './guild-keys.ts'

const DAY_MS = 86_400_000
const LOOKED_BACK_DAYS = 30 // a post takes answers for a week
const DISCORD_EPOCH = 1_420_070_400_000
const SNOWFLAKE_TIME_BITS = 22n // the bits below the time of a Discord id

/** For how many days each of these is kept; what is not named here stays until it is deleted. */
export const KEPT_DAYS = {
  /** A private round, from when it was opened. */
  ownRounds: 90,
  /** Who started live rounds, from the last start in that guild. */
  liveStarts: 1,
  /** A draft, from when it was last saved. */
  drafts: 30,
  /** A removed schedule, which can be restored so long. */
  removedSchedules: 30,
  /** All that belongs to a server, from when Yandu left it. */
  leftServer: 30,
} as const

/** Whether so many days have gone by since an instant in milliseconds since the epoch. */
export function isOver(since: number, days: number, now: number): boolean {
  return now - since > days * DAY_MS
}

/** Removes what one kind of document has kept long enough. */
export interface Retention {
  readonly kind: Kind<unknown>
  /** The keys of a guild's documents that may have been kept long enough. */
  candidates(store: DocumentStore, guild: string, now: number): Promise<Key<unknown>[]>
  /** Removes the document if its time is over; resolves with whether it did. */
  remove(store: DocumentStore, key: Key<unknown>, now: number): Promise<boolean>
}

function retention<T>(rule: {
  kind: Kind<T>
  /** What the key alone tells. */
  mayBeOver?: (parts: readonly string[], now: number) => boolean
  isOver(document: T, now: number): boolean
}): Retention {
  const { kind, mayBeOver = () => true } = rule
  return {
    kind,
    async candidates(store, guild, now) {
      return (await guildKeys(store, kind, guild)).filter((key) => mayBeOver(key.parts, now))
    },
    remove: (store, key, now) =>
      store.update([kind.key(...key.parts)], (documents) => {
        const document = documents[0] as T | undefined // a draft of it, which is only read
        if (document === undefined || !rule.isOver(document, now)) return false
        documents[0] = undefined
        return true
      }),
  }
}

/** Who may not answer again, in posts that take no answers any more. */
const spentMarks: Retention = {
  kind: rounds,
  candidates: async (store, guild, now) =>
    (await guildKeys(store, rounds, guild)).filter(({ parts: [, id = ''] }) => wasPostedLately(id, now)),
  remove: (store, key, now) =>
    store.update([rounds.key(...key.parts)], ([round]) => {
      if (!round?.spent || !isClosed(round, now)) return false
      delete round.spent
      return true
    }),
}

/** What the id of a post's round tells; one that does not say when may have been. */
function wasPostedLately(id: string, now: number): boolean {
  const date = deliveryOfRound(id)?.date
  if (date === undefined) return false
  const interaction = date.startsWith(MANUAL_PREFIX) ? date.slice(MANUAL_PREFIX.length) : ''
  const postedAt = /^\d{17,20}$/.test(interaction)
    ? Number(BigInt(interaction) >> SNOWFLAKE_TIME_BITS) + DISCORD_EPOCH
    : Date.parse(date)
  return Number.isNaN(postedAt) || !isOver(postedAt, LOOKED_BACK_DAYS, now)
}

export const RETENTIONS: readonly Retention[] = [
  spentMarks,
  retention({
    kind: rounds,
    mayBeOver: ([, id = ''], now) => isOver(openedAtOf(id) ?? now, KEPT_DAYS.ownRounds, now),
    isOver: ({ member, openedAt }, now) => member !== null && isOver(openedAt, KEPT_DAYS.ownRounds, now),
  }),
  retention({
    kind: liveStarts,
    isOver: ({ starts }, now) => starts.every(({ at }) => isOver(at, KEPT_DAYS.liveStarts, now)),
  }),
  retention({ kind: drafts, isOver: ({ savedAt }, now) => isOver(savedAt, KEPT_DAYS.drafts, now) }),
  retention({
    kind: schedules,
    isOver: ({ removedAt, open }, now) =>
      removedAt !== null && open.length === 0 && isOver(removedAt, KEPT_DAYS.removedSchedules, now),
  }),
]
