import type { APIEmbed } from 'discord-api-types/v10'
import { type Page, pagesOf, topSections } from '../papers/pages.ts'
import { headingOf, type KeyPoint, type Paper, sourceOf, termOf } from '../papers/paper.ts'
import { accentOf } from './accent.ts'
import { clip, escapeText, MAX_EMBED_TEXT_CHARACTERS } from './reply.ts'
import type { Reader } from './texts.ts'

/** One page of a paper as an embed. `index` beyond the last page shows the last. */
export function paperPage(paper: Paper, index: number, reader: Reader): APIEmbed {
  const pages = pagesOf(paper)
  const number = Math.min(Math.max(index, 0), pages.length - 1)
  const page = pages[number]
  return {
    color: accentOf(paper.id),
    title: escapeText(reader.content(paper.title)),
    description: clip(page ? pageText(paper, page, reader) : '', MAX_EMBED_TEXT_CHARACTERS),
    footer: { text: `${paper.id} · ${reader.t('common.page', { page: number + 1, pages: pages.length })}` },
  }
}

/** Authors · venue, as far as the paper gives them. */
export function originOf(paper: Paper, reader: Reader): string {
  const authors = paper.authors.map(reader.chinese).join(reader.t('common.separator')) || reader.t('summary.noAuthors')
  return [
    authors,
    ...(paper.affiliation ? [reader.chinese(paper.affiliation)] : []),
    ...(paper.venue ? [reader.chinese(paper.venue)] : []),
    ...(paper.doi ? [`DOI ${paper.doi}`] : []),
  ].join(' · ')
}

/** A key point in a list: its term and kind, its text in the reader's language, and its source. */
export function keyPointText(paper: Paper, point: KeyPoint, reader: Reader): string {
  const text = reader.content({ zh: point.text, en: point.gloss || undefined })
  return `**${escapeText(reader.chinese(termOf(point)))}** · ${reader.t(`kinds.${point.kind}`)}\n${escapeText(text)} ${escapeText(reader.chinese(sourceOf(paper, point.section)))}`
}

function pageText(paper: Paper, page: Page, reader: Reader): string {
  if (page.kind === 'overview') return overview(paper, reader)
  const { section, points } = page
  const heading = section
    ? [
        `### ${escapeText(headingOf(section, reader.content))}`,
        ...(page.isContinued ? [] : [escapeText(reader.content(section.summary))]),
      ]
    : [`### ${reader.t('summary.keyPoints')}`]
  return [...heading, ...points.map((point) => keyPointText(paper, point, reader))].join('\n\n')
}

function overview(paper: Paper, reader: Reader): string {
  const other = reader.language === 'en-US' ? paper.title.zh : paper.title.en
  const outline = topSections(paper).map((section) => escapeText(headingOf(section, reader.content)))
  return [
    ...(other && other !== reader.content(paper.title) ? [`-# ${escapeText(other)}`] : []),
    `-# ${escapeText(originOf(paper, reader))}`,
    `**${escapeText(reader.content(paper.tldr))}**`,
    escapeText(reader.content(paper.summary)),
    ...(outline.length > 0
      ? [
          `**${reader.t('summary.outline')}** · ${reader.t('summary.points', { count: paper.keyPoints.length })}\n${outline.join('\n')}`,
        ]
      : []),
  ].join('\n\n')
}
