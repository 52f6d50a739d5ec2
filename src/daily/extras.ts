import { countMembers } from '../quiz/round.ts'
import type { DocumentStore, Key } from '../store/document-store.ts'
import { type Delivery, type Extra, nonceOf, type Reason } from './delivery.ts'
import { recordExtraEnd, recordExtraTrouble, recordExtraTry } from './extra-records.ts'
import type { DailyLogger } from './logger.ts'
import type { ExtraAction } from './plan.ts'
import { type DailyPost, type Poster, PosterError, type PosterReason } from './poster.ts'
import { readPost } from './read-post.ts'
import { retryDelay } from './retry-delay.ts'

const HISTORY_MARGIN_MS = 60_000 // Discord's clock and ours may differ

export interface ExtrasOptions {
  readonly store: DocumentStore
  readonly poster: Poster
  readonly clock: () => number
  readonly logger: DailyLogger
}

/** Carries out what `plan` decided about a thread, a pin or a recap; each try is durable before it is sent. */
export function carryOutExtra(options: ExtrasOptions, action: ExtraAction, now: number): Promise<void> {
  const { delivery: key, extra } = action
  switch (action.kind) {
    case 'extra':
      return attempt(options, key, extra, now)
    case 'find-extra':
      return find(options, key, extra, action.since)
    case 'drop-extra':
      return giveUp(options, key, extra, action.reason)
    default:
      return action satisfies never
  }
}

async function attempt(options: ExtrasOptions, key: Key<Delivery>, extra: Extra, now: number): Promise<void> {
  const { store, poster, clock } = options
  const begun = await recordExtraTry(store, key, extra, now)
  if (!begun) return
  const [post, delivery] = await Promise.all([readPost(store, key), store.read(key)])
  if (!post || !delivery || delivery.message === null) return giveUp(options, key, extra, 'refused')
  const isPointless = extra === 'recap' && countMembers(post.round) === 0
  if (isPointless) return recordExtraEnd(store, key, extra, { state: 'off', reason: null })
  try {
    await perform(poster, extra, post, { message: delivery.message, nonce: nonceOf(key, extra) })
    await recordExtraEnd(store, key, extra, { state: 'done', reason: null })
  } catch (error) {
    if (!(error instanceof PosterError)) throw error
    const end = endOf(error.reason)
    if (end !== 'try-later') return giveUp(options, key, extra, end)
    const isUnknown = error.reason === 'outcome-unknown'
    await recordExtraTrouble(store, key, extra, {
      inDoubtSince: isUnknown ? begun.inDoubtSince : begun.inDoubtBefore,
      nextTryAt: clock() + Math.max(retryDelay(begun.attempts), error.retryAfterMs ?? 0),
      reason: 'try-later',
    })
  }
}

function perform(
  poster: Poster,
  extra: Extra,
  post: DailyPost,
  { message, nonce }: { message: string; nonce: string },
): Promise<unknown> {
  switch (extra) {
    case 'thread':
      return poster.thread(post, message)
    case 'pin':
      return poster.pin(post, message)
    case 'recap':
      return poster.recap(post, nonce)
    default:
      return extra satisfies never
  }
}

/** Looks whether a recap arrived of which nobody knows; one that is certainly not there is sent at the next moment. */
async function find(options: ExtrasOptions, key: Key<Delivery>, extra: Extra, since: number): Promise<void> {
  const { store, poster, clock } = options
  const post = await readPost(store, key)
  if (!post) return giveUp(options, key, extra, 'refused')
  try {
    const message = await poster.find(post, since - HISTORY_MARGIN_MS, 'recap')
    if (message !== undefined) return await recordExtraEnd(store, key, extra, { state: 'done', reason: null })
    await recordExtraTrouble(store, key, extra, { inDoubtSince: null, nextTryAt: since, reason: 'try-later' })
  } catch (error) {
    if (!(error instanceof PosterError)) throw error
    const end = endOf(error.reason)
    if (end !== 'try-later') return giveUp(options, key, extra, end)
    const nextTryAt = clock() + Math.max(retryDelay(2), error.retryAfterMs ?? 0)
    await recordExtraTrouble(store, key, extra, { inDoubtSince: since, nextTryAt, reason: 'outcome-unknown' })
  }
}

async function giveUp({ store, logger }: ExtrasOptions, key: Key<Delivery>, extra: Extra, reason: Reason) {
  logger.warn({ delivery: key.path, extra, reason }, 'daily post: a thread, pin or recap did not come to be')
  await recordExtraEnd(store, key, extra, { state: 'failed', reason })
}

/** What a failure means: the reason to record for good, or `try-later`. */
function endOf(reason: PosterReason): Reason {
  switch (reason) {
    case 'outcome-unknown':
    case 'edit-limit':
      return 'try-later'
    case 'unknown-message':
      return 'post-gone'
    case 'history-hidden':
      return 'outcome-unknown'
    default:
      return reason
  }
}
