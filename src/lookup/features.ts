import type { LookupEntry } from './entry.ts'
import { ENGLISH_STOP_WORDS, latinWordsIn, stem } from './latin.ts'
import { isHan, normalise } from './normalise.ts'
import { numbersIn } from './numbers.ts'

/**
 * What an entry is found by. A feature is a pair of neighbouring Han characters, the stem of a Latin word,
 * `#` and a number; with `^` before it when it stands in the head: title, keywords and aliases.
 */
export type Feature = string

export const HEAD = '^'
const WHO = '@' // authors and affiliation: `@` and a pair of characters

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
    place: [entry.paperTitle, entry.sectionTitle].map(normalise),
  }
}

/** All features of an entry, each once. */
export function featuresOf(entry: FoldedEntry): Set<Feature> {
  const features = new Set<Feature>()
  for (const text of [entry.title, ...entry.keywords, ...entry.aliases]) collect(text, features, true)
  collect(entry.text, features)
  collect(entry.gloss, features)
  for (const text of entry.who) for (const pair of hanPairs(text)) features.add(WHO + pair)
  return features
}

/** The features of words as a query or a term has them. */
export function featuresOfTerm(term: string): Feature[] {
  const features = new Set<Feature>()
  collect(term, features)
  return [...features]
}

export function whoFeature(pair: string): Feature {
  return WHO + pair
}

function collect(text: string, features: Set<Feature>, isHead = false): void {
  const add = (feature: Feature) => {
    features.add(feature)
    if (isHead) features.add(HEAD + feature)
  }
  for (const pair of hanPairs(text)) add(pair)
  if (!/[a-z0-9百成亿万]/.test(text)) return
  for (const { word } of latinWordsIn(text)) if (!ENGLISH_STOP_WORDS.has(word)) add(stem(word))
  for (const { value } of numbersIn(text)) add(numberFeature(value))
}

export function numberFeature(value: string): Feature {
  return `#${value}`
}

/** Pairs of neighbouring Han characters. */
export function* hanPairs(text: string): Generator<string> {
  for (let index = 1; index < text.length; index++) {
    const pair = text.slice(index - 1, index + 1)
    if (isHan(pair.charAt(0)) && isHan(pair.charAt(1))) yield pair
  }
}
