import { isHan } from './normalise.ts'
import { readingsOf, SOUNDS, soundNumbersOf } from './syllables.ts'
import { createTermTable, type TermTable } from './term-table.ts'

/** The terms that entries are known by, found by what a reader makes of them. */
export interface Lexicon {
  add(term: string): void
  remove(term: string): void
  /** How often a term was added and not removed. */
  uses(term: string): number
  /** Terms of which the loosened pinyin has these loosened letters: whole terms first, then those that begin so, the shortest first. */
  byPinyin(letters: string): readonly TermHit[]
  /** Terms of which the initials have these letters, in the same order. */
  byInitials(letters: string): readonly TermHit[]
  /** Terms, with their loosened pinyin, that begin or end with the same few letters. */
  nearPinyin(letters: string): readonly (readonly [term: string, pinyin: string])[]
  /** Terms that share a pair of near sounds (as numbers) with these places, and have at least `needed(length)` characters that sound like some place. */
  withSounds(places: readonly (readonly number[])[], needed: (length: number) => number): readonly string[]
  /** Spells at most so many of the terms that wait for it; says whether all are done. A search does what is left itself. */
  prepare(terms: number): boolean
}

export interface TermHit {
  readonly term: string
  /** Which part of the term was meant. */
  readonly part: Part
}

/** Hits of several lexicons in one order, each term once. */
export function eachOnce(hits: readonly TermHit[]): TermHit[] {
  const byTerm = new Map<string, TermHit>()
  for (const hit of hits) if (!byTerm.has(hit.term)) byTerm.set(hit.term, hit)
  return [...byTerm.values()].sort(compareHits)
}

function compareHits(a: TermHit, b: TermHit): number {
  return PARTS.indexOf(a.part) - PARTS.indexOf(b.part) || a.term.length - b.term.length || (a.term < b.term ? -1 : 1)
}

type Part = 'whole' | 'beginning' | 'inside'

const MAX_TERM_CHARACTERS = 16 // a longer alias is a sentence: nobody types its initials
const MAX_INITIALS = 9 // of a term; those inside a longer one are met by chance
const MAX_SPELLINGS = 6 // polyphones multiply; more spellings than these are never meant
const PINYIN_KEY = { short: 3, long: 4 } // letters at either end of a pinyin by which it is found
const LONG_PINYIN = 8 // letters
const PARTS: readonly Part[] = ['whole', 'beginning', 'inside']

export function createLexicon(terms: Iterable<string> = []): Lexicon {
  const uses = new Map<string, number>()
  const initials = createTermTable(spellInitials, initialsKeys)
  const pinyin = createTermTable(spellPinyin, pinyinKeys)
  const sounds = createTermTable(spellSounds, ({ places }) => pairKeys(places))
  let searches = 0
  const tables: readonly Pick<TermTable<Letters>, 'add' | 'remove' | 'prepare'>[] = [initials, pinyin, sounds]

  function add(term: string): void {
    const before = uses.get(term) ?? 0
    uses.set(term, before + 1)
    if (before === 0 && term.length <= MAX_TERM_CHARACTERS) for (const table of tables) table.add(term)
  }

  function remove(term: string): void {
    const left = (uses.get(term) ?? 0) - 1
    if (left > 0) uses.set(term, left)
    if (left !== 0) return
    uses.delete(term)
    for (const table of tables) table.remove(term)
  }

  for (const term of terms) add(term)
  return {
    add,
    remove,
    uses: (term) => uses.get(term) ?? 0,
    byPinyin: (letters) => hits(pinyin.get(beginningKey(letters)), letters),
    byInitials: (letters) => hits(initials.get(initialsKey(letters, 0)), letters),
    nearPinyin(letters) {
      const near = new Set([...pinyin.get(beginningKey(letters)), ...pinyin.get(endKey(letters))])
      return [...near].flatMap(({ term, ways }) => ways.map((one) => [term, one] as const))
    },
    withSounds(places, needed) {
      const isHeard = new Uint8Array(SOUNDS)
      for (const place of places) for (const sound of place) isHeard[sound] = 1
      const near: string[] = []
      searches++
      for (const key of new Set(pairKeys(places)))
        for (const spelling of sounds.get(key)) {
          if (spelling.seenBy === searches) continue
          spelling.seenBy = searches
          if (hasSounds(spelling.places, isHeard, needed(spelling.term.length))) near.push(spelling.term)
        }
      return near
    },
    prepare: (terms) => tables.every((table) => table.prepare(terms)),
  }
}

/** Whether at least so many of a term's places sound like something heard. */
function hasSounds(own: readonly (readonly number[])[], isHeard: Uint8Array, needed: number): boolean {
  if (needed > own.length) return false
  let heard = 0
  for (const place of own)
    for (const sound of place) {
      if (isHeard[sound] === 0) continue
      heard++
      break
    }
  return heard >= needed
}

function hits(spellings: readonly Letters[], letters: string): TermHit[] {
  const found: TermHit[] = []
  for (const { term, ways } of spellings) {
    const part = partOf(letters, ways)
    if (part) found.push({ term, part })
  }
  return found.sort(compareHits)
}

