import { userMention } from 'discord.js'
import type { DailyPost } from '../daily/poster.ts'
import { whoAnsweredAll } from '../quiz/participants.ts'
import {
  type AskedQuestion,
  countMembers,
  distributionOf,
  lettersOf,
  type Round,
  rightChoiceOf,
} from '../quiz/round.ts'
import { explanationText } from './question-card.ts'
import { clip, escapeText } from './reply.ts'
import type { Reader } from './texts.ts'

const BAR_CHARACTERS = 8 // fits a phone beside a letter and a percentage
const MAX_NAMES = 20
const MAX_PARTS_CHARACTERS = 5_000 // Discord takes 6,000 of all embeds; the rest is for title, names and thanks
const MAX_SHORT_PROMPT = 120
const MAX_SHORT_CHOICE = 80

/** What a closed post shows, a text per question, then who answered all of them, and thanks. */
export function closedParts({ round }: DailyPost, reader: Reader): string[] {
  return [...resultParts(round, reader), ...namesParts(round, reader), thanksText(round, reader)]
}

/** The result of each question; in short where ten long ones would not fit. */
function resultParts(round: Round, reader: Reader): string[] {
  const full = round.questions.map((_, index) => fullResult(round, index, reader))
  const isLong = full.reduce((sum, text) => sum + text.length, 0) > MAX_PARTS_CHARACTERS
  return isLong ? round.questions.map((_, index) => shortResult(round, index, reader)) : full
}

/** Who answered every question. Nobody is named where a question has no right answer: the names would tell who was wrong. */
export function namesParts(round: Round, reader: Reader): string[] {
  const isTelling = round.questions.some((_, index) => distributionOf(round, index).accuracy === 0)
  const members = isTelling ? [] : whoAnsweredAll(round).filter((member) => /^\d{5,20}$/.test(member))
  if (members.length === 0) return []
  const names = members.slice(0, MAX_NAMES).map((member) => userMention(member))
  const list = names.join(reader.t('common.separator'))
  const more = members.length - names.length
  return [
    more > 0
      ? reader.t('daily.answeredAllMore', { names: list, more })
      : reader.t('daily.answeredAll', { names: list }),
  ]
}

export function thanksText(round: Round, reader: Reader): string {
  const members = countMembers(round)
  return members === 0 ? reader.t('daily.nobody') : reader.t('daily.thanks', { members })
}

/** `B ██████░░ 71% ✓` for each choice. */
export function barLines(round: Round, index: number): string[] {
  const asked = round.questions[index]
  const { counts } = distributionOf(round, index)
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (!asked || total === 0) return []
  const right = rightChoiceOf(asked.question)
  const letters = lettersOf(asked.question)
  return counts.map((count, choice) => `\`${letters[choice]} ${barOf(count, total)}\`${choice === right ? ' ✓' : ''}`)
}

/** `71%` of those who answered were right; undefined without answers. */
export function accuracyText(round: Round, index: number, reader: Reader): string | undefined {
  const { accuracy } = distributionOf(round, index)
  return accuracy === undefined ? undefined : reader.t('daily.accuracy', { percent: Math.round(accuracy * 100) })
}

/** The text of a choice as it was asked. */
export function choiceText({ question }: AskedQuestion, choice: number, reader: Reader): string {
  if (question.kind === 'true-false') return reader.t(choice === 0 ? 'quiz.true' : 'quiz.false')
  const text = question.choices[choice]
  return text ? reader.content(text) : ''
}

function fullResult(round: Round, index: number, reader: Reader): string {
  const asked = round.questions[index]
  if (!asked) return ''
  return [
    ...(round.questions.length > 1 ? [reader.t('daily.question', { number: index + 1 })] : []),
    `**${escapeText(reader.content(asked.question.prompt))}**`,
    [answerText(asked, Number.POSITIVE_INFINITY, reader), accuracyText(round, index, reader)]
      .filter(Boolean)
      .join(' · '),
    ...barLines(round, index),
    explanationText(asked, reader),
  ].join('\n')
}

function shortResult(round: Round, index: number, reader: Reader): string {
  const asked = round.questions[index]
  if (!asked) return ''
  const { counts } = distributionOf(round, index)
  const spread = counts.map((count, choice) => `${lettersOf(asked.question)[choice]} ${count}`).join(' · ')
  return [
    `**${index + 1}.** ${escapeText(clip(reader.content(asked.question.prompt), MAX_SHORT_PROMPT))}`,
    [answerText(asked, MAX_SHORT_CHOICE, reader), accuracyText(round, index, reader)].filter(Boolean).join(' · '),
    `\`${spread}\` ${escapeText(reader.chinese(asked.source))}`,
  ].join('\n')
}

function answerText(asked: AskedQuestion, max: number, reader: Reader): string {
  const right = rightChoiceOf(asked.question)
  const letter = lettersOf(asked.question)[right] ?? ''
  return `**${reader.t('daily.answer', { letter })}** · ${escapeText(clip(choiceText(asked, right, reader), max))}`
}

function barOf(count: number, total: number): string {
  const full = Math.round((count / total) * BAR_CHARACTERS)
  return `${'█'.repeat(full)}${'░'.repeat(BAR_CHARACTERS - full)} ${Math.round((count / total) * 100)}%`
}
