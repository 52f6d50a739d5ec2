import { isHan } from './normalise.ts'
import { looseReadingsOf, readingsOf } from './syllables.ts'

/** The terms that entries are known by, found by what a reader makes of them. */
export interface Lexicon {
  add(term: string): void
  remove(term: string): void
  /** Terms of which the loosened pinyin has these loosened letters: whole terms first, then those that begin so, the shortest first. */
  byPinyin(letters: string): readonly TermHit[]
  /** Terms of which the initials have these letters, in the same order. */
  byInitials(letters: string): readonly TermHit[]
  /** Terms, with their loosened pinyin, that begin or end with the same few letters. */
  nearPinyin(letters: string): readonly (readonly [term: string, pinyin: string])[]
  /** Terms that share a pair of near sounds with these places, and have at least `needed(length)` characters that sound like some place. */
  withSounds(places: readonly (readonly string[])[], needed: (length: number) => number): readonly string[]
}

export interface TermHit {
  readonly term: string
  /** Which part of the term was meant. */
  readonly part: Part
}

/** Hits of several lexicons, each term once. */
export function eachOnce(hits: readonly TermHit[]): TermHit[] {
  return [...new Map(hits.toReversed().map((hit) => [hit.term, hit])).values()].reverse()
}

type Part = 'whole' | 'beginning' | 'inside'

const MAX_TERM_CHARACTERS = 16 // a longer alias is a sentence: nobody types its initials
const MAX_SPELLINGS = 6 // polyphones multiply; more spellings than these are never meant
const PINYIN_KEY = { short: 3, long: 4 } // letters at either end of a pinyin by which it is found
const LONG_PINYIN = 8 // letters
const INITIALS_KEY = 2
const PARTS: readonly Part[] = ['whole', 'beginning', 'inside']

export function createLexicon(terms: Iterable<string> = []): Lexicon {
  const uses = new Map<string, number>()
  const unspelt = new Set<string>() // spelling waits for the first query that needs it: a start should not
  const spellings = new Map<string, Spelling>()
  const byKey = new Map<string, Spelling[]>()

  function add(term: string): void {
    const before = uses.get(term) ?? 0
    uses.set(term, before + 1)
    if (before === 0 && term.length <= MAX_TERM_CHARACTERS) unspelt.add(term)
  }

  function remove(term: string): void {
    const left = (uses.get(term) ?? 0) - 1
    if (left > 0) uses.set(term, left)
    if (left !== 0) return
    uses.delete(term)
    unspelt.delete(term)
    const spelling = spellings.get(term)
    if (!spelling) return
    spellings.delete(term)
    for (const key of keysOf(spelling)) {
      const list = byKey.get(key)
      list?.splice(list.indexOf(spelling), 1)
    }
  }

  function withKey(key: string): readonly Spelling[] {
    for (const term of unspelt) {
      const spelling = spell(term)
      if (!spelling) continue
      spellings.set(term, spelling)
      for (const one of keysOf(spelling)) {
        const list = byKey.get(one)
        if (list) list.push(spelling)
        else byKey.set(one, [spelling])
      }
    }
    unspelt.clear()
    return byKey.get(key) ?? []
  }

  for (const term of terms) add(term)
  return {
    add,
    remove,
    byPinyin: (letters) => hits(withKey(beginningKey(letters)), letters, ({ pinyin }) => pinyin),
    byInitials: (letters) => hits(withKey(initialsKey(letters, 0)), letters, ({ initials }) => initials),
    nearPinyin(letters) {
      const near = new Set([...withKey(beginningKey(letters)), ...withKey(endKey(letters))])
      return [...near].flatMap(({ term, pinyin }) => pinyin.map((one) => [term, one] as const))
    },
    withSounds(places, needed) {
      const sounds = new Set(places.flat())
      const near = new Set([...pairKeys(places)].flatMap(withKey))
      return [...near]
        .filter(
          ({ term, places: own }) =>
            own.filter((one) => one.some((sound) => sounds.has(sound))).length >= needed(term.length),
        )
        .map(({ term }) => term)
    },
  }
}

