import { headingOf, type Paper, sourceOf, type Text, termOf } from './paper.ts'

/** A paper as a Markdown file: headings for its sections, bullet points for its key points. */
export function toMarkdown(paper: Paper, content: (text: Text) => string): string {
  const sections = paper.sections.flatMap((section) => [
    `${'#'.repeat(1 + section.id.split('.').length)} ${headingOf(section, content)}`,
    content(section.summary),
    ...bullets(section.id),
  ])
  return [
    `# ${content(paper.title)}`,
    [paper.authors.join('、'), paper.affiliation, paper.venue, paper.doi && `DOI ${paper.doi}`]
      .filter(Boolean)
      .join(' · '),
    `**${content(paper.tldr)}**`,
    content(paper.summary),
    ...sections,
    ...bullets(''),
    '',
  ]
    .filter((part, index, all) => part !== '' || index === all.length - 1)
    .join('\n\n')

  function bullets(section: string): string[] {
    const points = paper.keyPoints.filter((point) => point.section === section)
    const lines = points.map(
      (point) =>
        `- **${termOf(point)}** ${content({ zh: point.text, en: point.gloss || undefined })} ${sourceOf(paper, point.section)}`,
    )
    return lines.length > 0 ? [lines.join('\n')] : []
  }
}
