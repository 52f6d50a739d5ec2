import { TimestampStyles } from 'discord.js'
import { type DailyPost, opensRun, type PostState } from '../daily/poster.ts'
import { accentOf } from './accent.ts'
import { closedParts } from './closed-post.ts'
import type { Message } from './command.ts'
import { button, type Row, row } from './controls.ts'
import { customId } from './custom-id.ts'
import { embedsOf } from './embeds.ts'
import { letterRow, questionText } from './question-card.ts'
import { instant } from './schedule-card.ts'
import type { Reader } from './texts.ts'

const DAY_MS = 86_400_000

/** The public post of a round, open or closed. `zone` dates a post that has no slot. */
export function dailyMessage(post: DailyPost, state: PostState, reader: Reader, zone: string): Message {
  const title = postTitle(post, reader, zone)
  const color = accentOf(post.round.questions[0]?.paper ?? '')
  if (state.kind === 'closed')
    return { embeds: embedsOf(closedParts(post, reader), { color, title }), components: [restRow(post, reader)] }
  const parts = opensRun(post) ? [runText(post, reader)] : questionParts(post, reader)
  return {
    embeds: embedsOf([...parts, answeredText(post, state.members, reader)], { color, title }),
    components: opensRun(post) ? [startRow(post, reader)] : [...letterRows(post), restRow(post, reader)],
  }
}

/** Date and number of a post; its thread bears the same name. */
export function postTitle(post: DailyPost, reader: Reader, zone: string): string {
  const title = reader.t('daily.title', { date: dateText(post, reader, zone), number: post.number })
  return post.isLate ? `${title}${reader.t('daily.late')}` : title
}

/** A text per question, with its choices. */
export function questionParts({ round }: DailyPost, reader: Reader): string[] {
  return round.questions.map(({ question }, index) => {
    const heading = round.questions.length > 1 ? `${reader.t('daily.question', { number: index + 1 })}\n` : ''
    return `${heading}${questionText(question, reader)}`
  })
}

function runText({ round }: DailyPost, reader: Reader): string {
  const papers = [...new Set(round.questions.map(({ paper }) => paper))].join(reader.t('common.separator'))
  return reader.t('daily.runInvites', { questions: round.questions.length, papers })
}

function answeredText(post: DailyPost, members: number, reader: Reader): string {
  const style = post.closesAt - post.slotAt <= DAY_MS ? TimestampStyles.ShortTime : TimestampStyles.LongDateShortTime
  return reader.t('daily.answered', {
    members,
    time: instant(post.closesAt, style),
    relative: instant(post.closesAt, TimestampStyles.RelativeTime),
  })
}

/** A post of one question needs no numbers. */
function letterRows({ roundId, round }: DailyPost): Row[] {
  return round.questions.map(({ question }, index) =>
    letterRow(
      question,
      (choice) => customId('daily', 'answer', roundId, index, choice),
      round.questions.length > 1 ? `${index + 1} ` : '',
    ),
  )
}

/** The last row, for what is not a letter. */
function restRow({ roundId }: DailyPost, reader: Reader): Row {
  return row(button(customId('daily', 'mine', roundId), reader.t('daily.mine')))
}

function startRow({ roundId }: DailyPost, reader: Reader): Row {
  return row(button(customId('daily', 'start', roundId), reader.t('daily.start'), { look: 'primary' }))
}

function dateText(post: DailyPost, reader: Reader, zone: string): string {
  const format = (at: number, timeZone: string) =>
    new Intl.DateTimeFormat(reader.language, { month: 'long', day: 'numeric', timeZone }).format(at)
  return post.date === undefined ? format(post.slotAt, zone) : format(Date.parse(`${post.date}T00:00:00Z`), 'UTC')
}
