import { TimestampStyles, userMention } from 'discord.js'
import type { Standing } from '../leaderboard/standings.ts'
import type { LivePost } from '../live/poster.ts'
import type { LiveAnswer } from '../live/records.ts'
import { type AskedQuestion, countMembers, lettersOf, rightChoiceOf } from '../quiz/round.ts'
import { accentOf, GREY } from './accent.ts'
import { barLines, choiceText } from './closed-post.ts'
import type { Message } from './command.ts'
import { button, row } from './controls.ts'
import { customId } from './custom-id.ts'
import { explanationText, keyPointButton, letterRow, questionText } from './question-card.ts'
import { escapeText } from './reply.ts'
import { instant } from './schedule-card.ts'
import type { Reader } from './texts.ts'

const SHOWN_ON_THE_WAY = 5
const SHOWN_IN_THE_END = 10

/** The public message of a live round: a question, its answer, or the board at the end. */
export function liveMessage(post: LivePost, reader: Reader): Message {
  const { show, round } = post
  if (show.kind === 'board') return boardMessage(post, show, reader)
  const asked = round.questions[show.index]
  if (!asked) throw new RangeError(`live round ${post.roundId}: expected a question ${show.index}, found none`)
  const title = reader.t('live.title', { number: show.index + 1, total: round.questions.length })
  const color = accentOf(asked.paper)
  if (show.kind === 'reveal') {
    const description = revealText(post, show, asked, reader)
    return { embeds: [{ color, title, description }], components: [row(keyPointButton(asked, reader))] }
  }
  const until = reader.t('live.until', { relative: instant(show.endsAt, TimestampStyles.RelativeTime) })
  return {
    embeds: [{ color, title, description: `${questionText(asked.question, reader)}\n\n${until}` }],
    components: [
      letterRow(asked.question, (choice) => customId('quiz', 'live', post.roundId, show.index, choice)),
      row(button(customId('quiz', 'liveStop', post.roundId), reader.t('live.stop'))),
    ],
  }
}

/** A custom id that the message of this step alone carries, so that it can be found in a channel's history. */
export function liveMark(post: LivePost): string {
  return post.show.kind === 'board' ? againId(post) : customId('quiz', 'live', post.roundId, post.show.index, 0)
}

/** What one member is told, hidden, when they answer: the verdict comes for all at the same time. */
export function liveAnswerMessage(answer: Exclude<LiveAnswer, { kind: 'unknown' }>, reader: Reader): Message {
  const letters = lettersOf(answer.asked.question)
  if (answer.kind === 'over') {
    const over = reader.t('live.over', { letter: letters[answer.rightChoice] ?? '' })
    const description = `${over}\n${explanationText(answer.asked, reader)}`
    return { embeds: [{ color: GREY, description }], components: [row(keyPointButton(answer.asked, reader))] }
  }
  const relative = instant(answer.endsAt, TimestampStyles.RelativeTime)
  const values = { letter: letters[answer.choice] ?? '', relative }
  return { content: reader.t(answer.wasAnswered ? 'live.takenBefore' : 'live.taken', values) }
}

function revealText(
  { round }: LivePost,
  { index, standings }: { index: number; standings: readonly Standing[] },
  asked: AskedQuestion,
  reader: Reader,
): string {
  const right = rightChoiceOf(asked.question)
  const letter = lettersOf(asked.question)[right] ?? ''
  const bars = barLines(round, index)
  return [
    [
      `**${escapeText(reader.content(asked.question.prompt))}**`,
      `**${reader.t('daily.answer', { letter })}** · ${escapeText(choiceText(asked, right, reader))}`,
      ...(bars.length > 0 ? bars : [reader.t('live.nobody')]),
      explanationText(asked, reader),
    ].join('\n'),
    ...(standings.length > 0
      ? [[`**${reader.t('live.scores')}**`, ...standingLines(standings, SHOWN_ON_THE_WAY, reader)].join('\n')]
      : []),
  ].join('\n\n')
}

function boardMessage(
  post: LivePost,
  { standings, asked }: { standings: readonly Standing[]; asked: number },
  reader: Reader,
): Message {
  const members = countMembers(post.round)
  const lines = standings.length > 0 ? standingLines(standings, SHOWN_IN_THE_END, reader) : [reader.t('live.noScores')]
  const description = [
    lines.join('\n'),
    ...(members > 0 ? [reader.t('daily.thanks', { members })] : []),
    ...(asked < post.round.questions.length ? [reader.t('live.cutShort', { asked })] : []),
  ].join('\n\n')
  return {
    embeds: [{ title: reader.t('live.boardTitle', { asked }), description }],
    components: [row(button(againId(post), reader.t('quiz.again'), { look: 'primary' }))],
  }
}

/** Right answers alone: nobody is shown to be wrong. */
function standingLines(standings: readonly Standing[], shown: number, reader: Reader): string[] {
  return standings
    .slice(0, shown)
    .map(({ place, member, right }) => reader.t('board.line', { place, member: userMention(member), right }))
}

/** Starts another round like this one; carries the paper when all questions are of one. */
function againId({ roundId, round, seconds }: LivePost): string {
  const papers = new Set(round.questions.map(({ paper }) => paper))
  const [only = ''] = papers.size === 1 ? papers : []
  return customId('quiz', 'liveAgain', roundId, round.questions.length, seconds, only)
}
