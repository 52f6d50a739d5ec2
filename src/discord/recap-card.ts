import type { DailyPost } from '../daily/poster.ts'
import { distributionOf, type Round } from '../quiz/round.ts'
import { accentOf } from './accent.ts'
import { accuracyText, barLines, namesParts, thanksText } from './closed-post.ts'
import type { Message } from './command.ts'
import { button, row } from './controls.ts'
import { customId } from './custom-id.ts'
import { postTitle } from './daily-post.ts'
import { embedsOf } from './embeds.ts'
import { explanationText } from './question-card.ts'
import { clip, escapeText } from './reply.ts'
import type { Reader } from './texts.ts'

/** The action of the recap's button; by it a recap is told from its post when the channel is searched. */
export const RECAP_ACTION = 'recap'
const MAX_PROMPT_CHARACTERS = 80

/** The message after a round is closed: how it went, who answered all, one thing to take along. Nobody is shown to be wrong. */
export function recapMessage(post: DailyPost, reader: Reader, zone: string): Message {
  const { round, roundId } = post
  const title = reader.t('daily.recapTitle', { title: postTitle(post, reader, zone) })
  const parts = [
    round.questions.map((_, index) => resultText(round, index, reader)).join('\n'),
    ...namesParts(round, reader),
    teachingText(round, reader),
    thanksText(round, reader),
  ]
  return {
    embeds: embedsOf(parts, { color: accentOf(round.questions[0]?.paper ?? ''), title }),
    components: [row(button(customId('daily', RECAP_ACTION, roundId), reader.t('daily.mine')))],
  }
}

/** One question alone shows how its choices were spread, several one line each. */
function resultText(round: Round, index: number, reader: Reader): string {
  const asked = round.questions[index]
  const accuracy = accuracyText(round, index, reader) ?? reader.t('daily.unanswered')
  if (!asked) return ''
  const prompt = escapeText(clip(reader.content(asked.question.prompt), MAX_PROMPT_CHARACTERS))
  if (round.questions.length === 1) return [`**${prompt}**`, accuracy, ...barLines(round, index)].join('\n')
  const counts = distributionOf(round, index).counts.map((count, choice) => `${'ABCD'[choice]} ${count}`)
  return `**${index + 1}.** ${prompt}\n${accuracy} · \`${counts.join(' · ')}\``
}

/** Why, for the question that the fewest knew. */
function teachingText(round: Round, reader: Reader): string {
  const accuracies = round.questions.map((_, index) => distributionOf(round, index).accuracy ?? 1)
  const hardest = round.questions[accuracies.indexOf(Math.min(...accuracies))]
  return hardest ? reader.t('daily.teaching', { text: explanationText(hardest, reader) }) : ''
}
