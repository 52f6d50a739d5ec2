import type { APIEmbed } from 'discord-api-types/v10'
import { type DailyPost, opensRun } from '../daily/poster.ts'
import { accentOf } from './accent.ts'
import type { Message } from './command.ts'
import type { Row } from './controls.ts'
import { dailyMessage, questionParts } from './daily-post.ts'
import { embedsOf } from './embeds.ts'
import { clip, escapeText, MAX_EMBED_TEXT_CHARACTERS } from './reply.ts'
import type { Reader } from './texts.ts'

const MAX_PROMPT_CHARACTERS = 150

/** The next post as its channel will see it, its buttons off, for one moderator; `reader` speaks the channel's language. */
export function previewMessage(post: DailyPost, content: string, reader: Reader, zone: string): Message {
  const shown = dailyMessage(post, { kind: 'open', members: 0 }, reader, zone)
  const hidden = opensRun(post) ? runQuestions(post, reader) : []
  return {
    content,
    embeds: [...(shown.embeds ?? []), ...hidden],
    components: (shown.components ?? []).map(switchedOff),
  }
}

/** The questions behind the start button; their prompts alone where there is no room for the choices. */
function runQuestions(post: DailyPost, reader: Reader): APIEmbed[] {
  const full = questionParts(post, reader)
  const isLong = full.join('\n\n').length > MAX_EMBED_TEXT_CHARACTERS
  const short = post.round.questions.map(
    ({ question }, index) =>
      `**${index + 1}.** ${escapeText(clip(reader.content(question.prompt), MAX_PROMPT_CHARACTERS))}`,
  )
  const title = reader.t('daily.previewQuestions')
  return embedsOf([(isLong ? short : full).join('\n\n')], {
    color: accentOf(post.round.questions[0]?.paper ?? ''),
    title,
  })
}

function switchedOff(row: Row): Row {
  return { ...row, components: row.components.map((component) => ({ ...component, disabled: true })) }
}
