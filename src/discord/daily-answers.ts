import {
  type AnswerOutcome,
  type AskedQuestion,
  firstAnswer,
  isClosed,
  lettersOf,
  type Round,
  rightChoiceOf,
  scoreOf,
  type Verdict,
} from '../quiz/round.ts'
import { accentOf, GREEN, GREY, RED } from './accent.ts'
import { choiceText } from './closed-post.ts'
import type { Message } from './command.ts'
import { button, row } from './controls.ts'
import { customId } from './custom-id.ts'
import { currentQuestion } from './private-round-card.ts'
import { explanationText, keyPointButton, letterRow, questionText, verdictText } from './question-card.ts'
import { clip, escapeText } from './reply.ts'
import type { Reader } from './texts.ts'

const MAX_PROMPT_CHARACTERS = 120 // ten of them in one message

/** A round of a daily post with its id, as one member sees it at `now` (milliseconds since the epoch). */
export interface MemberRound {
  readonly id: string
  readonly round: Round
  readonly member: string
  readonly now: number
}

/** What one member is told, hidden, when they answer on the post itself. */
export function answerMessage(outcome: Exclude<AnswerOutcome, { kind: 'unknown' }>, reader: Reader): Message {
  if (outcome.kind === 'closed') {
    const letter = lettersOf(outcome.asked.question)[outcome.rightChoice] ?? ''
    const description = [
      promptLine(outcome.asked, reader),
      reader.t('daily.roundClosed', { letter }),
      explanationText(outcome.asked, reader),
    ].join('\n')
    return { embeds: [{ color: GREY, description }], components: [row(keyPointButton(outcome.asked, reader))] }
  }
  const { verdict } = outcome
  const { asked, rightChoice } = verdict
  const right = `**${lettersOf(asked.question)[rightChoice]}.** ${escapeText(choiceText(asked, rightChoice, reader))}`
  const description = [
    promptLine(asked, reader),
    verdictText(verdict, reader),
    ...(verdict.isRight ? [] : [right]),
  ].join('\n')
  return {
    embeds: [{ color: verdict.isRight ? GREEN : RED, description }],
    components: [row(keyPointButton(asked, reader))],
  }
}

/** The hidden run: the question that this member has not answered yet, or how it went. */
export function runMessage(view: MemberRound, reader: Reader): Message {
  const { id, round, member, now } = view
  const index = currentQuestion(round, member)
  const asked = index === undefined ? undefined : round.questions[index]
  if (index === undefined || !asked || isClosed(round, now)) return ownAnswersMessage(view, reader)
  const description = questionText(asked.question, reader)
  return {
    embeds: [{ color: accentOf(asked.paper), title: titleOf(round, index, reader), description }],
    components: [letterRow(asked.question, (choice) => customId('daily', 'run', id, index, choice))],
  }
}

/** A question of the run with its verdict, and the way on. */
export function runVerdictMessage(view: MemberRound, index: number, verdict: Verdict, reader: Reader): Message {
  const marks: string[] = []
  marks[verdict.rightChoice] = '✓'
  if (!verdict.isRight) marks[verdict.choice] = '✗'
  const isLast = currentQuestion(view.round, view.member) === undefined
  return {
    embeds: [
      {
        color: verdict.isRight ? GREEN : RED,
        title: titleOf(view.round, index, reader),
        description: `${questionText(verdict.asked.question, reader, marks)}\n\n${verdictText(verdict, reader)}`,
      },
    ],
    components: [
      row(
        button(customId('daily', 'next', view.id), reader.t(isLast ? 'quiz.showScore' : 'quiz.next'), {
          look: 'primary',
        }),
        keyPointButton(verdict.asked, reader),
      ),
    ],
  }
}

/** What this member answered so far, and what is left. The right answer of the rest is told once the round is closed. */
export function ownAnswersMessage(view: MemberRound, reader: Reader): Message {
  const { id, round, member, now } = view
  const { answered, right, total } = scoreOf(round, member)
  const isOver = isClosed(round, now)
  const lines = round.questions.map((asked, index) => ownAnswer(asked, index, { ...view, isOver }, reader))
  const isUnfinished = answered < total && !isOver
  return {
    embeds: [
      {
        color: accentOf(round.questions[0]?.paper ?? ''),
        title: isUnfinished
          ? reader.t('daily.mineSoFar', { answered, total })
          : reader.t('quiz.score', { right, total }),
        description: lines.join('\n\n'),
      },
    ],
    components: isUnfinished
      ? [
          row(
            button(customId('daily', 'next', id), reader.t(answered === 0 ? 'daily.start' : 'quiz.resume'), {
              look: 'primary',
            }),
          ),
        ]
      : [],
  }
}

function ownAnswer(
  asked: AskedQuestion,
  index: number,
  { round, member, isOver }: MemberRound & { isOver: boolean },
  reader: Reader,
): string {
  const letters = lettersOf(asked.question)
  const right = rightChoiceOf(asked.question)
  const given = firstAnswer(round, index, member)?.choice
  const answer = letters[right] ?? ''
  const prompt = escapeText(clip(reader.content(asked.question.prompt), MAX_PROMPT_CHARACTERS))
  const line = () => {
    if (given === undefined) return reader.t(isOver ? 'daily.missed' : 'daily.notYet', { letter: answer })
    const letter = letters[given] ?? ''
    return given === right ? reader.t('daily.ownRight', { letter }) : reader.t('daily.ownWrong', { letter, answer })
  }
  return `**${index + 1}.** ${prompt}\n${line()}${given === undefined && !isOver ? '' : ` ${escapeText(reader.chinese(asked.source))}`}`
}

function promptLine({ question }: AskedQuestion, reader: Reader): string {
  return `-# ${escapeText(reader.content(question.prompt))}`
}

function titleOf(round: Round, index: number, reader: Reader): string {
  return reader.t('daily.runTitle', { number: index + 1, total: round.questions.length })
}
