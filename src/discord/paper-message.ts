import { outlineOf, pagesOf } from '../papers/pages.ts'
import { headingOf, type Paper } from '../papers/paper.ts'
import type { Message } from './command.ts'
import { button, menu, type Row, row } from './controls.ts'
import { customId } from './custom-id.ts'
import { paperPage } from './paper-pages.ts'
import type { Reader } from './texts.ts'

/** One page of a paper with all that leads on from it: menu of sections, turning, quiz, share, export. */
export function paperMessage(paper: Paper, index: number, reader: Reader): Message {
  const last = pagesOf(paper).length - 1
  const page = Math.min(Math.max(Number.isInteger(index) ? index : 0, 0), last)
  const turn = (to: number, label: string) =>
    button(customId('summary', 'page', paper.id, to), label, { disabled: to < 0 || to > last })
  return {
    embeds: [paperPage(paper, page, reader)],
    components: [
      ...jumpRow(paper, reader),
      row(
        turn(page - 1, '←'),
        turn(page + 1, '→'),
        button(customId('quiz', 'start', paper.id), reader.t('common.quizMe'), {
          disabled: paper.questions.length === 0,
        }),
        button(customId('summary', 'share', paper.id, page), reader.t('common.share')),
        button(customId('summary', 'export', paper.id), reader.t('summary.export')),
      ),
    ],
  }
}

function jumpRow(paper: Paper, reader: Reader): Row[] {
  const sections = outlineOf(paper)
  if (sections.length === 0) return []
  const options = sections.map((section) => ({
    value: section.id,
    label: headingOf(section, reader.content),
  }))
  return [
    row(
      menu(customId('summary', 'jump', paper.id), reader.t('summary.jump'), [
        { value: 'overview', label: reader.t('summary.overview') },
        ...options,
      ]),
    ),
  ]
}
