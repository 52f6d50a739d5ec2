import { type BaseMessageOptions, escapeMarkdown } from 'discord.js'
import type { Message } from './command.ts'

export const MAX_AUTOCOMPLETE_CHOICES = 25 // Discord: choices per autocomplete
export const MAX_CHOICE_CHARACTERS = 100 // Discord: name and value of a choice
export const MAX_MENU_OPTIONS = 25 // Discord: options of a select menu
export const MAX_LABEL_CHARACTERS = 80 // Discord: label of a button
export const MAX_OPTION_CHARACTERS = 100 // Discord: label, value and description of a menu's option
const MAX_CONTENT_CHARACTERS = 2_000 // Discord: content of a message
const MAX_EMBED_TITLE_CHARACTERS = 256 // Discord: title of an embed
export const MAX_EMBED_TEXT_CHARACTERS = 4_096 // Discord: description of an embed
const MAX_FOOTER_CHARACTERS = 2_048 // Discord: footer of an embed

/** Cuts to at most `max` UTF-16 units, as Discord counts, never through a character, and marks the cut. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text
  const end = max - 1
  const isHigh = text.charCodeAt(end - 1) >= 0xd800 && text.charCodeAt(end - 1) <= 0xdbff
  return `${text.slice(0, isHigh ? end - 1 : end)}…`
}

/** Whatever `escapeText` might have to change; most texts have none of it, and discord.js takes its time to find that out. */
const SUSPECT = /[\\`*_~|#[<>@]|(?!\n)\p{Cc}|^[^\S\n]*(?:-|\d+\.)/mu

/** Text from people or files, shown as it is: no formatting, no mentions, no headings, no links in disguise. */
export function escapeText(text: string): string {
  if (!SUSPECT.test(text)) return text
  return escapeMarkdown(text, { heading: true, bulletedList: true, numberedList: true, maskedLink: true })
    .replace(/^(\s*)-#/gm, '$1\\-#')
    .replace(/^(\s*)>/gm, '$1\\>')
    .replace(/[<@](?=[@#&!:a-z\d])/gi, '$&\u200B')
    .replace(/\p{Cc}/gu, (character) => (character === '\n' ? character : ''))
}

/** A message of words alone. */
export function plain(content: string): Message {
  return { content }
}

/** What goes to Discord: within its limits, and without a ping. */
export function toPayload(message: Message) {
  return {
    content: clip(message.content ?? '', MAX_CONTENT_CHARACTERS),
    embeds: (message.embeds ?? []).map((embed) => ({
      ...embed,
      ...(embed.title !== undefined && { title: clip(embed.title, MAX_EMBED_TITLE_CHARACTERS) }),
      ...(embed.description !== undefined && { description: clip(embed.description, MAX_EMBED_TEXT_CHARACTERS) }),
      ...(embed.footer && { footer: { ...embed.footer, text: clip(embed.footer.text, MAX_FOOTER_CHARACTERS) } }),
    })),
    components: [...(message.components ?? [])],
    files: (message.files ?? []).map(({ name, content }) => ({ name, attachment: Buffer.from(content) })),
    allowedMentions: { parse: [] },
  } satisfies BaseMessageOptions
}
