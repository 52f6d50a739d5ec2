import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10'
import { findPaper, matchPapers, matchSections } from '../papers/find-paper.ts'
import { headingOf, type Paper, type Section } from '../papers/paper.ts'
import type { Call } from './command.ts'
import { clip, escapeText, MAX_AUTOCOMPLETE_CHOICES, MAX_CHOICE_CHARACTERS } from './reply.ts'
import { UserError } from './user-error.ts'

const MAX_NAMED_PAPERS = 5 // in a refusal
type Choices = APIApplicationCommandOptionChoice<string>[]

/** The paper that an option or a button names, in the library of this guild. Throws `UserError('unknownPaper')`. */
export async function paperOf(call: Pick<Call<unknown>, 'app' | 'guild' | 'reader'>, value: string): Promise<Paper> {
  const papers = await call.app.library.papers(call.guild)
  const paper = findPaper(papers, value)
  if (paper) return paper
  const several = matchPapers(papers, value).slice(0, MAX_NAMED_PAPERS)
  if (several.length === 0) throw new UserError('unknownPaper', { paper: escapeText(value) })
  const names = several
    .map((one) => escapeText(`${one.id} ${call.reader.content(one.title)}`))
    .join(call.reader.t('common.separator'))
  throw new UserError('severalPapers', { paper: escapeText(value), papers: names })
}

/** Papers to choose from while somebody types. */
export async function paperChoices(call: Call<unknown>, typed: string): Promise<Choices> {
  return choicesOf(call, await call.app.library.papers(call.guild), typed)
}

/** Removed papers to choose from while somebody types. */
export async function removedPaperChoices(call: Call<unknown>, typed: string): Promise<Choices> {
  return choicesOf(call, await call.app.library.removed(call.guild), typed)
}

/** Sections to choose from while somebody types: of the paper chosen before, or else of all, as `PAPER/SECTION`. */
export async function sectionChoices(call: Call<unknown>, paperValue: string | null, typed: string): Promise<Choices> {
  const papers = await call.app.library.papers(call.guild)
  const paper = paperValue === null ? undefined : findPaper(papers, paperValue)
  if (paper) return sectionsOf(paper, typed).map((one) => sectionChoice(one.id, headingOf(one, call.reader.content)))
  if (paperValue !== null) return []
  return papers
    .flatMap((one) =>
      sectionsOf(one, typed).map((section) =>
        sectionChoice(`${one.id}/${section.id}`, `${one.id} ${headingOf(section, call.reader.content)}`),
      ),
    )
    .slice(0, MAX_AUTOCOMPLETE_CHOICES)
}

/**
 * The section that an option names, with its paper: `PAPER/SECTION` as offered, or a number or words, of the paper
 * chosen before or of the one paper they fit. Throws `UserError('unknownSection')`.
 */
export async function placeOf(
  call: Pick<Call<unknown>, 'app' | 'guild' | 'reader'>,
  paperValue: string | null,
  value: string,
): Promise<{ paper: string; section: string }> {
  const [, id, offered] = /^([a-z0-9-]+)\/(.+)$/.exec(value) ?? []
  const chosen = paperValue === null ? undefined : await paperOf(call, paperValue)
  const papers = (chosen ? [chosen] : await call.app.library.papers(call.guild)).filter((one) => !id || one.id === id)
  const fitting = papers.flatMap((one) => {
    const exact = one.sections.find((section) => section.id === (offered ?? value))
    const section = exact ?? (offered ? undefined : matchSections(one, value)[0])
    return section ? [{ paper: one.id, section: section.id }] : []
  })
  const [first, second] = fitting
  if (!first || second) throw new UserError('unknownSection', { section: escapeText(value) })
  return first
}

function sectionsOf(paper: Paper, typed: string): readonly Section[] {
  return matchSections(paper, typed).slice(0, MAX_AUTOCOMPLETE_CHOICES)
}

function sectionChoice(value: string, name: string): Choices[number] {
  return { name: clip(name, MAX_CHOICE_CHARACTERS), value }
}

function choicesOf(call: Call<unknown>, papers: readonly Paper[], typed: string): Choices {
  return matchPapers(papers, typed)
    .slice(0, MAX_AUTOCOMPLETE_CHOICES)
    .map((paper) => ({ name: clip(paperLabel(paper, call), MAX_CHOICE_CHARACTERS), value: paper.id }))
}

function paperLabel(paper: Paper, { reader }: Call<unknown>): string {
  const [first] = paper.authors
  return `${paper.id} ${reader.content(paper.title)}${first ? ` · ${reader.chinese(first)}` : ''}`
}
