import type { Round } from '../quiz/round.ts'
import type { Delivery, Reason } from './delivery.ts'

/** What `daily` needs of the place where it posts; `discord` implements it. Every call settles in seconds. */
export interface Poster {
  /** Posts the round and resolves with the message id; the same nonce within minutes posts once. Throws PosterError. */
  post(post: DailyPost, nonce: string): Promise<string>
  /** Edits the post to show how many members answered so far, or its closing form. Throws PosterError. */
  edit(post: DailyPost, message: string, state: PostState): Promise<void>
  /**
   * Looks for the post of this round in the channel's history from `since` (milliseconds since the epoch) on; resolves
   * with the message id, or undefined when it is not there. Throws PosterError: `history-hidden` when it may not read.
   * With `recap` it looks for the recap instead.
   */
  find(post: DailyPost, since: number, what?: 'post' | 'recap'): Promise<string | undefined>
  /** Opens a thread on the post; resolves too when there is one already. Throws PosterError. */
  thread(post: DailyPost, message: string): Promise<void>
  /** Pins the post; again without harm. Throws PosterError: `too-many-pins` when the channel has no room. */
  pin(post: DailyPost, message: string): Promise<void>
  /** Posts what came of a closed round; the same nonce within minutes posts once. Throws PosterError. */
  recap(post: DailyPost, nonce: string): Promise<string>
  /** Tells the moderators' channel; resolves with false when there is none. Throws PosterError. */
  notifyModerators(guild: string, notice: Notice, nonce: string): Promise<boolean>
}

export type PostState = { readonly kind: 'open'; readonly members: number } | { readonly kind: 'closed' }

/** One delivery with its round, ready to be shown. Instants are milliseconds since the epoch. */
export interface DailyPost {
  readonly guild: string
  readonly channel: string
  /** The role that the post pings. */
  readonly role: string | null
  readonly mode: Delivery['mode']
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

export const MAX_SHOWN_QUESTIONS = 4 // a post has five rows, one of them for the rest

/** Whether a post shows no questions but one button that opens a hidden run of them. */
export function opensRun({ mode, round }: Pick<DailyPost, 'mode' | 'round'>): boolean {
  return mode === 'one' || round.questions.length > MAX_SHOWN_QUESTIONS
}

/**
 * What moderators are told: a schedule was paused, it is not known whether a post arrived, or its questions last for so
 * few more posts.
 */
export type Notice =
  | {
      readonly kind: 'paused' | 'unknown'
      readonly schedule: string
      readonly channel: string
      readonly reason: Reason
    }
  | { readonly kind: 'stock'; readonly schedule: string; readonly channel: string; readonly posts: number }

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
  | 'too-many-pins'
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
