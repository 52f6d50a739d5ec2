import {
  type AskedQuestion,
  closeRound,
  firstAnswer,
  isAnonymous,
  isSpentBy,
  markOf,
  openRound,
  recordFirstAnswer,
  rightChoiceOf,
  rounds,
  takesChoice,
} from '../quiz/round.ts'
import type { DocumentStore, Drafts, Key } from '../store/document-store.ts'
import {
  isAtBoard,
  type LiveRound,
  liveRoundId,
  liveRounds,
  liveStarts,
  MAX_STARTS_AN_HOUR,
  placeOf,
} from './live-round.ts'
import { wasAway } from './plan.ts'

const HOUR_MS = 3_600_000
const MARK_PREFIX = 'mark-'
const PAUSE_MS = 5_000 // to read the answer before the next question comes

export interface StartWish {
  readonly member: string
  readonly questions: AskedQuestion[]
  readonly seconds: number
  /** Moderators may start as many as they like. */
  readonly isModerator: boolean
}

export type Start =
  | { readonly kind: 'started'; readonly round: string }
  | { readonly kind: 'running' }
  /** `againAt`: when this member may start the next one, in milliseconds since the epoch. */
  | { readonly kind: 'too-many'; readonly againAt: number }

export type LiveAnswer =
  | {
      readonly kind: 'taken'
      readonly asked: AskedQuestion
      readonly choice: number
      readonly wasAnswered: boolean
      readonly endsAt: number
    }
  | { readonly kind: 'over'; readonly asked: AskedQuestion; readonly rightChoice: number }
  /** `isSpent`: this member's answer was made anonymous; what is right is not told before all are told. */
  | { readonly kind: 'unknown'; readonly isSpent?: boolean }

/** Writes down that a round begins in a channel, unless one is going on there or the member started too many. */
export function recordStart(
  store: DocumentStore,
  place: { guild: string; channel: string },
  wish: StartWish & { now: number; random: string },
): Promise<Start> {
  const { member, questions, seconds, isModerator, now } = wish
  const round = liveRoundId(place.channel, now, wish.random)
  const keys = [
    liveRounds.key(place.guild, place.channel),
    liveStarts.key(place.guild),
    rounds.key(place.guild, round),
  ] as const
  return store.update([...keys], (documents) => {
    if (documents[0]) return { kind: 'running' } as const
    const recent = (documents[1]?.starts ?? []).filter(({ at }) => isRecentStart(at, now))
    const own = recent.filter((start) => isStartOf(start, member))
    if (!isModerator && own.length >= MAX_STARTS_AN_HOUR)
      return { kind: 'too-many', againAt: (own.at(-MAX_STARTS_AN_HOUR)?.at ?? now) + HOUR_MS } as const
    documents[0] = newLive({ round, member, seconds, total: questions.length, now })
    documents[1] = { starts: [...recent, { member, at: now }] }
    documents[2] = openRound({ member: null, now, closesAt: null, questions })
    return { kind: 'started', round } as const
  })
}

/** Writes down that a try to post begins. Undefined when there is nothing to post any more. */
export function recordTry(store: DocumentStore, key: Key<LiveRound>, now: number) {
  return store.update([key], ([live]) => {
    if (live?.phase !== 'posting') return undefined
    const inDoubtBefore = live.inDoubtSince
    live.attempts += 1
    live.nextTryAt = now
    live.inDoubtSince ??= now
    live.endsAt = isAtBoard(live) ? null : now + live.seconds * 1_000
    return { live, inDoubtBefore }
  })
}

/** Writes down that the message is there; a round whose board is there is over. A later report changes nothing. */
export function recordPosted(store: DocumentStore, key: Key<LiveRound>, tried: LiveRound, message: string) {
  return store.update([key], (documents) => {
    const [live] = documents
    if (!live || !isSameStep(live, tried) || live.phase !== 'posting') return
    if (isAtBoard(live)) documents[0] = undefined
    else Object.assign(live, opened(live, message))
  })
}

/** Writes down how a try went that did not succeed, and when the next may come. */
export function recordTrouble(
  store: DocumentStore,
  key: Key<LiveRound>,
  tried: LiveRound,
  trouble: { nextTryAt: number; inDoubtSince: number | null },
) {
  return store.update([key], ([live]) => {
    if (live && isSameStep(live, tried) && live.phase === tried.phase) Object.assign(live, trouble)
  })
}

/** Writes down that the time of the open question is over, and that its answer is being shown. */
export function recordRevealing(store: DocumentStore, key: Key<LiveRound>, now: number) {
  return store.update([key], ([live]) => {
    if (!live || live.phase === 'posting') return undefined
    if (live.phase === 'open') Object.assign(live, { phase: 'revealing', dueAt: now, attempts: 0 })
    live.attempts += 1
    live.nextTryAt = now
    return live
  })
}

/** Goes on behind a question: to the next one, or to the board when it was the last or nobody waits any more. */
export function recordNext(store: DocumentStore, key: Key<LiveRound>, done: LiveRound, now: number) {
  const roundKey = rounds.key(placeOf(key).guild, done.round)
  return store.update([key, roundKey], ([live, round]) => {
    if (!live || !isSameStep(live, done)) return
    const isLast = live.isStopped || wasAway(live.endsAt ?? live.dueAt, now)
    goTo(live, isLast ? live.total : live.question + 1, now)
    if (isAtBoard(live) && round) closeRound(round, now)
  })
}

