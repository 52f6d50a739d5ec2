import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord-api-types/v10'
import { MAX_TERM_CHARACTERS, parseTerms, type TermProblem } from '../lookup/own-terms.ts'
import { MAX_TERMS_CHARACTERS, markOf } from '../papers/terms.ts'
import type { Message } from './command.ts'
import { button, row } from './controls.ts'
import { customId } from './custom-id.ts'
import { clip, escapeText } from './reply.ts'
import type { Reader } from './texts.ts'

const MAX_LINE_CHARACTERS = 80 // of a line that is repeated in the answer
const MAX_SHOWN_LINES = 8 // of each sort; the form has them all
const FIELD = 'terms'

/** The form for a server's own words, with those that it has. */
export function termsForm(text: string, reader: Reader): APIModalInteractionResponseCallbackData {
  return {
    custom_id: customId('settings', 'terms'),
    title: reader.t('terms.modalTitle'),
    components: [
      {
        type: ComponentType.ActionRow,
        components: [
          {
            type: ComponentType.TextInput,
            custom_id: FIELD,
            style: TextInputStyle.Paragraph,
            label: reader.t('terms.field'),
            placeholder: reader.t('terms.placeholder'),
            required: false,
            max_length: MAX_TERMS_CHARACTERS,
            ...(text && { value: text }),
          },
        ],
      },
    ],
  }
}

/** What was typed into the form. */
export function termsOfForm(interaction: { fields: { getTextInputValue(name: string): string } }): string {
  return interaction.fields.getTextInputValue(FIELD).replaceAll('\r\n', '\n').trim()
}

/** What a change of the words did: lines that came and went, lines that cannot be used, and the way back. */
export function termsMessage(before: string, after: string, reader: Reader): Message {
  const { lines, problems } = parseTerms(after)
  const unused = new Set([...problems, ...parseTerms(before).problems].map(({ text }) => text))
  const used = (text: string) => linesOf(text).filter((line) => !unused.has(line))
  const [old, now] = [used(before), used(after)]
  const parts = [
    reader.t(before === after ? 'terms.unchanged' : 'terms.saved', { lines }),
    ...listed(
      now.filter((line) => !old.includes(line)).map((line) => `＋ ${shown(line)}`),
      reader,
    ),
    ...listed(
      old.filter((line) => !now.includes(line)).map((line) => `－ ${shown(line)}`),
      reader,
    ),
    ...listed(
      problems.map((problem) => problemText(problem, reader)),
      reader,
    ),
    ...(problems.length > 0 ? [reader.t('terms.form')] : []),
  ]
  const edit = button(customId('settings', 'editTerms'), reader.t('terms.edit'))
  const undo = button(customId('settings', 'undoTerms', markOf(after)), reader.t('common.undo'))
  return { content: parts.join('\n'), components: [before === after ? row(edit) : row(edit, undo)] }
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
}

function listed(lines: readonly string[], reader: Reader): string[] {
  const more = lines.length - MAX_SHOWN_LINES
  return [...lines.slice(0, MAX_SHOWN_LINES), ...(more > 0 ? [reader.t('terms.more', { count: more })] : [])]
}

function problemText({ line, text, reason }: TermProblem, reader: Reader): string {
  return reader.t('terms.problem', {
    line,
    text: shown(text),
    reason: reader.t(`terms.reasons.${reason}`, { max: MAX_TERM_CHARACTERS }),
  })
}

function shown(line: string): string {
  return escapeText(clip(line, MAX_LINE_CHARACTERS))
}
