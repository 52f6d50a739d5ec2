import { type KeyPoint, type Paper, sourceOf, termOf } from '../papers/paper.ts'
import { accentOf } from './accent.ts'
import type { Message } from './command.ts'
import { button, row } from './controls.ts'
import { customId } from './custom-id.ts'
import { originOf } from './paper-pages.ts'
import { escapeText } from './reply.ts'
import type { Reader } from './texts.ts'

/** One key point in full, in both languages, with the way to its section and to a quiz on its paper. */
export function keyPointMessage(paper: Paper, point: KeyPoint, reader: Reader): Message {
  const section = paper.sections.find((one) => one.id === point.section)
  const isEnglish = reader.language === 'en-US' && point.gloss !== ''
  const lines = [
    `${reader.t(`kinds.${point.kind}`)} ${escapeText(reader.chinese(sourceOf(paper, point.section)))}`,
    ...(isEnglish
      ? [escapeText(point.gloss), `-# ${escapeText(point.text)}`]
      : [escapeText(reader.chinese(point.text))]),
    `-# ${reader.t('lookup.keywords')}${reader.t('common.colon')}${escapeText(reader.chinese(point.keywords.join(reader.t('common.separator'))))}`,
    `-# ${escapeText(reader.content(paper.title))} · ${escapeText(originOf(paper, reader))}${section ? ` · ${escapeText(reader.content(section.title))}` : ''}`,
  ]
  return {
    embeds: [
      { color: accentOf(paper.id), title: escapeText(reader.chinese(termOf(point))), description: lines.join('\n\n') },
    ],
    components: [
      row(
        button(customId('summary', 'section', paper.id, point.section), reader.t('common.openSection')),
        button(customId('lookup', 'similar', paper.id, point.id), reader.t('lookup.similar')),
        button(customId('quiz', 'start', paper.id), reader.t('common.quizMe'), {
          disabled: paper.questions.length === 0,
        }),
      ),
    ],
  }
}
