import { createHash } from 'node:crypto'
import { z } from 'zod'
import { defineKind, type Key } from '../store/document-store.ts'
import { type Delivery, NONCE_CHARACTERS, partsOf, REASONS } from './delivery.ts'
import type { Notice } from './poster.ts'
import type { Schedule } from './schedule.ts'

const HOUR_MS = 3_600_000
const OWED_FOR_MS = 7 * 24 * HOUR_MS // by then `/daily list` has told it better
const STOCK_LEVELS = [0, 3, 7] // posts left without a repetition

const Instant = z.number().int() // milliseconds since the epoch

/** What moderators are still to be told: written together with what it tells of, and removed once it is delivered. */
export const notices = defineKind({
  name: 'notices',
  version: 1,
  schema: z.strictObject({
    told: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.enum(['paused', 'unknown']), channel: z.string(), reason: z.enum(REASONS) }),
      z.strictObject({ kind: z.literal('stock'), channel: z.string(), posts: z.number().int().min(0) }),
    ]),
    since: Instant,
    attempts: z.number().int(),
    nextTryAt: Instant,
  }),
})
export type StoredNotice = z.infer<typeof notices.schema>

export function storedNotice(told: StoredNotice['told'], now: number): StoredNotice {
  return { told, since: now, attempts: 0, nextTryAt: now }
}

export function noticeOf(key: Key<StoredNotice>, { told }: StoredNotice): Notice {
  return { ...told, schedule: key.parts[1] ?? '' }
}

export function pausedNoticeKey(schedule: Key<Schedule>, now: number): Key<StoredNotice> {
  return notices.key(...schedule.parts, `paused-${now}`)
}

export function unknownNoticeKey(delivery: Key<Delivery>): Key<StoredNotice> {
  const { guild, schedule, date } = partsOf(delivery)
  return notices.key(guild, schedule, `unknown-${date}`)
}

export function stockNoticeKey(schedule: Key<Schedule>, level: number, now: number): Key<StoredNotice> {
  return notices.key(...schedule.parts, `stock-${level}-${now}`)
}

/** Always the same, so that Discord knows a repeated request. */
export function nonceOfNotice(key: Key<StoredNotice>): string {
  return createHash('sha256').update(key.path).digest('base64url').slice(0, NONCE_CHARACTERS)
}

/** What is to be done about a notice at `now`; pure. `drop` is for what is no longer so, or too old to help. */
export function planNotice(
  now: number,
  { told, since, nextTryAt }: StoredNotice,
  schedule: Schedule | undefined,
): 'send' | 'wait' | 'drop' {
  if (!schedule || schedule.removedAt !== null || now - since > OWED_FOR_MS) return 'drop'
  if (told.kind === 'paused' && schedule.paused === null) return 'drop'
  return nextTryAt <= now ? 'send' : 'wait'
}

/** The level that so many posts without a repetition have come down to; undefined above all of them. */
export function stockLevel(posts: number): number | undefined {
  return STOCK_LEVELS.find((level) => posts <= level)
}
