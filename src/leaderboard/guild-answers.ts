import { type Delivery, deliveries, isManual, partsOf, roundIdOf } from '../daily/delivery.ts'
import { members } from '../quiz/member.ts'
import { isAnonymous, isChannelRound, isClosed, isLiveRound, type Round, rightChoiceOf, rounds } from '../quiz/round.ts'
import type { DocumentStore, Key } from '../store/document-store.ts'
import type { ReadEach } from '../store/read-each.ts'
import type { Answer } from './standings.ts'
import type { PostForMember } from './streak.ts'

const GRACE_MS = 60_000 // an answer given in the last moment may still be on its way to the store

interface Known<T> {
  readonly value: T
  /** Whether it can no longer change, so that it need not be read again. */
  readonly isFinal: boolean
}

type Post = Pick<PostForMember, 'slotAt' | 'isManual' | 'state'>

/** What boards need of one guild, as far as it was read. */
export interface GuildAnswers {
  /** By round id. */
  readonly answers: Map<string, Known<readonly Answer[]>>
  /** By the id of the round that was to be posted. */
  readonly posts: Map<string, Known<Post>>
  readonly hidden: Set<string>
}

/** Reads who does not want to be seen; rounds and posts come with `bringUpToDate`. */
export async function loadGuild(store: DocumentStore, readEach: ReadEach, guild: string): Promise<GuildAnswers> {
  const { found } = await readEach(await store.list(members, guild))
  const hidden = found.filter(({ document }) => document.isHiddenFromBoards).map(({ key }) => key.parts[1] ?? '')
  return { answers: new Map(), posts: new Map(), hidden: new Set(hidden) }
}

/** Reads the rounds of channels that are new or may have new answers. */
export async function bringAnswersUpToDate(
  known: GuildAnswers,
  { store, readEach, guild, now }: { store: DocumentStore; readEach: ReadEach; guild: string; now: number },
): Promise<void> {
  const keys = (await store.list(rounds, guild)).filter((key) => isChannelRound(idOf(key)))
  forgetOthers(known.answers, keys.map(idOf))
  const { found } = await readEach(keys.filter((key) => !known.answers.get(idOf(key))?.isFinal))
  for (const { key, document } of found) {
    // What a live round is still asking would tell a member whether they were right before it is revealed.
    const isRunning = isLiveRound(idOf(key)) && document.closedAt === null
    const value = isRunning ? [] : answersOf(document)
    known.answers.set(idOf(key), { value, isFinal: isClosed(document, now - GRACE_MS) })
  }
}

/** Reads the deliveries that are new or not at their end. */
export async function bringPostsUpToDate(
  known: GuildAnswers,
  { store, readEach, guild }: { store: DocumentStore; readEach: ReadEach; guild: string },
): Promise<void> {
  const keyOf = new Map((await store.list(deliveries, guild)).map((key) => [postedRound(key), key]))
  forgetOthers(known.posts, [...keyOf.keys()])
  const { found } = await readEach([...keyOf].filter(([id]) => !known.posts.get(id)?.isFinal).map(([, key]) => key))
  for (const { key, document } of found) {
    const { state, slotAt } = document
    const value: Post = { slotAt, isManual: isManual(key), state: OUTCOMES[state] ?? 'pending' }
    known.posts.set(postedRound(key), { value, isFinal: state === 'closed' || state === 'skipped' })
  }
}

/** Every slot and `/daily post` as it concerns one member. */
export function postsFor({ posts, answers }: GuildAnswers, member: string): PostForMember[] {
  return [...posts].map(([round, { value }]) => ({
    ...value,
    wasAnswered: answers.get(round)?.value.some((answer) => answer.member === member) ?? false,
  }))
}

/** What became of the bot's post. One of which nobody knows whether it arrived cannot be held against a member. */
const OUTCOMES: Readonly<Record<string, Post['state']>> = {
  closed: 'over',
  skipped: 'missed',
  failed: 'missed',
  unknown: 'missed',
}

/** The first answers of a round, without those that are nobody's any more. */
export function answersOf(round: Round): Answer[] {
  const right = round.questions.map((asked) => rightChoiceOf(asked.question))
  return Object.entries(round.answers).flatMap(([key, { choice, at }]) => {
    const [question = '', member = ''] = key.split('/')
    return isAnonymous(member) ? [] : [{ member, at, isRight: choice === right[Number(question)] }]
  })
}

function forgetOthers(known: Map<string, unknown>, ids: readonly string[]): void {
  const there = new Set(ids)
  for (const id of known.keys()) if (!there.has(id)) known.delete(id)
}

function idOf(key: Key<Round>): string {
  return key.parts[1] ?? ''
}

function postedRound(key: Key<Delivery>): string {
  const { schedule, date } = partsOf(key)
  return roundIdOf(schedule, date)
}
