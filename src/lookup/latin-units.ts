import { isEnglish } from './glossary.ts'
import { type Knowledge, occurs } from './knowledge.ts'
import { ENGLISH_STOP_WORDS, stem } from './latin.ts'
import { eachOnce } from './lexicon.ts'
import { stemsNear } from './spelling.ts'
import type { Token } from './tokens.ts'
import type { Rewrite, Unit } from './units.ts'

const TRANSLATION = 0.95
const MISSPELT = { long: 0.88, short: 0.66 } // a slip in a short word makes another word of it
const LONG_WORD = 6 // letters
const INITIALS = { whole: 0.95, wholePair: 0.6, beginning: 0.75, inside: 0.42 }
const MAX_INITIALS = 12
const MAX_REWRITTEN = 16 // words: a long text has enough others that are right
const MAX_ENGLISH_PHRASE = 6 // words

/** The units of Latin words next to each other: the words, each also as what it translates to or stands for. */
export function unitsOfWords(tokens: readonly Token[], knowledge: Knowledge): Unit[] {
  const words = tokens.filter(({ text }) => tokens.length === 1 || !ENGLISH_STOP_WORDS.has(text))
  const units = words.map((token, number) => ({
    token,
    word: stem(token.text),
    rewrites: number < MAX_REWRITTEN ? wordRewrites(token, knowledge) : [],
  }))
  const { glossaries } = knowledge
  const meant = units.map(({ word, rewrites }) =>
    isEnglish(word, glossaries)
      ? [word]
      : [word, ...rewrites.flatMap(({ how, term }) => (how === 'spelling' ? [term] : []))],
  )
  for (let from = 0; from < units.length; from++)
    for (let to = from + 1; to <= Math.min(units.length, from + MAX_ENGLISH_PHRASE); to++)
      for (const phrase of phrasesOf(meant.slice(from, to)))
        for (const term of glossaries.flatMap(({ english }) => english.get(phrase) ?? []))
          for (const unit of units.slice(from, to))
            unit.rewrites.push({ term, how: 'translation', weight: TRANSLATION })
  return units.map(({ token, word, rewrites }) => ({
    kind: 'word',
    word,
    start: token.start,
    end: token.end,
    factor: 1,
    trust: 1,
    rewrites,
  }))
}

const MAX_PHRASES = 8 // ways to correct a phrase

/** Every choice of one stem for each word, joined by spaces. */
function phrasesOf(words: readonly (readonly string[])[]): string[] {
  let phrases = ['']
  for (const stems of words)
    phrases = phrases.flatMap((before) => stems.map((one) => (before ? `${before} ${one}` : one))).slice(0, MAX_PHRASES)
  return phrases
}

/** What a Latin word may be besides itself: a word it misspells, or the initials of a term. */
function wordRewrites({ text }: Token, knowledge: Knowledge): Rewrite[] {
  const root = stem(text)
  const initials = initialRewrites(text, knowledge)
  if (occurs(root, knowledge.indexes) || isEnglish(root, knowledge.glossaries)) return initials
  const alike = [
    ...knowledge.indexes.map((index) => index.stemsLike(root)),
    ...knowledge.glossaries.flatMap(({ stems }) => stems.get(root.charAt(0)) ?? []),
  ]
  const near = new Set([...stemsNear(root, alike), ...stemsNear(text, alike)])
  const weight = text.length >= LONG_WORD ? MISSPELT.long : MISSPELT.short
  return [...initials, ...[...near].map((term) => ({ term, how: 'spelling' as const, weight }))]
}

function initialRewrites(letters: string, { lexicons }: Knowledge): Rewrite[] {
  if (!/^[a-z]{2,8}$/.test(letters) || /^(.)\1+$/.test(letters)) return [] // zzz is nobody's term
  const hits = eachOnce(lexicons.flatMap((lexicon) => lexicon.byInitials(letters))).slice(0, MAX_INITIALS)
  return hits.flatMap(({ term, part }) => {
    if (part === 'whole')
      return [{ term, how: 'initials' as const, weight: letters.length === 2 ? INITIALS.wholePair : INITIALS.whole }]
    return letters.length >= 3 ? [{ term, how: 'initials' as const, weight: INITIALS[part] }] : []
  })
}
