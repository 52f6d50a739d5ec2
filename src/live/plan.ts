import { isAtBoard, type LiveRound } from './live-round.ts'

const MINUTE_MS = 60_000
const NONCE_HOLDS_MS = 2 * MINUTE_MS // Discord forgets a nonce after a few minutes
const MAX_REVEAL_TRIES = 6 // half a minute; the round does not wait longer for one answer to be shown
export const MAX_AWAY_MS = 15 * MINUTE_MS // after that nobody waits for the next question

/** What is to be done now about a live round. */
export type Action =
  /** Sends the question, or the board (again), with the same nonce as before. */
  | { readonly kind: 'post' }
  /** Looks into the channel's history, since an earlier try may have arrived. */
  | { readonly kind: 'find'; readonly since: number }
  /** Shows the answer of the question whose time is over. */
  | { readonly kind: 'reveal' }
  /** Goes on although the answer could not be shown. */
  | { readonly kind: 'go-on' }
  /** Asks no more questions and comes to the board. */
  | { readonly kind: 'finish' }
  /** Ends without a board. */
  | { readonly kind: 'end' }

/** Decides what is to be done at `now` (milliseconds since the epoch); undefined when it has to wait. Pure. */
export function plan(now: number, live: LiveRound): Action | undefined {
  if (live.nextTryAt > now) return undefined
  switch (live.phase) {
    case 'posting':
      return planPosting(now, live)
    case 'open':
      return { kind: 'reveal' }
    case 'revealing':
      return { kind: live.attempts < MAX_REVEAL_TRIES ? 'reveal' : 'go-on' }
    default:
      return live.phase satisfies never
  }
}

/** Whether so much time passed that the next question would come out of the blue. */
export function wasAway(since: number, now: number): boolean {
  return now - since > MAX_AWAY_MS
}

/** What is in doubt has to be settled before anything else, however late it is. */
function planPosting(now: number, live: LiveRound): Action {
  if (live.inDoubtSince !== null)
    return now - live.inDoubtSince < NONCE_HOLDS_MS ? { kind: 'post' } : { kind: 'find', since: live.inDoubtSince }
  const isTooLate = wasAway(live.dueAt, now)
  if (isAtBoard(live)) return { kind: isTooLate ? 'end' : 'post' }
  if (!isTooLate && !live.isStopped) return { kind: 'post' }
  return { kind: live.asked > 0 ? 'finish' : 'end' }
}
