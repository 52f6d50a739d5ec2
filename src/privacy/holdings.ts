import { liveRounds, liveStarts } from '../live/live-round.ts'
import { isRecentStart, markedStart } from '../live/records.ts'
import { drafts } from '../papers/draft.ts'
import { questionKey } from '../quiz/choosing.ts'
import { members } from '../quiz/member.ts'
import { prefixOf } from '../quiz/private-round-id.ts'
import {
  firstAnswer,
  isChannelRound,
  isLiveRound,
  lettersOf,
  makeAnonymous,
  type Round,
  rightChoiceOf,
  rounds,
} from '../quiz/round.ts'
import { erasures } from './erasures.ts'
import { type Holding, holding, type Trace } from './holding.ts'

/** Every kind of document in which ids of members stand. A test sees to it that there is no other. */
export const HOLDINGS: readonly Holding[] = [
  holding({
    kind: rounds,
    mayHold: ([, id = ''], member) => isChannelRound(id) || id.startsWith(prefixOf(member)),
    find: (round, [, id = ''], member) => tracesInRound(round, id, member),
    erase: (round, member, standIn) => {
      if (round.member !== null) return false
      makeAnonymous(round, member, standIn)
      return true
    },
  }),
  holding({
    kind: liveRounds,
    mayHold: () => true,
    find: ({ startedBy, startedAt, round }, _, member) =>
      startedBy === member ? [{ term: 'liveStarts', data: { round, startedAt: time(startedAt) } }] : [],
    erase: (live, _, { pseudonym }) => {
      live.startedBy = pseudonym
      return true
    },
  }),
  holding({
    kind: liveStarts,
    mayHold: () => true,
    find: ({ starts }, _, member) =>
      starts
        .filter((start) => start.member === member)
        .map(({ at }) => ({ term: 'liveStarts', data: { startedAt: time(at) } })),
    erase: (document, member, { salt, now }) => {
      document.starts = document.starts
        .filter((start) => start.member !== member || isRecentStart(start.at, now))
        .map((start) => (start.member === member ? { ...start, member: markedStart(member, salt) } : start))
      return document.starts.length > 0
    },
  }),
  holding({
    kind: members,
    mayHold: ([, id], member) => id === member,
    find: (chosen) => [{ term: 'choices', data: chosen }],
    erase: () => false,
  }),
  holding({
    kind: drafts,
    mayHold: () => true,
    find: ({ author, savedAt, texts }, [, draft], member) =>
      author === member ? [{ term: 'drafts', data: { draft, savedAt: time(savedAt), texts } }] : [],
    erase: () => false,
  }),
  holding({
    kind: erasures,
    mayHold: ([, id], member) => id === member,
    find: ({ askedAt }) => [{ term: 'requests', data: { askedAt: time(askedAt) } }],
    erase: () => true, // it goes last, when all else is done
  }),
]

/** Kinds of document in which no id of a member stands. */
export const WITHOUT_MEMBERS: readonly string[] = [
  'deliveries',
  'departures',
  'notices',
  'papers',
  'schedules',
  'settings',
  'terms',
]

function tracesInRound(round: Round, id: string, member: string): Trace[] {
  const isOwn = !isChannelRound(id)
  const answers = Object.keys(round.answers)
    .filter((key) => key.endsWith(`/${member}`))
    .map((key) => answerData(round, Number(key.slice(0, key.indexOf('/'))), member))
  if (isOwn)
    return [{ term: 'ownRounds', data: { round: id, openedAt: time(round.openedAt), answers, asked: asked(round) } }]
  const where = isLiveRound(id) ? 'live' : 'daily'
  return answers.map((answer) => ({ term: 'answers', data: { where, round: id, ...answer } }))
}

function asked(round: Round): string[] {
  return round.questions.map(questionKey)
}

function answerData(round: Round, index: number, member: string): object {
  const of = round.questions[index]
  const answer = firstAnswer(round, index, member)
  if (!of || !answer) return { question: index }
  return {
    question: questionKey(of),
    prompt: of.question.prompt,
    answer: lettersOf(of.question)[answer.choice] ?? answer.choice,
    isRight: answer.choice === rightChoiceOf(of.question),
    answeredAt: time(answer.at),
  }
}

function time(instant: number): string {
  return new Date(instant).toISOString()
}
