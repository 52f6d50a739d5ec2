import type { Question, Text } from '../papers/paper.ts'
import { type AskedQuestion, lettersOf, type Verdict } from '../quiz/round.ts'
import { button, type Row, row } from './controls.ts'
import { customId } from './custom-id.ts'
import { escapeText } from './reply.ts'
import type { Reader } from './texts.ts'

/** The prompt and the choices as text, so that long choices stay readable; `marks` stand behind a choice. */
export function questionText(question: Question, reader: Reader, marks: readonly string[] = []): string {
  const letters = lettersOf(question)
  const choices = choicesOf(question, reader).map(
    (choice, index) => `**${letters[index]}.** ${escapeText(choice)}${marks[index] ? ` ${marks[index]}` : ''}`,
  )
  return [`**${escapeText(reader.content(question.prompt))}**`, choices.join('\n')].join('\n\n')
}

/** One button for each choice, carrying its letter alone. */
export function letterRow(question: Question, idOf: (choice: number) => string, label = ''): Row {
  return row(...lettersOf(question).map((letter, index) => button(idOf(index), `${label}${letter}`)))
}

/** Right or wrong, why, and where it stands. */
export function verdictText(verdict: Verdict, reader: Reader): string {
  const letters = lettersOf(verdict.asked.question)
  return [
    ...(verdict.wasAnswered ? [reader.t('quiz.answeredBefore', { letter: letters[verdict.choice] ?? '' })] : []),
    verdict.isRight
      ? `**${reader.t('quiz.right')}**`
      : `**${reader.t('quiz.wrong', { letter: letters[verdict.rightChoice] ?? '' })}**`,
    explanationText(verdict.asked, reader),
  ].join('\n')
}

/** The explanation with its source. */
export function explanationText(asked: AskedQuestion, reader: Reader): string {
  return `${escapeText(reader.content(asked.question.explanation))} ${escapeText(reader.chinese(asked.source))}`
}

/** The button from a verdict to the key point that the question is about. */
export function keyPointButton(asked: AskedQuestion, reader: Reader) {
  return button(customId('lookup', 'point', asked.paper, asked.question.keyPoint), reader.t('common.openSummary'))
}

function choicesOf(question: Question, reader: Reader): string[] {
  const text = (choice: Text) => reader.content(choice)
  return question.kind === 'single-choice'
    ? question.choices.map(text)
    : [reader.t('quiz.true'), reader.t('quiz.false')]
}
