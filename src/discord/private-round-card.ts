import { questionKey } from '../quiz/choosing.ts'
import { firstAnswer, isSpentBy, type Round, rightChoiceOf, scoreOf, type Verdict } from '../quiz/round.ts'
import { accentOf, GREEN, RED } from './accent.ts'
import type { Message } from './command.ts'
import { button, row } from './controls.ts'
import { customId } from './custom-id.ts'
import { keyPointButton, letterRow, questionText, verdictText } from './question-card.ts'
import { escapeText } from './reply.ts'
import type { Reader } from './texts.ts'

/** Questions by `PAPER/QUESTION`. */
type QuestionKeys = ReadonlySet<string>

/** Index of the first question that the member has not answered and may answer, and that is not one of `except`; undefined when there is none. */
export function currentQuestion(
  round: Round,
  member: string,
  except: QuestionKeys = new Set<string>(),
): number | undefined {
  const index = round.questions.findIndex(
    (asked, at) =>
      firstAnswer(round, at, member) === undefined && !isSpentBy(round, at, member) && !except.has(questionKey(asked)),
  )
  return index < 0 ? undefined : index
}

/**
 * The question that comes next, or the score when there is none. `asked` is how many questions were wished for; `open`
 * are those that a channel is being asked now, and that wait here until their answers are revealed.
 */
export function roundMessage(
  id: string,
  round: Round,
  member: string,
  reader: Reader,
  wish: { asked?: number; open: QuestionKeys },
): Message {
  const index = currentQuestion(round, member, wish.open)
  const asked = index === undefined ? undefined : round.questions[index]
  if (index === undefined || !asked)
    return currentQuestion(round, member) === undefined
      ? scoreMessage(round, member, reader)
      : waitingMessage(id, round, member, reader)
  const isShort = wish.asked !== undefined && round.questions.length < wish.asked
  return {
    content: isShort ? reader.t('quiz.fewer', { total: round.questions.length }) : '',
    embeds: [
      {
        color: accentOf(asked.paper),
        title: titleOf(round, index, reader),
        description: questionText(asked.question, reader),
      },
    ],
    components: [letterRow(asked.question, (choice) => customId('quiz', 'answer', id, index, choice))],
  }
}

/** The question with its verdict, and the way on. */
export function verdictMessage(id: string, round: Round, index: number, verdict: Verdict, reader: Reader): Message {
  const marks = [] as string[]
  marks[verdict.rightChoice] = '✓'
  if (!verdict.isRight) marks[verdict.choice] = '✗'
  const isLast = Object.keys(round.answers).length === round.questions.length // a private round has one member
  return {
    embeds: [
      {
        color: verdict.isRight ? GREEN : RED,
        title: titleOf(round, index, reader),
        description: `${questionText(verdict.asked.question, reader, marks)}\n\n${verdictText(verdict, reader)}`,
      },
    ],
    components: [
      row(
        button(customId('quiz', 'show', id), reader.t(isLast ? 'quiz.showScore' : 'quiz.next'), { look: 'primary' }),
        keyPointButton(verdict.asked, reader),
      ),
    ],
  }
}

/** What is left is being asked in a channel: it goes on here later. */
function waitingMessage(id: string, round: Round, member: string, reader: Reader): Message {
  const { answered, total } = scoreOf(round, member)
  return {
    content: reader.t('quiz.waiting', { left: total - answered }),
    components: [row(button(customId('quiz', 'show', id), reader.t('quiz.resume')))],
  }
}

function scoreMessage(round: Round, member: string, reader: Reader): Message {
  const { right, total } = scoreOf(round, member)
  const missed = round.questions.filter(
    (asked, index) => firstAnswer(round, index, member)?.choice !== rightChoiceOf(asked.question),
  )
  const papers = new Set(round.questions.map((asked) => asked.paper))
  const [only = ''] = papers.size === 1 ? papers : []
  return {
    embeds: [
      {
        color: accentOf(only),
        title: reader.t('quiz.score', { right, total }),
        description:
          missed.length === 0
            ? reader.t('quiz.perfect')
            : [
                reader.t('quiz.someMissed'),
                ...missed.map(
                  (asked) =>
                    `- ${escapeText(reader.content(asked.question.prompt))} ${escapeText(reader.chinese(asked.source))}`,
                ),
              ].join('\n'),
      },
    ],
    components: [row(button(customId('quiz', 'restart', only, total), reader.t('quiz.again'), { look: 'primary' }))],
  }
}

function titleOf(round: Round, index: number, reader: Reader): string {
  return reader.t('quiz.title', { number: index + 1, total: round.questions.length })
}