function hits(
  spellings: readonly Spelling[],
  letters: string,
  of: (spelling: Spelling) => readonly string[],
): TermHit[] {
  const found: TermHit[] = []
  for (const spelling of spellings) {
    const part = partOf(letters, of(spelling))
    if (part) found.push({ term: spelling.term, part })
  }
  return found.sort(
    (a, b) =>
      PARTS.indexOf(a.part) - PARTS.indexOf(b.part) || a.term.length - b.term.length || (a.term < b.term ? -1 : 1),
  )
}

function partOf(letters: string, ways: readonly string[]): Part | undefined {
  if (ways.includes(letters)) return 'whole'
  if (ways.some((way) => way.startsWith(letters))) return 'beginning'
  return ways.some((way) => way.includes(letters)) ? 'inside' : undefined
}

interface Spelling {
  readonly term: string
  /** Loosened. */
  readonly pinyin: readonly string[]
  readonly initials: readonly string[]
  /** The loose sounds of each Han character. */
  readonly places: readonly (readonly string[])[]
}

/** What a term is found by: ends of its pinyin, neighbouring initials, pairs of sounds. */
function keysOf({ pinyin, initials, places }: Spelling): Set<string> {
  const keys = pairKeys(places)
  for (const one of pinyin)
    for (const length of [PINYIN_KEY.short, PINYIN_KEY.long])
      keys.add(beginningKey(one, length)).add(endKey(one, length))
  for (const one of initials) for (let at = 0; at + INITIALS_KEY <= one.length; at++) keys.add(initialsKey(one, at))
  return keys
}

function beginningKey(letters: string, length = keyLength(letters)): string {
  return `<${letters.slice(0, length)}`
}

function endKey(letters: string, length = keyLength(letters)): string {
  return `>${letters.slice(-length)}`
}

/** In few letters a slip may touch four at both ends. */
function keyLength(letters: string): number {
  return letters.length < LONG_PINYIN ? PINYIN_KEY.short : PINYIN_KEY.long
}

function initialsKey(letters: string, at: number): string {
  return `.${letters.slice(at, at + INITIALS_KEY)}`
}

/** Pairs of sounds next to each other or with one between, in either order: one of them outlives any slip but in the shortest terms. */
function pairKeys(places: readonly (readonly string[])[]): Set<string> {
  const keys = new Set<string>()
  places.forEach((place, at) => {
    for (const other of [...(places[at + 1] ?? []), ...(places[at + 2] ?? [])])
      for (const sound of place) keys.add(sound < other ? `${sound} ${other}` : `${other} ${sound}`)
  })
  return keys
}

/** How a term may be spelt in letters, where Latin letters and digits inside it stay; undefined when it has no Han character. */
function spell(term: string): Spelling | undefined {
  let pinyin = ['']
  let initials = ['']
  let hasHan = false
  for (const character of term) {
    const readings = isHan(character) ? readingsOf(character) : /[a-z0-9]/.test(character) ? [character] : []
    if (readings.length === 0) continue
    hasHan ||= isHan(character)
    pinyin = extend(pinyin, readings)
    initials = extend(
      initials,
      readings.map((reading) => reading.charAt(0)),
    )
  }
  if (!hasHan) return undefined
  const loose = [...new Set(pinyin.map(loosenLetters))]
  return { term, pinyin: loose, initials, places: [...term].filter(isHan).map(looseReadingsOf) }
}

function extend(spellings: readonly string[], endings: readonly string[]): string[] {
  const [only] = endings
  if (endings.length === 1) return spellings.map((before) => before + only)
  return [...new Set(spellings.flatMap((before) => endings.map((ending) => before + ending)))].slice(0, MAX_SPELLINGS)
}

/** Pinyin letters without what is easily mistaken; both sides are loosened, so that no cut into syllables is needed. */
export function loosenLetters(letters: string): string {
  return letters
    .replace(/[^a-z0-9]/g, '')
    .replace(/([zcs])h/g, '$1')
    .replace(/ng/g, 'n')
    .replace(/v/g, 'u')
}
