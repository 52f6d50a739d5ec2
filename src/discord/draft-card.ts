import type { ModalSubmitInteraction } from 'discord.js'
import { type APIModalInteractionResponseCallbackData, ComponentType, TextInputStyle } from 'discord-api-types/v10'
import {
  DRAFT_FIELDS,
  type DraftFault,
  type DraftField,
  type DraftTexts,
  MAX_DRAFT_CHARACTERS,
} from '../papers/draft.ts'
import type { Paper } from '../papers/paper.ts'
import type { Message } from './command.ts'
import { button, row } from './controls.ts'
import { customId } from './custom-id.ts'
import { keyPointText, paperPage } from './paper-pages.ts'
import { clip, escapeText } from './reply.ts'
import type { Reader } from './texts.ts'

const OPTIONAL: readonly DraftField[] = ['authors']
const ONE_LINE: readonly DraftField[] = ['title', 'authors', 'tldr']
const MAX_FORM_CHARACTERS = 4_000 // Discord: value of a text input
const MAX_LISTED_CHARACTERS = 1_800 // leaves room for the words around the list

/** The form for a paper, with what was typed before. Its fields take more than fits, so that nothing typed is cut off unseen. */
export function draftForm(
  draft: string,
  texts: DraftTexts | undefined,
  reader: Reader,
): APIModalInteractionResponseCallbackData {
  return {
    custom_id: customId('paper', 'draft', draft),
    title: reader.t('paper.modalTitle'),
    components: DRAFT_FIELDS.map((field) => ({
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.TextInput,
          custom_id: field,
          style: ONE_LINE.includes(field) ? TextInputStyle.Short : TextInputStyle.Paragraph,
          label: clip(reader.t(`paper.fields.${field}`), 45),
          placeholder: clip(reader.t(`paper.placeholders.${field}`), 100),
          required: !OPTIONAL.includes(field),
          max_length: Math.min(MAX_FORM_CHARACTERS, MAX_DRAFT_CHARACTERS[field]),
          ...(texts?.[field] && { value: texts[field] }),
        },
      ],
    })),
  }
}

/** What was typed into the form. */
export function textsOfForm(interaction: ModalSubmitInteraction): DraftTexts {
  const typed = (field: DraftField) => interaction.fields.getTextInputValue(field)
  return {
    title: typed('title'),
    authors: typed('authors'),
    tldr: typed('tldr'),
    summary: typed('summary'),
    keyPoints: typed('keyPoints'),
  }
}

/** The paper as members will see it, with Publish; or what has to change before that. */
export function draftMessage(
  draft: string,
  { paper, faults }: { paper: Paper; faults: readonly DraftFault[] },
  reader: Reader,
): Message {
  const edit = button(customId('paper', 'edit', draft), reader.t('paper.edit'))
  const discard = button(customId('paper', 'discard', draft), reader.t('paper.discard'))
  if (faults.length > 0) {
    const list = clip(faults.map((fault) => `- ${faultText(fault, reader)}`).join('\n'), MAX_LISTED_CHARACTERS)
    return {
      content: `${reader.t('paper.fix', { count: faults.length })}\n${list}`,
      components: [row({ ...edit, style: 1 }, discard)],
    }
  }
  const points = clip(
    paper.keyPoints.map((point) => keyPointText(paper, point, reader)).join('\n\n'),
    MAX_LISTED_CHARACTERS,
  )
  return {
    content: reader.t('paper.preview'),
    embeds: [
      paperPage(paper, 0, reader),
      { title: `${reader.t('summary.keyPoints')} · ${paper.keyPoints.length}`, description: points },
    ],
    components: [
      row(button(customId('paper', 'publish', draft), reader.t('paper.publish'), { look: 'success' }), edit, discard),
    ],
  }
}

/** A fault in words, e.g. "Title: write 1 to 100 characters". */
export function faultText(fault: DraftFault, reader: Reader): string {
  const values = Object.fromEntries(
    Object.entries(fault.values).map(([name, value]) => [name, typeof value === 'string' ? escapeText(value) : value]),
  )
  return reader.t(`paper.faults.${fault.reason}`, values)
}
