import { pinyin } from 'pinyin-pro'
import { normalise } from '../lookup/normalise.ts'
import { outlineOf } from './pages.ts'
import type { Paper, Section } from './paper.ts'

/** Papers of which the number, a title or an author contains what was typed: in either language or script, or in pinyin. */
export function matchPapers(papers: readonly Paper[], typed: string): readonly Paper[] {
  const wanted = normalise(typed).trim()
  return wanted === ''
    ? papers
    : papers.filter((paper) => spellingsOf(paper).some((spelling) => spelling.includes(wanted)))
}

/** The one paper meant by an option's value: its id, or else words that fit exactly one paper. */
export function findPaper(papers: readonly Paper[], value: string): Paper | undefined {
  const exact = papers.find((paper) => paper.id === value.trim().toLowerCase())
  if (exact) return exact
  const [first, second] = matchPapers(papers, value)
  return second ? undefined : first
}

/** Sections whose number or title contains what was typed. */
export function matchSections(paper: Paper, typed: string): readonly Section[] {
  const wanted = normalise(typed).trim()
  const sections = wanted === '' ? outlineOf(paper) : paper.sections
  return sections.filter((section) =>
    [section.id, section.label, section.title.zh, section.title.en ?? ''].some((spelling) =>
      normalise(spelling).includes(wanted),
    ),
  )
}

const spellings = new WeakMap<Paper, readonly string[]>()

function spellingsOf(paper: Paper): readonly string[] {
  const known = spellings.get(paper)
  if (known) return known
  const names = [paper.title.zh, ...paper.authors]
  const made = [paper.id, ...names, paper.title.en ?? '', ...names.map(inPinyin), ...names.map(inInitials)].map(
    (name) => normalise(name),
  )
  spellings.set(paper, made)
  return made
}

function inPinyin(text: string): string {
  return pinyin(text, { toneType: 'none', type: 'array', nonZh: 'removed' }).join('')
}

function inInitials(text: string): string {
  return pinyin(text, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'removed' }).join('')
}
