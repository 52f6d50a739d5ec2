import { normalise } from '../lookup/normalise.ts'
import { readingsOf } from '../lookup/syllables.ts'
import { outlineOf } from './pages.ts'
import type { Paper, Section } from './paper.ts'

/** Papers of which the number, a title or an author contains what was typed: in either language or script, or in pinyin. */
export function matchPapers(papers: readonly Paper[], typed: string): readonly Paper[] {
  const wanted = normalise(typed).trim()
  if (wanted === '') return papers
  const letters = wanted.replace(/[\s']/g, '')
  return papers.filter((paper) => {
    const { spellings, sounds } = namesOf(paper)
    return spellings.some((one) => one.includes(wanted)) || sounds.some((one) => areSpelled(one, letters))
  })
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

interface Names {
  readonly spellings: readonly string[]
  /** For each name the readings of its Han characters, and the same again as their initials alone. */
  readonly sounds: readonly (readonly (readonly string[])[])[]
}

const namesByPaper = new WeakMap<Paper, Names>()

function namesOf(paper: Paper): Names {
  const known = namesByPaper.get(paper)
  if (known) return known
  const names = [paper.title.zh, ...paper.authors].map(normalise)
  const readings = names.map((name) => [...name].map(readingsOf).filter((sounds) => sounds.length > 0))
  const made = {
    spellings: [paper.id, ...names, normalise(paper.title.en ?? '')],
    sounds: [...readings, ...readings.map((name) => name.map(initialsOf))],
  }
  namesByPaper.set(paper, made)
  return made
}

function initialsOf(readings: readonly string[]): string[] {
  return [...new Set(readings.map((reading) => reading.charAt(0)))]
}

/** Whether letters spell characters that follow one another; the last one may be left unfinished. */
function areSpelled(sounds: readonly (readonly string[])[], letters: string): boolean {
  return letters !== '' && sounds.some((_, start) => isSpelledFrom(sounds, start, letters))
}

function isSpelledFrom(sounds: readonly (readonly string[])[], at: number, letters: string): boolean {
  return (sounds[at] ?? []).some(
    (sound) =>
      sound.startsWith(letters) ||
      (letters.startsWith(sound) && isSpelledFrom(sounds, at + 1, letters.slice(sound.length))),
  )
}
