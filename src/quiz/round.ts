import { createHash } from 'node:crypto'
import { z } from 'zod'
import { CHOICE_LETTERS, Question } from '../papers/paper.ts'
import { type DocumentStore, defineKind } from '../store/document-store.ts'

export const TRUE_FALSE_LETTERS = ['A', 'B'] as const // A says true, B says false
export const PRIVATE_ROUND_PREFIX = 'q-'
export const LIVE_ROUND_PREFIX = 'l-'
/** Answers of somebody who had them made anonymous stand under a random name that begins so: they count, for nobody. */
export const ANONYMOUS_PREFIX = 'anon-'

/** A question as it was asked: later edits of the paper do not change a round. */
const AskedQuestion = z.strictObject({
  paper: z.string(),
  /** Section of the key point that the question cites, or empty. */
  section: z.string(),
  /** The source as shown, e.g. 〔004 · 二（一）〕. */
  source: z.string(),
  question: Question,
})
export type AskedQuestion = z.infer<typeof AskedQuestion>

const FirstAnswer = z.strictObject({
  /** Index of the choice, 0 for A. */
  choice: z.number().int().min(0).max(3),
  /** Milliseconds since the epoch. */
  at: z.number().int(),
})

type FirstAnswer = z.infer<typeof FirstAnswer>

/** The questions of one delivery or one `/quiz`, with the first answers given. */
export const rounds = defineKind({
  name: 'rounds',
  version: 1,
  schema: z.strictObject({
    /** The member of a private round; null for a round that a channel answers. */
    member: z.string().nullable(),
    openedAt: z.number().int(),
    /** When the answers are revealed; null for a private round. */
    closesAt: z.number().int().nullable(),
    closedAt: z.number().int().nullable(),
    questions: z.array(AskedQuestion).min(1),
    /** First answers by `QUESTION/MEMBER`: one flat record, in which the store adds an answer without copying the others. */
    answers: z.record(z.string(), FirstAnswer),
    /** Who had their answers made anonymous while this was open: they may not answer again what they know by now. */
    spent: z
      .strictObject({
        /** Random, of this round alone. */
        salt: z.string(),
        /** `QUESTION/MARK`. */
        marks: z.array(z.string()),
      })
      .optional(),
  }),
})
export type Round = z.infer<typeof rounds.schema>

/** What one member is told about one question. */
export interface Verdict {
  readonly asked: AskedQuestion
  readonly choice: number
  readonly isRight: boolean
  readonly rightChoice: number
  /** Whether this answer came after the first one; `choice` is then the first one. */
  readonly wasAnswered: boolean
}

export type AnswerOutcome =
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  | {
      readonly kind: 'closed'
      readonly asked: AskedQuestion
      readonly rightChoice: number
      /** Whether it is closed to this member alone, whose answer was made anonymous. */
      readonly isSpent: boolean
    }
  | { readonly kind: 'unknown' }

/** Starts a round without answers. `closesAt` in milliseconds since the epoch. */
export function openRound(options: {
  member: string | null
  now: number
  closesAt: number | null
  questions: AskedQuestion[]
}): Round {
  const { member, now, closesAt, questions } = options
  return { member, openedAt: now, closesAt, closedAt: null, questions, answers: {} }
}

/**
 * Records a member's first answer durably and resolves with the verdict; a later answer changes nothing.
 * `unknown` when there is no such round, question or choice, or the round is another member's.
 */
export async function answerQuestion(
  store: DocumentStore,
  place: { guild: string; round: string; question: number },
  given: { member: string; choice: number; now: number },
): Promise<AnswerOutcome> {
  return store.update([rounds.key(place.guild, place.round)], ([round]) => {
    const asked = round?.questions[place.question]
    if (!round || !asked || !takesChoice(asked.question, given.choice)) return { kind: 'unknown' } as const
    if (isLiveRound(place.round)) return { kind: 'unknown' } as const // its questions open one by one
    if (round.member !== null && round.member !== given.member) return { kind: 'unknown' } as const
    const right = rightChoiceOf(asked.question)
    const first = firstAnswer(round, place.question, given.member)
    const isSpent = !first && isSpentBy(round, place.question, given.member)
    if (isSpent || (!first && isClosed(round, given.now)))
      return { kind: 'closed', asked, rightChoice: right, isSpent } as const
    const { choice } = recordFirstAnswer(round, place.question, given)
    return {
      kind: 'verdict',
      verdict: {
        asked,
        choice,
        isRight: choice === right,
        rightChoice: right,
        wasAnswered: first !== undefined,
      },
    } as const
  })
}

/** Puts a member's answer into a round unless there is one already; returns the first one. */
export function recordFirstAnswer(
  round: Pick<Round, 'answers'>,
  question: number,
  given: { member: string; choice: number; now: number },
): FirstAnswer {
  const key = answerKey(question, given.member)
  const first = round.answers[key] ?? { choice: given.choice, at: given.now }
  round.answers[key] ??= first
  return first
}

