import type { Round } from '../quiz/round.ts'
import type { Reason } from './delivery.ts'

/** What `daily` needs of the place where it posts; `discord` implements it. Every call settles in seconds. */
export interface Poster {
  /** Posts the round and resolves with the message id; the same nonce within minutes posts once. Throws PosterError. */
  post(post: DailyPost, nonce: string): Promise<string>
  /** Edits the post to show how many members answered so far, or its closing form. Throws PosterError. */
  edit(post: DailyPost, message: string, state: PostState): Promise<void>
  /**
   * Looks for the post of this round in the channel's history from `since` (milliseconds since the epoch) on; resolves
   * with the message id, or undefined when it is not there. Throws PosterError: `history-hidden` when it may not read.
   */
  find(post: DailyPost, since: number): Promise<string | undefined>
  notifyModerators(guild: string, notice: Notice): Promise<void>
}

export type PostState = { readonly kind: 'open'; readonly members: number } | { readonly kind: 'closed' }

/** One delivery with its round, ready to be shown. Instants are milliseconds since the epoch. */
export interface DailyPost {
  readonly guild: string
  readonly channel: string
  readonly schedule: string
  /** Last part of the delivery's key: the local date, or `m-INTERACTION` for `/daily post`. */
  readonly delivery: string
  readonly roundId: string
  readonly round: Round
  readonly number: number
  readonly slotAt: number
  /** Local date of the slot, YYYY-MM-DD; undefined for `/daily post`. */
  readonly date: string | undefined
  readonly isLate: boolean
  readonly closesAt: number
}

/** What moderators are told: a schedule was paused, or it is not known whether a post arrived. */
export interface Notice {
  readonly kind: 'paused' | 'unknown'
  readonly schedule: string
  readonly channel: string
  readonly reason: Reason
}

export type PosterReason =
  | 'missing-permission'
  | 'unknown-channel'
  | 'unknown-message'
  | 'left-guild'
  /** Not carried out for sure, and may work later: 5xx, 429, no connection. */
  | 'try-later'
  /** May have been carried out: time-out, connection dropped after sending. */
  | 'outcome-unknown'
  /** Discord's 30046: too many edits of an old message. */
  | 'edit-limit'
  | 'history-hidden'
  /** Discord's 400: our bug. */
  | 'refused'

/** Why the poster could not do it. */
export class PosterError extends Error {
  override name = 'PosterError'
  readonly reason: PosterReason
  /** How long Discord asks to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined

  constructor(reason: PosterReason, options: { cause?: unknown; retryAfterMs?: number | undefined } = {}) {
    super(reason, { cause: options.cause })
    this.reason = reason
    this.retryAfterMs = options.retryAfterMs
  }
}
