import { readDataFile } from './data-file.ts'
import { ENGLISH_STOP_WORDS, latinWordsIn, stem } from './latin.ts'
import { normalise } from './normalise.ts'

/** Words that mean what a term of the papers means. */
export interface Glossary {
  /** Normalised Chinese words that mean something else in the papers' words: 外卖平台 → 美团. */
  readonly synonyms: ReadonlyMap<string, readonly string[]>
  /** Stems of an English phrase, joined by a space → Chinese terms. */
  readonly english: ReadonlyMap<string, readonly string[]>
  /** Every English stem that occurs, by its first letter, for correcting a misspelt word. */
  readonly stems: ReadonlyMap<string, ReadonlySet<string>>
  /** English phrases as they are written, with the terms that they mean. */
  readonly phrases: readonly { readonly phrase: string; readonly terms: readonly string[] }[]
  /** Chinese terms, for reading pinyin and initials. */
  readonly terms: readonly string[]
}

/** Words that mean a term. */
export interface GlossaryLine {
  /** Normalised terms, each of which is meant. */
  readonly terms: readonly string[]
  /** Normalised Chinese words for them. */
  readonly synonyms: readonly string[]
  /** English phrases for them. */
  readonly english: readonly string[]
}

/** A glossary of lines. */
export function glossaryOf(lines: readonly GlossaryLine[]): Glossary {
  const english = new Map<string, string[]>()
  const synonyms = new Map<string, string[]>()
  const stems = new Map<string, Set<string>>()
  const terms: string[] = []
  for (const line of lines) {
    if (line.english.length > 0) terms.push(...line.terms)
    for (const term of line.terms) {
      for (const phrase of line.english) append(english, stemsOf(phrase).join(' '), term)
      for (const word of line.synonyms) append(synonyms, word, term)
    }
  }
  for (const phrase of english.keys())
    for (const one of phrase.split(' ')) {
      const alike = stems.get(one.charAt(0))
      if (alike) alike.add(one)
      else stems.set(one.charAt(0), new Set([one]))
    }
  const phrases = lines.flatMap((line) => line.english.map((phrase) => ({ phrase, terms: line.terms })))
  return { synonyms, english, stems, phrases, terms }
}

/** The stems by which an English phrase is compared; its small words do not count. */
export function stemsOf(phrase: string): string[] {
  return latinWordsIn(phrase)
    .filter(({ word }) => !ENGLISH_STOP_WORDS.has(word))
    .map(({ word }) => stem(word))
}

/** Whether some glossary has an English stem. */
export function isEnglish(root: string, glossaries: readonly Glossary[]): boolean {
  return glossaries.some(({ stems }) => stems.get(root.charAt(0))?.has(root))
}

let shipped: Glossary | undefined

/** The glossary of `data/lookup/`: English in one file, synonyms in another. */
export function shippedGlossary(): Glossary {
  shipped ??= glossaryOf([
    ...linesOf(readDataFile('glossary.yaml')).map(({ terms, words }) => ({ terms, synonyms: [], english: words })),
    ...linesOf(readDataFile('synonyms.yaml')).map(({ terms, words }) => ({ terms, synonyms: words, english: [] })),
  ])
  return shipped
}

/**
 * Lines `数字孪生: digital twin; digital replica` and `美团: 外卖平台; 送餐`; several terms are separated by a comma, a line
 * that starts with `#` is a remark. A full YAML parser would cost more than building the index.
 */
function linesOf(text: string): { terms: string[]; words: string[] }[] {
  return text.split('\n').flatMap((line) => {
    const colon = line.indexOf(': ')
    if (line.startsWith('#') || colon < 0) return []
    return [{ terms: splitWords(line.slice(0, colon), ','), words: splitWords(line.slice(colon + 2), ';') }]
  })
}

/** The normalised parts of a list that are not empty. */
export function splitWords(list: string, separator: string | RegExp): string[] {
  return list
    .split(separator)
    .map((part) => normalise(part.trim()))
    .filter((part) => part !== '')
}

function append(map: Map<string, string[]>, key: string, value: string): void {
  const known = map.get(key)
  if (!known) map.set(key, [value])
  else if (!known.includes(value)) known.push(value)
}