function partOf(letters: string, ways: readonly string[]): Part | undefined {
  let part: Part | undefined
  for (const way of ways) {
    const at = way.indexOf(letters)
    if (at === 0 && way.length === letters.length) return 'whole'
    if (at === 0) part = 'beginning'
    else if (at > 0) part ??= 'inside'
  }
  return part
}

/** A term with the ways to write it in letters. */
interface Letters {
  readonly term: string
  readonly ways: readonly string[]
}

function spellInitials(term: string): Letters | undefined {
  if (term.length > MAX_INITIALS) return undefined
  const ways = spell(term, (character) => readingsOf(character).map((reading) => reading.charAt(0)))
  return ways && { term, ways: [...new Set(ways)] }
}

function spellPinyin(term: string): Letters | undefined {
  const ways = spell(term, readingsOf)
  return ways && { term, ways: [...new Set(ways.map(loosenLetters))] }
}

/** The loosened pinyin, and the initials, of a term in one go: what somebody may begin to type for it. */
export function lettersOf(term: string): readonly string[] {
  const pinyin = spell(term, readingsOf)?.map(loosenLetters) ?? []
  const initials = term.length <= MAX_INITIALS ? (spellInitials(term)?.ways ?? []) : []
  return [...new Set([...pinyin, ...initials])]
}

/** The ways to write a term, where Latin letters and digits inside it stay; undefined when it has no Han character. */
function spell(term: string, lettersOf: (character: string) => readonly string[]): string[] | undefined {
  let ways = ['']
  let hasHan = false
  for (const character of term) {
    const isHanHere = isHan(character)
    const letters = isHanHere ? lettersOf(character) : /[a-z0-9]/.test(character) ? [character] : []
    if (letters.length === 0) continue
    hasHan ||= isHanHere
    ways = extend(ways, letters)
  }
  return hasHan ? ways : undefined
}

function extend(ways: string[], endings: readonly string[]): string[] {
  const [only = ''] = endings
  if (endings.length > 1)
    return [...new Set(ways.flatMap((before) => endings.map((ending) => before + ending)))].slice(0, MAX_SPELLINGS)
  ways.forEach((before, at) => {
    ways[at] = before + only
  })
  return ways
}

/** A term with the numbers of the loose sounds of each of its Han characters. */
interface Sounds {
  readonly term: string
  readonly places: readonly (readonly number[])[]
  /** Number of the search that came by last: a term lies under many keys. */
  seenBy: number
}

function spellSounds(term: string): Sounds | undefined {
  const places = [...term].filter(isHan).map(soundNumbersOf)
  return places.length > 0 ? { term, places, seenBy: 0 } : undefined
}

/** Terms are found by the first and last letters of their pinyin, */
function pinyinKeys({ ways }: Letters): number[] {
  const keys: number[] = []
  for (const way of ways)
    for (const length of [PINYIN_KEY.short, PINYIN_KEY.long]) keys.push(beginningKey(way, length), endKey(way, length))
  return keys
}

/** by neighbouring initials, */
function initialsKeys({ ways }: Letters): number[] {
  const keys: number[] = []
  for (const way of ways) for (let at = 0; at + 1 < way.length; at++) keys.push(initialsKey(way, at))
  return keys
}

/** and by pairs of sounds next to each other or with one between, in either order: one of them outlives any slip but in the shortest terms. */
function pairKeys(places: readonly (readonly number[])[]): number[] {
  const keys: number[] = []
  places.forEach((place, at) => {
    for (const other of [places[at + 1], places[at + 2]])
      for (const second of other ?? [])
        for (const first of place) keys.push(first < second ? first * SOUNDS + second : second * SOUNDS + first)
  })
  return keys
}

function beginningKey(letters: string, length = keyLength(letters)): number {
  return keyOf(letters, 0, length) * 2
}

function endKey(letters: string, length = keyLength(letters)): number {
  return keyOf(letters, letters.length - length, letters.length) * 2 + 1
}

function initialsKey(letters: string, at: number): number {
  return keyOf(letters, at, at + 2)
}

/** In few letters a slip may touch four at both ends. */
function keyLength(letters: string): number {
  return letters.length < LONG_PINYIN ? PINYIN_KEY.short : PINYIN_KEY.long
}

/** A number for the letters and digits of a stretch; stretches of other lengths have other numbers. */
function keyOf(letters: string, from: number, to: number): number {
  let key = 0
  for (let at = Math.max(0, from); at < Math.min(to, letters.length); at++) key = key * 37 + letterNumber(letters, at)
  return key
}

/** From 1 on; digits after the letters. */
function letterNumber(letters: string, at: number): number {
  const code = letters.charCodeAt(at)
  return code >= 0x61 ? code - 0x60 : code - 0x30 + 27
}

/** Pinyin letters without what is easily mistaken; both sides are loosened, so that no cut into syllables is needed. */
export function loosenLetters(letters: string): string {
  return letters
    .replace(/[^a-z0-9]/g, '')
    .replace(/([zcs])h/g, '$1')
    .replace(/ng/g, 'n')
    .replace(/v/g, 'u')
}
