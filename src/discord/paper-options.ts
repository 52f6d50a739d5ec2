import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10'
import { findPaper, matchPapers, matchSections } from '../papers/find-paper.ts'
import { headingOf, type Paper } from '../papers/paper.ts'
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

/** Sections of the paper chosen before; none until there is one. */
export async function sectionChoices(call: Call<unknown>, paperValue: string, typed: string): Promise<Choices> {
  const paper = findPaper(await call.app.library.papers(call.guild), paperValue)
  if (!paper) return []
  return matchSections(paper, typed)
    .slice(0, MAX_AUTOCOMPLETE_CHOICES)
    .map((section) => ({
      name: clip(headingOf(section, call.reader.content), MAX_CHOICE_CHARACTERS),
      value: section.id,
    }))
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
