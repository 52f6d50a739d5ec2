import type { LookupEntry } from '../lookup/entry.ts'
import { headingOf, type Paper, termOf } from './paper.ts'

/** What the lookup is told of a paper: one entry for each key point. */
export function entriesOf(paper: Paper): LookupEntry[] {
  const headings = new Map(paper.sections.map((section) => [section.id, headingOf(section, ({ zh }) => zh)]))
  return paper.keyPoints.map((point) => ({
    id: `${paper.id}/${point.id}`,
    paper: paper.id,
    paperTitle: paper.title.zh,
    authors: paper.authors,
    ...(paper.affiliation !== undefined && { affiliation: paper.affiliation }),
    section: point.section,
    sectionTitle: headings.get(point.section) ?? '',
    kind: point.kind,
    title: termOf(point),
    text: point.text,
    gloss: point.gloss,
    keywords: point.keywords,
    aliases: point.aliases,
  }))
}
