import type { Acceptance } from './candidates.ts'
import type { Glossary } from './glossary.ts'
import type { InvertedIndex, Slot } from './inverted-index.ts'
import type { Knowledge } from './knowledge.ts'
import { ENGLISH_STOP_WORDS, stem } from './latin.ts'
import { lettersOf, loosenLetters } from './lexicon.ts'
import { normaliseQuery } from './normalise.ts'
import { createPrefixList, type PrefixList } from './prefix-list.ts'
import { termSlots } from './term-slots.ts'

/** Terms that begin with what was typed. */
export interface Begun {
  /** Titles and keywords as they are written. */
  readonly written: readonly string[]
  /** English phrases of the glossaries, and words of glosses. */
  readonly english: readonly string[]
  /** Titles and keywords of which the pinyin or the initials begin so. */
  readonly spelt: readonly string[]
}

/** Terms of what may be shown that begin with what was typed, at most `limit` of each sort, the most used first. */
export function begunTerms(
  typed: string,
  { indexes, glossaries }: Knowledge,
  accepted: readonly Acceptance[],
  limit: number,
): Begun {
  const ways = normaliseQuery(typed)
    .map((text) => text.replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '')
  const [first = ''] = ways
  const letters = /^[a-z'’ ]+$/.test(first) ? loosenLetters(first) : ''
  const isShown = (slots: readonly number[], number: number) =>
    slots.some((slot) => isAccepted(indexes[number]?.slot(slot), accepted[number]))
  const terms = (prefix: string, listOf: (index: InvertedIndex) => PrefixList<Term>) =>
    prefix === ''
      ? []
      : indexes.flatMap((index, number) =>
          listOf(index)
            .startingWith(prefix, limit, ({ slots }) => isShown(slots, number))
            .map(({ text }) => text),
        )
  const isKnown = (term: string) => indexes.some((index, number) => isShown(termSlots(term, index).all, number))
  return {
    written: once(
      ways.flatMap((way) => terms(way, byWords)),
      limit,
    ),
    english:
      letters === ''
        ? []
        : once(
            [
              ...glossaries.flatMap((one) =>
                phrasesOf(one)
                  .startingWith(first, limit, (phrase) => phrase.terms.some(isKnown))
                  .map(({ phrase }) => phrase),
              ),
              ...indexes.flatMap((index, number) => glossWords(first, index, accepted[number])),
            ],
            limit,
          ),
    spelt: once(terms(letters, byLetters), limit),
  }
}

function once(terms: readonly string[], limit: number): string[] {
  return [...new Set(terms)].slice(0, limit)
}

function isAccepted(slot: Slot | undefined, acceptance: Acceptance): boolean {
  return slot !== undefined && (acceptance?.(slot.entry) ?? true)
}

/** A title or keyword with the places of the entries that have it. */
interface Term {
  readonly text: string
  readonly folded: string
  readonly slots: number[]
}

interface Lists {
  readonly version: number
  readonly terms: readonly Term[]
  words?: PrefixList<Term>
  letters?: PrefixList<Term>
}

const listsOf = new WeakMap<InvertedIndex, Lists>()

/** The lists of an index as it is now; they are made when somebody types, and made again after a change. */
function lists(index: InvertedIndex): Lists {
  const known = listsOf.get(index)
  if (known?.version === index.version) return known
  const made = { version: index.version, terms: termsOf(index) }
  listsOf.set(index, made)
  return made
}

function byWords(index: InvertedIndex): PrefixList<Term> {
  const held = lists(index)
  held.words ??= createPrefixList(held.terms, ({ folded }) => [folded])
  return held.words
}

function byLetters(index: InvertedIndex): PrefixList<Term> {
  const held = lists(index)
  held.letters ??= createPrefixList(held.terms, ({ folded }) => lettersOf(folded))
  return held.letters
}

/** The terms of an index, those that most entries have first, then the shortest. */
function termsOf(index: InvertedIndex): Term[] {
  const terms = new Map<string, Term>()
  for (let place = 0; place < index.capacity; place++) {
    const slot = index.slot(place)
    if (!slot) continue
    const { entry, folded } = slot
    const written = [entry.title, ...entry.keywords]
    for (const [at, one] of [folded.title, ...folded.keywords].entries()) {
      const known = terms.get(one)
      if (known && known.slots.at(-1) !== place) known.slots.push(place)
      if (!known && one !== '') terms.set(one, { text: written[at] ?? one, folded: one, slots: [place] })
    }
  }
  return [...terms.values()].sort(
    (a, b) => b.slots.length - a.slots.length || a.folded.length - b.folded.length || (a.folded < b.folded ? -1 : 1),
  )
}

interface Phrase {
  readonly phrase: string
  readonly terms: readonly string[]
}

const phraseLists = new WeakMap<Glossary, PrefixList<Phrase>>()

function phrasesOf(glossary: Glossary): PrefixList<Phrase> {
  const known = phraseLists.get(glossary)
  if (known) return known
  const made = createPrefixList(glossary.phrases, ({ phrase }) => [phrase.toLowerCase()])
  phraseLists.set(glossary, made)
  return made
}

const MAX_STEMS = 12
const MIN_WORD = 2 // letters typed: one letter begins too many words
const MAX_GLOSSES = 50 // of which one that may be shown is looked for

/** Words of glosses that begin so, those that most entries have first. */
function glossWords(typed: string, index: InvertedIndex, acceptance: Acceptance): string[] {
  if (typed.length < MIN_WORD || !/^[a-z]+$/.test(typed)) return []
  const own = stem(typed)
  const stems = [...index.stemsLike(typed)].filter(
    (one) => one.startsWith(typed) || one === own || (typed.startsWith(one) && one.length >= own.length),
  )
  const most = stems.map((one) => ({ slots: index.postings(one) })).sort((a, b) => b.slots.length - a.slots.length)
  const begun = new RegExp(`\\b${typed}[a-z]*`, 'g')
  return most.slice(0, MAX_STEMS).flatMap(({ slots }) => {
    for (const place of slots.slice(0, MAX_GLOSSES)) {
      const slot = index.slot(place)
      const words = (isAccepted(slot, acceptance) && slot?.folded.gloss.match(begun)) || []
      const telling = words.filter((word) => !ENGLISH_STOP_WORDS.has(word))
      if (telling.length > 0) return telling
    }
    return []
  })
}