/** Asks no more questions: the board is next. */
export function recordFinish(store: DocumentStore, key: Key<LiveRound>, done: LiveRound, now: number) {
  const roundKey = rounds.key(placeOf(key).guild, done.round)
  return store.update([key, roundKey], ([live, round]) => {
    if (!live || !isSameStep(live, done)) return
    goTo(live, live.total, now)
    if (round) closeRound(round, now)
  })
}

/** Ends without a board. A round of which nobody saw anything leaves nothing behind, and does not count as started. */
export function recordEnd(
  store: DocumentStore,
  key: Key<LiveRound>,
  done: LiveRound,
  { now, wasSeen }: { now: number; wasSeen: boolean },
) {
  const { guild } = placeOf(key)
  return store.update([key, liveStarts.key(guild), rounds.key(guild, done.round)], (documents) => {
    const [live, starts, round] = documents
    if (!live || !isSameStep(live, done) || live.phase !== done.phase) return // a click may have proved that it is there
    documents[0] = undefined
    if (round) closeRound(round, now)
    if (wasSeen || Object.keys(round?.answers ?? {}).length > 0) return
    documents[2] = undefined
    if (starts)
      starts.starts = starts.starts.filter((start) => start.at !== live.startedAt || !isOfSameMember(start, live))
  })
}

/** Ends the question that is open, and the round behind it. Resolves with whether this round is going on. */
export function recordStopped(store: DocumentStore, key: Key<LiveRound>, round: string, now: number) {
  return store.update([key], ([live]) => {
    if (live?.round !== round) return false
    if (live.isStopped || isAtBoard(live)) return true
    live.isStopped = true
    if (live.phase === 'open') Object.assign(live, { endsAt: Math.min(live.endsAt ?? now, now), nextTryAt: now })
    if (live.phase === 'posting' && live.inDoubtSince === null) live.nextTryAt = now
    return true
  })
}

/**
 * Records a member's first answer to the question that is open durably; a later one changes nothing. A click on a
 * message proves that it is there, whatever the bot was told.
 */
export function recordAnswer(
  store: DocumentStore,
  key: Key<LiveRound>,
  place: { round: string; question: number; message: string },
  given: { member: string; choice: number; now: number },
): Promise<LiveAnswer> {
  return store.update([key, rounds.key(placeOf(key).guild, place.round)], ([live, round]) => {
    const asked = round?.questions[place.question]
    if (!round || !asked || !takesChoice(asked.question, given.choice)) return { kind: 'unknown' } as const
    const over = { kind: 'over', asked, rightChoice: rightChoiceOf(asked.question) } as const
    if (live?.round !== place.round || live.question > place.question) return over
    if (live.question < place.question || live.endsAt === null) return { kind: 'unknown' } as const
    if (live.phase === 'posting') Object.assign(live, opened(live, place.message))
    const first = firstAnswer(round, place.question, given.member)
    if (!first && (live.phase === 'revealing' || given.now >= live.endsAt)) return over
    if (!first && isSpentBy(round, place.question, given.member)) return { kind: 'unknown', isSpent: true } as const
    const { choice } = recordFirstAnswer(round, place.question, given)
    return { kind: 'taken', asked, choice, wasAnswered: first !== undefined, endsAt: live.endsAt } as const
  })
}

/** Whether a start of that time still counts against the next one. */
export function isRecentStart(at: number, now: number): boolean {
  return now - at < HOUR_MS
}

/** What stands for a member's start once it is nobody's: it goes on to count against their next one. */
export function markedStart(member: string, salt: string): string {
  return `${MARK_PREFIX}${salt}/${markOf(member, salt)}`
}

/** Whether a start is this member's, or was until it was marked. */
function isStartOf(start: { member: string }, member: string): boolean {
  if (!isMarked(start)) return start.member === member
  const [salt = ''] = start.member.slice(MARK_PREFIX.length).split('/')
  return start.member === markedStart(member, salt)
}

function isMarked({ member }: { member: string }): boolean {
  return member.startsWith(MARK_PREFIX)
}

/** Whether the start of that moment is the round's, also where neither has a name any more. */
function isOfSameMember(start: { member: string }, { startedBy }: LiveRound): boolean {
  return isMarked(start) ? isAnonymous(startedBy) : start.member === startedBy
}

function newLive(wish: { round: string; member: string; seconds: number; total: number; now: number }): LiveRound {
  const { round, member, seconds, total, now } = wish
  return {
    round,
    startedBy: member,
    startedAt: now,
    seconds,
    total,
    isStopped: false,
    question: 0,
    asked: 0,
    phase: 'posting',
    message: null,
    endsAt: null,
    dueAt: now,
    attempts: 0,
    nextTryAt: now,
    inDoubtSince: null,
  }
}

function opened(live: LiveRound, message: string): Partial<LiveRound> {
  const endsAt = live.isStopped ? live.nextTryAt : (live.endsAt ?? live.dueAt) // ended while it was in doubt: at once
  const asked = live.question + 1
  return { phase: 'open', message, asked, endsAt, inDoubtSince: null, attempts: 0, dueAt: endsAt, nextTryAt: endsAt }
}

function goTo(live: Drafts<[LiveRound]>[0] & object, question: number, now: number): void {
  const isBoard = question >= live.total
  const at = isBoard ? now : now + PAUSE_MS
  Object.assign(live, {
    question,
    phase: 'posting',
    message: null,
    endsAt: null,
    dueAt: at,
    attempts: 0,
    nextTryAt: at,
    inDoubtSince: null,
  } satisfies Partial<LiveRound>)
}

function isSameStep(live: LiveRound, other: LiveRound): boolean {
  return live.round === other.round && live.question === other.question
}
