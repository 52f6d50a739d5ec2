import { TimestampStyles } from 'discord.js'
import type { DailyPost, PostState } from '../daily/poster.ts'
import {
  type AnswerOutcome,
  type AskedQuestion,
  countMembers,
  distributionOf,
  lettersOf,
  rightChoiceOf,
} from '../quiz/round.ts'
import { accentOf, GREEN, GREY, RED } from './accent.ts'
import type { Message } from './command.ts'
import { row } from './controls.ts'
import { customId } from './custom-id.ts'
import { explanationText, keyPointButton, letterRow, questionText, verdictText } from './question-card.ts'
import { escapeText } from './reply.ts'
import { instant } from './schedule-card.ts'
import type { Reader } from './texts.ts'

const DAY_MS = 86_400_000
const BAR_CHARACTERS = 8 // fits a phone beside a letter and a percentage

/** The public post of a round, open or closed. `zone` dates a post that has no slot. */
export function dailyMessage(post: DailyPost, state: PostState, reader: Reader, zone: string): Message {
  const title = `${reader.t('daily.title', { date: dateText(post, reader, zone), number: post.number })}${post.isLate ? reader.t('daily.late') : ''}`
  const color = accentOf(post.round.questions[0]?.paper ?? '')
  if (state.kind === 'closed')
    return { embeds: [{ color, title, description: closedText(post, reader) }], components: [] }
  return {
    embeds: [{ color, title, description: openText(post, state.members, reader) }],
    components: post.round.questions.map((asked, index) =>
      letterRow(
        asked.question,
        (choice) => customId('daily', 'answer', post.roundId, index, choice),
        labelOf(post, index),
      ),
    ),
  }
}

/** What one member is told, hidden, when they answer. */
export function answerMessage(outcome: Exclude<AnswerOutcome, { kind: 'unknown' }>, reader: Reader): Message {
  if (outcome.kind === 'closed') {
    const letter = lettersOf(outcome.asked.question)[outcome.rightChoice] ?? ''
    const description = `${reader.t('daily.roundClosed', { letter })}\n${explanationText(outcome.asked, reader)}`
    return { embeds: [{ color: GREY, description }], components: [row(keyPointButton(outcome.asked, reader))] }
  }
  const { verdict } = outcome
  const { asked, rightChoice } = verdict
  const right = `**${lettersOf(asked.question)[rightChoice]}.** ${escapeText(choiceText(asked, rightChoice, reader))}`
  const description = [
    `-# ${escapeText(reader.content(asked.question.prompt))}`,
    verdictText(verdict, reader),
    ...(verdict.isRight ? [] : [right]),
  ].join('\n')
  return {
    embeds: [{ color: verdict.isRight ? GREEN : RED, description }],
    components: [row(keyPointButton(verdict.asked, reader))],
  }
}

function openText(post: DailyPost, members: number, reader: Reader): string {
  const style = post.closesAt - post.slotAt <= DAY_MS ? TimestampStyles.ShortTime : TimestampStyles.LongDateShortTime
  return [
    ...post.round.questions.map(
      (asked, index) => `${headingOf(post, index, reader)}${questionText(asked.question, reader)}`,
    ),
    reader.t('daily.answered', {
      members,
      time: instant(post.closesAt, style),
      relative: instant(post.closesAt, TimestampStyles.RelativeTime),
    }),
  ].join('\n\n')
}

function closedText(post: DailyPost, reader: Reader): string {
  const members = countMembers(post.round)
  return [
    ...post.round.questions.map(
      (asked, index) => `${headingOf(post, index, reader)}${closedQuestion(post, asked, index, reader)}`,
    ),
    members === 0 ? reader.t('daily.nobody') : reader.t('daily.thanks', { members }),
  ].join('\n\n')
}

function closedQuestion(post: DailyPost, asked: AskedQuestion, index: number, reader: Reader): string {
  const { counts } = distributionOf(post.round, index)
  const total = counts.reduce((sum, count) => sum + count, 0)
  const letters = lettersOf(asked.question)
  const right = rightChoiceOf(asked.question)
  const bars = counts.map(
    (count, choice) => `\`${letters[choice]} ${barOf(count, total)}\`${choice === right ? ' ✓' : ''}`,
  )
  return [
    `**${escapeText(reader.content(asked.question.prompt))}**`,
    `**${reader.t('daily.answer', { letter: letters[right] ?? '' })}** · ${escapeText(choiceText(asked, right, reader))}`,
    ...(total > 0 ? [bars.join('\n')] : []),
    explanationText(asked, reader),
  ].join('\n')
}

function barOf(count: number, total: number): string {
  const full = Math.round((count / total) * BAR_CHARACTERS)
  return `${'█'.repeat(full)}${'░'.repeat(BAR_CHARACTERS - full)} ${Math.round((count / total) * 100)}%`
}

function choiceText({ question }: AskedQuestion, choice: number, reader: Reader): string {
  if (question.kind === 'true-false') return reader.t(choice === 0 ? 'quiz.true' : 'quiz.false')
  const text = question.choices[choice]
  return text ? reader.content(text) : ''
}

/** A post of one question needs no numbers. */
function headingOf(post: DailyPost, index: number, reader: Reader): string {
  return post.round.questions.length > 1 ? `${reader.t('daily.question', { number: index + 1 })}\n` : ''
}

function labelOf(post: DailyPost, index: number): string {
  return post.round.questions.length > 1 ? `${index + 1} ` : ''
}

function dateText(post: DailyPost, reader: Reader, zone: string): string {
  const format = (at: number, timeZone: string) =>
    new Intl.DateTimeFormat(reader.language, { month: 'long', day: 'numeric', timeZone }).format(at)
  return post.date === undefined ? format(post.slotAt, zone) : format(Date.parse(`${post.date}T00:00:00Z`), 'UTC')
}
