import { readDataFile } from './data-file.ts'
import { ENGLISH_STOP_WORDS, latinWordsIn, stem } from './latin.ts'
import { normalise } from './normalise.ts'

/** Words that mean what a term of the papers means. */
export interface Glossary {
  /** Normalised Chinese words that mean something else in the papers' words: 外卖平台 → 美团. */
  readonly synonyms: ReadonlyMap<string, readonly string[]>
  /** Stems of an English phrase, joined by a space → Chinese terms. */
  readonly english: ReadonlyMap<string, readonly string[]>
  /** Every English stem that occurs, for correcting a misspelt word. */
  readonly stems: ReadonlySet<string>
  /** Chinese terms, for reading pinyin and initials. */
  readonly terms: readonly string[]
}

/**
 * Parses a glossary (lines `数字孪生: digital twin; digital replica`) and a list of synonyms (lines `美团: 外卖平台; 送餐`;
 * several terms are separated by a comma). A line that starts with `#` is a remark.
 */
export function parseGlossary(glossary: string, synonyms: string): Glossary {
  const english = new Map<string, string[]>()
  const terms: string[] = []
  for (const [chinese, phrases] of linesOf(glossary)) {
    terms.push(...chinese)
    for (const phrase of phrases) for (const term of chinese) append(english, stemsOf(phrase).join(' '), term)
  }
  const words = new Map<string, string[]>()
  for (const [targets, phrases] of linesOf(synonyms))
    for (const phrase of phrases) for (const target of targets) append(words, phrase, target)
  const stems = new Set([...english.keys()].flatMap((phrase) => phrase.split(' ')))
  return { synonyms: words, english, stems, terms }
}

/** The stems by which an English phrase is compared; its small words do not count. */
export function stemsOf(phrase: string): string[] {
  return latinWordsIn(phrase)
    .filter(({ word }) => !ENGLISH_STOP_WORDS.has(word))
    .map(({ word }) => stem(word))
}

let shipped: Glossary | undefined

/** The glossary of `data/lookup/`. */
export function shippedGlossary(): Glossary {
  shipped ??= parseGlossary(readDataFile('glossary.yaml'), readDataFile('synonyms.yaml'))
  return shipped
}

/** A flat YAML mapping of plain strings, read line by line: a full YAML parser would cost more than building the index. */
function* linesOf(text: string): Generator<[string[], string[]]> {
  for (const line of text.split('\n')) {
    const colon = line.indexOf(': ')
    if (line.startsWith('#') || colon < 0) continue
    yield [split(line.slice(0, colon), ','), split(line.slice(colon + 2), ';')]
  }
}

function split(list: string, separator: string): string[] {
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
