import type { LookupEntry } from './entry.ts'
import { ENGLISH_STOP_WORDS, latinWordsOf, stem } from './latin.ts'
import { isHanCode, normalise } from './normalise.ts'
import { numbersIn } from './numbers.ts'

/**
 * What an entry is found by: a pair of neighbouring Han characters, the stem of a Latin word, `#` and a number,
 * `@=` and the name of an author, affiliation, paper or section, or `@` and a pair of its characters.
 */
export type Feature = string

/** A feature as the index keeps it: pairs are numbers, so that no string has to be cut out of a text for each. */
export type FeatureKey = string | number

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

/** `fold` normalises what many entries share: names, keywords, headings. */
export function foldEntry(entry: LookupEntry, fold: (text: string) => string = normalise): FoldedEntry {
  return {
    title: fold(entry.title),
    keywords: entry.keywords.map(fold),
    aliases: entry.aliases.map(fold),
    text: normalise(entry.text),
    gloss: normalise(entry.gloss),
    who: [...entry.authors, ...(entry.affiliation ? [entry.affiliation] : [])].map(fold),
    place: [entry.paperTitle, entry.sectionTitle, withoutNumber(entry.sectionTitle)].map(fold),
  }
}

/** A heading without the number before it. */
function withoutNumber(heading: string): string {
  return heading.slice(heading.indexOf(' ') + 1)
}

const MAX_TERM = 6 // characters of an alias: a longer one is a clause that may speak of other terms

/** Gives every feature of an entry, those of its head (title, keywords, aliases) first; some more than once. */
export function visitFeatures(entry: FoldedEntry, visit: (feature: FeatureKey, isHead: boolean) => void): void {
  const visitHead = (feature: FeatureKey) => visit(feature, true)
  const visitRest = (feature: FeatureKey) => visit(feature, false)
  visitTerm(entry.title, visitHead)
  for (const keyword of entry.keywords) visitTerm(keyword, visitHead)
  for (const alias of entry.aliases) visitTerm(alias, alias.length <= MAX_TERM ? visitHead : visitRest)
  visitTerm(entry.text, visitRest)
  visitTerm(entry.gloss, visitRest)
  for (const name of entry.who) {
    visitRest(nameFeature(name))
    visitPairs(name, (pair) => visitRest(pair + WHO))
  }
  for (const name of entry.place) if (name !== '') visitRest(nameFeature(name))
}

/** The features of words as a query or a term has them. */
export function featuresOfTerm(term: string): FeatureKey[] {
  const features = new Set<FeatureKey>()
  visitTerm(term, (feature) => features.add(feature))
  return [...features]
}

/** The feature of a whole name: an author's, a paper's or a section's. */
export function nameFeature(name: string): Feature {
  return `@=${name}`
}

export function numberFeature(value: string): Feature {
  return `#${value}`
}

/** The pairs of a part of an author's or affiliation's name. */
export function whoFeatures(name: string): FeatureKey[] {
  const features: FeatureKey[] = []
  visitPairs(name, (pair) => features.push(pair + WHO))
  return features
}

const FIRST_CODE = 0x3000 // before every Han character
const PAIR_BASE = 0x8000
const WHO = PAIR_BASE ** 2 // keys of names' pairs lie above those of words' pairs

/** The key of a feature that may be a pair of Han characters. */
export function keyOf(feature: Feature | FeatureKey): FeatureKey {
  if (typeof feature === 'number' || feature.length !== 2) return feature
  const [first, second] = [feature.charCodeAt(0), feature.charCodeAt(1)]
  return isHanCode(first) && isHanCode(second) ? pairKey(first, second) : feature
}

/** The two characters of a pair's key; undefined for any other feature. */
export function charactersOf(feature: FeatureKey): readonly [string, string] | undefined {
  if (typeof feature === 'string' || feature >= WHO) return undefined
  return [
    String.fromCharCode(Math.floor(feature / PAIR_BASE) + FIRST_CODE),
    String.fromCharCode((feature % PAIR_BASE) + FIRST_CODE),
  ]
}

function pairKey(first: number, second: number): number {
  return (first - FIRST_CODE) * PAIR_BASE + (second - FIRST_CODE)
}

/** Gives the pairs of neighbouring Han characters. */
function visitPairs(text: string, visit: (pair: number) => void): void {
  let before = 0 // code of the Han character before, 0 for any other
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    const here = isHanCode(code) ? code : 0
    if (before > 0 && here > 0) visit(pairKey(before, here))
    before = here
  }
}

function visitTerm(text: string, visit: (feature: FeatureKey) => void): void {
  visitPairs(text, visit)
  for (const word of latinWordsOf(text)) if (!ENGLISH_STOP_WORDS.has(word)) visit(stem(word))
  for (const { value } of numbersIn(text)) visit(numberFeature(value))
}
