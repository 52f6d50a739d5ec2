import { createHash } from 'node:crypto'
import { z } from 'zod'
import { defineKind, type Key } from '../store/document-store.ts'

/** Why a delivery was not posted, or a schedule is paused; the catalogue has the words under `daily.reasons`. */
export const REASONS = [
  'by-moderator',
  'missing-permission',
  'unknown-channel',
  'left-guild',
  'no-questions',
  'too-late',
  'try-later',
  'outcome-unknown',
  'refused',
  'skipped-once',
  'post-gone',
  'too-many-pins',
] as const
export type Reason = (typeof REASONS)[number]

export const DELIVERY_STATES = ['planned', 'posting', 'posted', 'closed', 'skipped', 'failed', 'unknown'] as const

const Instant = z.number().int() // milliseconds since the epoch

/** One request to the outside, recorded so that it can be tried again alone. */
const Step = z.strictObject({
  attempts: z.number().int(),
  nextTryAt: Instant,
  /** Start of the first try of which it is not known whether it was carried out; null when there is none. */
  inDoubtSince: Instant.nullable(),
})
export type Step = z.infer<typeof Step>

/** What a post may have besides itself: each is done, tried again and told alone, and none holds up another. */
export const EXTRAS = ['thread', 'pin', 'recap'] as const
export type Extra = (typeof EXTRAS)[number]

const ExtraStep = Step.extend({
  /** `off` is not wished for; `done` and `failed` are final. */
  state: z.enum(['off', 'owed', 'done', 'failed']),
  /** Why it failed, or the last trouble. */
  reason: z.enum(REASONS).nullable(),
})
export type ExtraStep = z.infer<typeof ExtraStep>

/** `all` shows the questions in the post, `one` opens a hidden run, one question at a time. */
export const MODES = ['all', 'one'] as const

/** What became of a slot (last key part: its local date) or of one `/daily post` (`m-INTERACTION`). */
export const deliveries = defineKind({
  name: 'deliveries',
  version: 2,
  schema: z.strictObject({
    /**
     * `planned` is certainly not posted yet, `posting` was begun and may be. `closed`, `skipped` and `failed` are
     * final; `unknown` too, unless a click on the post proves that it is there.
     */
    state: z.enum(DELIVERY_STATES),
    /** Why it is skipped, failed or unknown; in other states the last trouble, if any. */
    reason: z.enum(REASONS).nullable(),
    channel: z.string().min(1),
    /** The role that the post pings. */
    role: z.string().nullable(),
    mode: z.enum(MODES),
    slotAt: Instant,
    plannedAt: Instant,
    /** Not posted after this instant: the slot and the schedule's window. */
    deadline: Instant,
    closesAt: Instant,
    /** 第 N 期; null until the first try. */
    number: z.number().int().min(1).nullable(),
    isLate: z.boolean(),
    message: z.string().nullable(),
    postedAt: Instant.nullable(),
    steps: z.strictObject({ post: Step, close: Step, thread: ExtraStep, pin: ExtraStep, recap: ExtraStep }),
  }),
  migrate: (data) => withExtras(data as { steps: object }), // version 1, and what comes of it is validated
})
export type Delivery = z.infer<typeof deliveries.schema>
/** A delivery with the last part of its key: the local date, or `m-INTERACTION` for `/daily post`. */
export type GuildDelivery = Delivery & { readonly date: string }

export const MANUAL_PREFIX = 'm-'
const ROUND_ID = /^d-([a-z0-9]{1,20})-([a-z0-9-]{1,40})$/
export const NONCE_CHARACTERS = 24 // Discord takes 25

/** Guild, schedule and last part (date or `m-INTERACTION`) of a delivery's key. */
export function partsOf(key: Key<Delivery>): { guild: string; schedule: string; date: string } {
  const [guild = '', schedule = '', date = ''] = key.parts
  return { guild, schedule, date }
}

export function isManual(key: Key<Delivery>): boolean {
  return partsOf(key).date.startsWith(MANUAL_PREFIX)
}

/** Id of a delivery's round: it names the delivery, so that a click leads back to it without a search. */
export function roundIdOf(schedule: string, date: string): string {
  return `d-${schedule}-${date}`
}

/** Schedule and date of a delivery's round id; undefined for a round of another sort. */
export function deliveryOfRound(roundId: string): { schedule: string; date: string } | undefined {
  const [, schedule, date] = ROUND_ID.exec(roundId) ?? []
  return schedule && date ? { schedule, date } : undefined
}

/** A step as it begins. */
export function extraStep(isWished: boolean): ExtraStep {
  return { attempts: 0, nextTryAt: 0, inDoubtSince: null, state: isWished ? 'owed' : 'off', reason: null }
}

function withExtras(data: { steps: object }): unknown {
  const off = { thread: extraStep(false), pin: extraStep(false), recap: extraStep(false) }
  return { ...data, role: null, mode: 'all', steps: { ...off, ...data.steps } }
}

/** The nonce of one step of a delivery: always the same, so that Discord knows a repeated request. */
export function nonceOf(key: Key<Delivery>, step: keyof Delivery['steps']): string {
  return createHash('sha256').update(`${key.path}/${step}`).digest('base64url').slice(0, NONCE_CHARACTERS)
}