/** A mark of one way: it tells who it is of only to those who guess the id. */
export function markOf(member: string, salt: string): string {
  return createHash('sha256').update(`${salt}${member}`).digest('base64url')
}

/** Whether this member had an answer to the question made anonymous while the round was open. */
export function isSpentBy({ spent }: Pick<Round, 'spent'>, question: number, member: string): boolean {
  return spent?.marks.includes(answerKey(question, markOf(member, spent.salt))) ?? false
}

/**
 * Puts a member's answers under a name that is nobody's, at the time at which the round began, so that they go on to
 * count. As long as the round is open it keeps which questions this member may not answer again; `salt` is used unless
 * the round has one.
 */
export function makeAnonymous(
  round: Pick<Round, 'answers' | 'openedAt' | 'closesAt' | 'closedAt' | 'spent'>,
  member: string,
  { pseudonym, salt, now }: { pseudonym: string; salt: string; now: number },
): void {
  const keys = Object.keys(round.answers).filter((key) => key.endsWith(`/${member}`))
  const isOpen = !isClosed(round, now)
  if (isOpen && keys.length > 0) round.spent ??= { salt, marks: [] }
  for (const key of keys) {
    const answer = round.answers[key]
    const question = Number(key.slice(0, key.indexOf('/')))
    if (answer) round.answers[answerKey(question, pseudonym)] = { choice: answer.choice, at: round.openedAt }
    delete round.answers[key]
    if (isOpen && round.spent) round.spent.marks.push(answerKey(question, markOf(member, round.spent.salt)))
  }
}

/** Takes no answers any more; who may not answer again is of no use then. */
export function closeRound(round: Pick<Round, 'closedAt' | 'spent'>, now: number): void {
  round.closedAt ??= now
  delete round.spent
}

/** Whether a question has that choice. */
export function takesChoice(question: Question, choice: number): boolean {
  return choice < lettersOf(question).length
}

/** Whether a channel answers this round, by its id: a daily post's, or a live one. */
export function isChannelRound(id: string): boolean {
  return !id.startsWith(PRIVATE_ROUND_PREFIX)
}

export function isLiveRound(id: string): boolean {
  return id.startsWith(LIVE_ROUND_PREFIX)
}

/** Whether a name in a round's answers is nobody's. */
export function isAnonymous(member: string): boolean {
  return member.startsWith(ANONYMOUS_PREFIX)
}

/** A member's first answer to the question of that index. */
export function firstAnswer(round: Pick<Round, 'answers'>, question: number, member: string): FirstAnswer | undefined {
  return round.answers[answerKey(question, member)]
}

function answerKey(question: number, member: string): string {
  return `${question}/${member}`
}

export function isClosed(round: Pick<Round, 'closesAt' | 'closedAt'>, now: number): boolean {
  return round.closedAt !== null || (round.closesAt !== null && now >= round.closesAt)
}

export function lettersOf(question: Question): readonly string[] {
  return question.kind === 'single-choice' ? CHOICE_LETTERS : TRUE_FALSE_LETTERS
}

/** Index of the right choice, 0 for A. */
export function rightChoiceOf(question: Question): number {
  return question.kind === 'single-choice' ? CHOICE_LETTERS.indexOf(question.answer) : question.answer ? 0 : 1
}

/** How many members answered at least one question. */
export function countMembers(round: Pick<Round, 'answers'>): number {
  return new Set(Object.keys(round.answers).map((key) => key.slice(key.indexOf('/') + 1))).size
}

/** One member's result: how many questions were answered, and how many of them rightly. */
export function scoreOf(round: Round, member: string): { answered: number; right: number; total: number } {
  const given = round.questions.map((asked, index) => ({
    choice: firstAnswer(round, index, member)?.choice,
    right: rightChoiceOf(asked.question),
  }))
  return {
    total: given.length,
    answered: given.filter(({ choice }) => choice !== undefined).length,
    right: given.filter(({ choice, right }) => choice === right).length,
  }
}

/** For one question: how many first answers each choice got, and the share of right ones (0 to 1; undefined without answers). */
export function distributionOf(round: Round, index: number): { counts: number[]; accuracy: number | undefined } {
  const question = round.questions[index]?.question
  if (!question) return { counts: [], accuracy: undefined }
  const counts = lettersOf(question).map(() => 0)
  for (const [key, { choice }] of Object.entries(round.answers))
    if (key.startsWith(`${index}/`)) counts[choice] = (counts[choice] ?? 0) + 1
  const total = counts.reduce((sum, count) => sum + count, 0)
  return { counts, accuracy: total === 0 ? undefined : (counts[rightChoiceOf(question)] ?? 0) / total }
}
