import type { BaseMessageOptions } from 'discord.js'
import type { APIEmbed } from 'discord-api-types/v10'
import type { Message } from './command.ts'

export const MAX_AUTOCOMPLETE_CHOICES = 25 // Discord: choices per autocomplete
export const MAX_CHOICE_CHARACTERS = 100 // Discord: name and value of a choice
export const MAX_MENU_OPTIONS = 25 // Discord: options of a select menu
export const MAX_LABEL_CHARACTERS = 80 // Discord: label of a button
export const MAX_OPTION_CHARACTERS = 100 // Discord: label, value and description of a menu's option
const MAX_CONTENT_CHARACTERS = 2_000 // Discord: content of a message
const MAX_EMBED_TITLE_CHARACTERS = 256 // Discord: title of an embed
export const MAX_EMBED_TEXT_CHARACTERS = 4_096 // Discord: description of an embed
const MAX_EMBEDS_CHARACTERS = 6_000 // Discord: all texts of all embeds of a message
const MAX_FOOTER_CHARACTERS = 2_048 // Discord: footer of an embed

/** Cuts to at most `max` UTF-16 units, as Discord counts, never through a character, and marks the cut. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text
  const end = max - 1
  const isHigh = text.charCodeAt(end - 1) >= 0xd800 && text.charCodeAt(end - 1) <= 0xdbff
  return `${text.slice(0, isHigh ? end - 1 : end)}…`
}

/** Signs that Discord's markdown gives a meaning anywhere, and those that it gives one at the beginning of a line. */
const MARKS = /[\\`*_~|[\]()<]/g
const MARKS_OF_A_LINE = /^(\s*)(?:([#>+-])|(\d+)([.)]))/gm
/** Characters that turn the direction of a text, or are not to be seen: they make one text look like another. */
const DECEIVING = /[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g

/** Text from people or files, shown as it is: no formatting, no mentions, no headings, no links in disguise. */
export function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replace(DECEIVING, '')
    .replace(/\p{Cc}/gu, (character) => (character === '\n' ? character : ''))
    .replace(MARKS, '\\$&')
    .replace(MARKS_OF_A_LINE, (_, space: string, sign: string | undefined, number: string, dot: string) =>
      sign ? `${space}\\${sign}` : `${space}${number}\\${dot}`,
    )
    .replace(/@(?=[a-z\d&!])/gi, '@\u200b')
}

/** A message of words alone. */
export function plain(content: string): Message {
  return { content }
}

/** What goes to Discord: within its limits, and without a ping. */
export function toPayload(message: Message) {
  return {
    content: clip(message.content ?? '', MAX_CONTENT_CHARACTERS),
    embeds: withinBudget(message.embeds ?? []),
    components: [...(message.components ?? [])],
    files: (message.files ?? []).map(({ name, content }) => ({ name, attachment: Buffer.from(content) })),
    allowedMentions: { parse: [] },
  } satisfies BaseMessageOptions
}

/** Embeds cut to what Discord takes of each part, and of all together: what comes last is cut first. */
function withinBudget(embeds: readonly APIEmbed[]): APIEmbed[] {
  let left = MAX_EMBEDS_CHARACTERS
  return embeds.map((embed) => {
    const title = clip(embed.title ?? '', MAX_EMBED_TITLE_CHARACTERS)
    const footer = clip(embed.footer?.text ?? '', MAX_FOOTER_CHARACTERS)
    left -= title.length + footer.length
    const description = clip(embed.description ?? '', Math.min(MAX_EMBED_TEXT_CHARACTERS, left))
    left -= description.length
    return {
      ...embed,
      ...(title && { title }),
      ...(description && { description }),
      ...(footer && { footer: { ...embed.footer, text: footer } }),
    }
  })
}
