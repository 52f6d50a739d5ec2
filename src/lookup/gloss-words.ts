import type { Glossary } from './glossary.ts'
import type { Slot } from './inverted-index.ts'
import { ENGLISH_STOP_WORDS, type LatinToken, latinWordsIn, stem } from './latin.ts'

/**
 * The words of an entry's gloss that stand for a matched text, as they stand there: the text itself where it is English,
 * or else the English name of the longest term in it. Undefined when the gloss has none.
 */
export function glossWords(text: string, slot: Slot, glossaries: readonly Glossary[]): string | undefined {
  if (slot.folded.gloss.length !== slot.entry.gloss.length) return undefined
  const words = wordsOfGloss(slot)
  const own = stemsIn(text)
  const direct = own.length > 0 ? stretchOf(own, words) : undefined
  const found = direct ?? nameIn(text, words, glossaries)
  return found && slot.entry.gloss.slice(found.start, found.end)
}

interface Stretch {
  readonly start: number
  readonly end: number
}

interface GlossWord extends LatinToken {
  readonly root: string
}

const MAX_TERM = 12 // characters

/** The English name of the longest term in a Chinese text that stands among some words. */
function nameIn(text: string, words: readonly GlossWord[], glossaries: readonly Glossary[]): Stretch | undefined {
  for (const glossary of glossaries)
    for (const name of namesIn(text, glossary)) {
      const found = stretchOf(name, words)
      if (found) return found
    }
  return undefined
}

/** Where the stems of a phrase stand one after the other; small words between them do not count. */
function stretchOf(stems: readonly string[], words: readonly GlossWord[]): Stretch | undefined {
  const [first] = stems
  for (let at = 0; at < words.length; at++) {
    const start = words[at]
    const end = words[at + stems.length - 1]
    if (!start || !end || start.root !== first) continue
    if (stems.every((one, place) => words[at + place]?.root === one)) return { start: start.start, end: end.end }
  }
  return undefined
}

const glossesRead = new WeakMap<Slot, readonly GlossWord[]>() // only what is shown is read

function wordsOfGloss(slot: Slot): readonly GlossWord[] {
  const known = glossesRead.get(slot)
  if (known) return known
  const read = contentWords(slot.folded.gloss)
  glossesRead.set(slot, read)
  return read
}

function contentWords(text: string): GlossWord[] {
  return latinWordsIn(text)
    .filter(({ word }) => !ENGLISH_STOP_WORDS.has(word))
    .map((token) => ({ ...token, root: stem(token.word) }))
}

function stemsIn(text: string): string[] {
  return contentWords(text.toLowerCase()).map(({ root }) => root)
}

/** English names, as stems. */
type Names = readonly (readonly string[])[]

interface NamesOfGlossary {
  readonly byTerm: ReadonlyMap<string, Names>
  /** By a text in which terms stand: the results of a query match in the same few texts. */
  readonly inText: Map<string, Names>
}

const MAX_TEXTS = 2_000
const names = new WeakMap<Glossary, NamesOfGlossary>()

/** The English names of the terms that stand in a text, those of the longest first. */
function namesIn(text: string, glossary: Glossary): Names {
  const known = names.get(glossary) ?? { byTerm: namesByTerm(glossary), inText: new Map<string, Names>() }
  names.set(glossary, known)
  const before = known.inText.get(text)
  if (before) return before
  const found: (readonly string[])[] = []
  for (let length = Math.min(text.length, MAX_TERM); length >= 2; length--)
    for (let from = 0; from + length <= text.length; from++)
      found.push(...(known.byTerm.get(text.slice(from, from + length)) ?? []))
  if (known.inText.size === MAX_TEXTS) known.inText.clear()
  known.inText.set(text, found)
  return found
}

function namesByTerm({ english }: Glossary): ReadonlyMap<string, readonly (readonly string[])[]> {
  const byTerm = new Map<string, string[][]>()
  for (const [phrase, terms] of english)
    for (const term of terms) {
      const known = byTerm.get(term)
      if (known) known.push(phrase.split(' '))
      else byTerm.set(term, [phrase.split(' ')])
    }
  for (const phrases of byTerm.values()) phrases.sort((a, b) => b.length - a.length)
  return byTerm
}
