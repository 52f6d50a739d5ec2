import type { DocumentStore, Key } from '../store/document-store.ts'
import type { AnswerCounts } from './answer-counts.ts'
import type { Delivery, Reason } from './delivery.ts'
import type { DailyLogger } from './logger.ts'
import { type Poster, PosterError } from './poster.ts'
import { readPost } from './read-post.ts'
import { recordClosed, recordClosing, recordClosingTrouble } from './records.ts'
import { retryDelay } from './retry-delay.ts'

const MAX_CLOSING_MS = 86_400_000 // after a day of tries the post stays as it is; its buttons answer that it is closed

export interface ClosingOptions {
  readonly store: DocumentStore
  readonly poster: Poster
  readonly counts: AnswerCounts
  readonly clock: () => number
  readonly logger: DailyLogger
}

/** Closes a round and edits its post to show the result. The edit can be repeated without harm, so it needs no nonce. */
export async function closePost(options: ClosingOptions, key: Key<Delivery>, now: number): Promise<void> {
  const { store, poster, counts, clock, logger } = options
  const delivery = await recordClosing(store, key, now)
  if (!delivery) return
  await counts.finish(key)
  const post = await readPost(store, key)
  if (!post || delivery.message === null) return recordClosed(store, key, { reason: 'refused' })
  try {
    await poster.edit(post, delivery.message, { kind: 'closed' })
    await recordClosed(store, key, { reason: null })
  } catch (error) {
    if (!(error instanceof PosterError)) throw error
    logger.warn({ delivery: key.path, reason: error.reason, err: error }, 'daily post could not be closed')
    const end = endOf(error, clock() - (post.round.closedAt ?? now))
    if (end !== 'try-later')
      return recordClosed(store, key, { reason: end, isGone: error.reason === 'unknown-message' })
    const wait = Math.max(retryDelay(delivery.steps.close.attempts), error.retryAfterMs ?? 0)
    await recordClosingTrouble(store, key, { nextTryAt: clock() + wait, reason: 'try-later' })
  }
}

/** What a failed closing edit means: the reason to record for good (null: nothing left to close), or `try-later`. */
function endOf(error: PosterError, triedForMs: number): Reason | null {
  switch (error.reason) {
    case 'unknown-message': // deleted by hand
      return null
    case 'missing-permission':
    case 'unknown-channel':
    case 'left-guild':
    case 'refused':
      return error.reason
    default:
      return triedForMs < MAX_CLOSING_MS ? 'try-later' : 'outcome-unknown'
  }
}
