import { createHash } from 'node:crypto'
import { z } from 'zod'
import { LIVE_ROUND_PREFIX } from '../quiz/round.ts'
import { defineKind, type Key } from '../store/document-store.ts'

export const MAX_LIVE_QUESTIONS = 10
export const MIN_SECONDS = 10
export const MAX_SECONDS = 60
export const MAX_STARTS_AN_HOUR = 3 // of one member; a channel is for talking, too

const TIME_DIGITS = 9 // milliseconds in base 36, so that ids sort by time until the year 5188
const NONCE_CHARACTERS = 24 // Discord takes 25
const ROUND_ID = /^l-(\d{1,20})-[a-z0-9]{9}-[a-z0-9]{4}$/

const Instant = z.number().int() // milliseconds since the epoch

/** A live round that is going on in a channel (key: guild, channel); it goes when its board is posted. */
export const liveRounds = defineKind({
  name: 'live',
  version: 1,
  schema: z.strictObject({
    /** Id of the round with its questions and answers. */
    round: z.string().regex(ROUND_ID),
    startedBy: z.string().min(1),
    startedAt: Instant,
    /** How long each question can be answered. */
    seconds: z.number().int().min(1).max(MAX_SECONDS),
    total: z.number().int().min(1).max(MAX_LIVE_QUESTIONS),
    /** Whether somebody ended it before its last question. */
    isStopped: z.boolean(),
    /** Index of the question; `total` for the board behind the last one. */
    question: z.number().int().min(0).max(MAX_LIVE_QUESTIONS),
    /** How many questions were asked so far. */
    asked: z.number().int().min(0).max(MAX_LIVE_QUESTIONS),
    /** `posting` may or may not be there; `open` can be answered; `revealing` is over and shows its answer as soon as it can. */
    phase: z.enum(['posting', 'open', 'revealing']),
    message: z.string().nullable(),
    /** Until when answers count; null before the first try to post. */
    endsAt: Instant.nullable(),
    /** Since when this phase is due. */
    dueAt: Instant,
    attempts: z.number().int(),
    nextTryAt: Instant,
    /** Start of the first try of which it is not known whether it was carried out; null when there is none. */
    inDoubtSince: Instant.nullable(),
  }),
})
export type LiveRound = z.infer<typeof liveRounds.schema>

/** Who started live rounds in a guild within the last hour (key: guild). */
export const liveStarts = defineKind({
  name: 'live-starts',
  version: 1,
  schema: z.strictObject({ starts: z.array(z.strictObject({ member: z.string(), at: Instant })) }),
})

/** A new id; it names the channel, so that a click leads back to it without a search. */
export function liveRoundId(channel: string, now: number, random: string): string {
  return `${LIVE_ROUND_PREFIX}${channel}-${now.toString(36).padStart(TIME_DIGITS, '0')}-${random.slice(0, 4)}`
}

/** The channel of a live round's id; undefined for a round of another sort. */
export function channelOfRound(roundId: string): string | undefined {
  return ROUND_ID.exec(roundId)?.[1]
}

/** The nonce of one message of a round: always the same, so that Discord knows a repeated request. */
export function nonceOf({ round, question }: Pick<LiveRound, 'round' | 'question'>): string {
  return createHash('sha256').update(`live/${round}/${question}`).digest('base64url').slice(0, NONCE_CHARACTERS)
}

/** Guild and channel of a live round's key. */
export function placeOf(key: Key<LiveRound>): { guild: string; channel: string } {
  const [guild = '', channel = ''] = key.parts
  return { guild, channel }
}

/** Whether it is at the board behind its last question. */
export function isAtBoard({ question, total }: Pick<LiveRound, 'question' | 'total'>): boolean {
  return question >= total
}
