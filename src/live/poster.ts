import type { Standing } from '../leaderboard/standings.ts'
import type { Round } from '../quiz/round.ts'

/** What a live round needs of the channel where it is; `discord` implements it. Every call settles in seconds. */
export interface LivePoster {
  /** Posts and resolves with the message id; the same nonce within minutes posts once. Throws PosterError. */
  post(post: LivePost, nonce: string): Promise<string>
  /** Edits a message to show this. Throws PosterError. */
  edit(post: LivePost, message: string): Promise<void>
  /**
   * Looks for the message of this question, or for the board, in the channel's history from `since` (milliseconds since
   * the epoch) on; resolves with its id, or undefined when it is not there. Throws PosterError: `history-hidden` when it
   * may not read.
   */
  find(post: LivePost, since: number): Promise<string | undefined>
}

/** A message of a live round. */
export interface LivePost {
  readonly guild: string
  readonly channel: string
  readonly roundId: string
  readonly round: Round
  readonly seconds: number
  readonly show: LiveShow
}

export type LiveShow =
  /** `endsAt` in milliseconds since the epoch. */
  | { readonly kind: 'question'; readonly index: number; readonly endsAt: number }
  | { readonly kind: 'reveal'; readonly index: number; readonly standings: readonly Standing[] }
  | {
      readonly kind: 'board'
      readonly standings: readonly Standing[]
      /** How many questions were asked; fewer than the round has when it was ended early. */
      readonly asked: number
    }
