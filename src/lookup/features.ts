import type { LookupEntry } from './entry.ts'
import { ENGLISH_STOP_WORDS, latinWordsIn, stem } from './latin.ts'
import { isHan, normalise } from './normalise.ts'
import { numbersIn } from './numbers.ts'

/**
 * What an entry is found by: a pair of neighbouring Han characters, the stem of a Latin word, `#` and a number,
 * `@=` and the name of an author, affiliation, paper or section, or `@` and a pair of its characters.
 */
export type Feature = string

/** The features of an entry, each once. */
export interface Features {
  readonly all: ReadonlySet<Feature>
  /** Those of the title, keywords and aliases. */
  readonly head: ReadonlySet<Feature>
}

/** An entry as the lookup compares it: its fields normalised. */
export interface FoldedEntry {
  readonly title: string
  readonly keywords: readonly string[]
  readonly aliases: readonly string[]
  readonly text: string
  readonly gloss: string
  /** Who wrote it and where: it identifies a paper, not a point. */
  readonly who: readonly string[]
  /** Title of the paper and heading of the section: they say what a point is about without being its words. */
  readonly place: readonly string[]
}

export function foldEntry(entry: LookupEntry): FoldedEntry {
  return {
    title: normalise(entry.title),
    keywords: entry.keywords.map(normalise),
    aliases: entry.aliases.map(normalise),
    text: normalise(entry.text),
    gloss: normalise(entry.gloss),
    who: [...entry.authors, ...(entry.affiliation ? [entry.affiliation] : [])].map(normalise),
    place: [entry.paperTitle, entry.sectionTitle, withoutNumber(entry.sectionTitle)].map(normalise),
  }
}

/** A heading without the number before it. */
function withoutNumber(heading: string): string {
  return heading.slice(heading.indexOf(' ') + 1)
}

export function featuresOf(entry: FoldedEntry): Features {
  const head = new Set<Feature>()
  for (const text of new Set([entry.title, ...entry.keywords, ...entry.aliases])) collect(text, head)
  const all = new Set(head)
  collect(entry.text, all)
  collect(entry.gloss, all)
  for (const text of entry.who) {
    all.add(nameFeature(text))
    for (const pair of hanPairs(text)) all.add(whoFeature(pair))
  }
  for (const text of entry.place) if (text !== '') all.add(nameFeature(text))
  return { all, head }
}

/** The features of words as a query or a term has them. */
export function featuresOfTerm(term: string): Feature[] {
  const features = new Set<Feature>()
  collect(term, features)
  return [...features]
}

/** The feature of a whole name: an author's, a paper's or a section's. */
export function nameFeature(name: string): Feature {
  return `@=${name}`
}

export function whoFeature(pair: string): Feature {
  return `@${pair}`
}

function collect(text: string, features: Set<Feature>): void {
  for (const pair of hanPairs(text)) features.add(pair)
  if (/[a-z]/.test(text))
    for (const { word } of latinWordsIn(text)) if (!ENGLISH_STOP_WORDS.has(word)) features.add(stem(word))
  for (const { value } of numbersIn(text)) features.add(numberFeature(value))
}

export function numberFeature(value: string): Feature {
  return `#${value}`
}

/** Pairs of neighbouring Han characters. */
export function hanPairs(text: string): string[] {
  const pairs: string[] = []
  let isAfterHan = false
  for (let index = 0; index < text.length; index++) {
    const isHanHere = isHan(text.charAt(index))
    if (isAfterHan && isHanHere) pairs.push(text.slice(index - 1, index + 1))
    isAfterHan = isHanHere
  }
  return pairs
}
