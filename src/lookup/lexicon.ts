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
  /** Terms, with their loosened pinyin, that have about the same letters: of different letters at most `slips` on each side. */
  nearPinyin(letters: string, slips: number): Iterable<readonly [term: string, pinyin: string]>
  /** Terms of which at least `needed(length)` characters have one of these loose sounds. */
  withSounds(sounds: ReadonlySet<string>, needed: (length: number) => number): readonly string[]
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

interface Spelling {
  readonly term: string
  readonly pinyin: readonly string[]
  readonly initials: readonly string[]
  /** For each pinyin: which letters occur in it, a bit for each. */
  readonly letters: readonly number[]
  /** Scratch of `withSounds`: the sounds shared so far, 0 between calls. */
  shared: number
}

const MAX_TERM_CHARACTERS = 16 // a longer alias is a sentence: nobody types its initials
const MAX_SPELLINGS = 6 // polyphones multiply; more spellings than these are never meant

export function createLexicon(terms: Iterable<string> = []): Lexicon {
  const uses = new Map<string, number>()
  const unspelt = new Set<string>() // spelling waits for the first query that needs it: a start should not
  const spellings = new Map<string, Spelling>()
  const sounds = new Map<string, Spelling[]>()

  function add(term: string): void {
    const before = uses.get(term) ?? 0
    uses.set(term, before + 1)
    if (before === 0 && term.length <= MAX_TERM_CHARACTERS) unspelt.add(term)
  }

  function spellAll(): void {
    for (const term of unspelt) {
      const spelling = spell(term)
      if (!spelling) continue
      spellings.set(term, spelling)
      for (const sound of soundsIn(term)) {
        const known = sounds.get(sound)
        if (known) known.push(spelling)
        else sounds.set(sound, [spelling])
      }
    }
    unspelt.clear()
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
    for (const sound of soundsIn(term)) {
      const list = sounds.get(sound)
      list?.splice(list.indexOf(spelling), 1)
    }
  }

  function hits(letters: string, of: (spelling: Spelling) => readonly string[]): TermHit[] {
    spellAll()
    const found: TermHit[] = []
    for (const spelling of spellings.values()) {
      const part = partOf(letters, of(spelling))
      if (part) found.push({ term: spelling.term, part })
    }
    return found.sort(
      (a, b) =>
        PARTS.indexOf(a.part) - PARTS.indexOf(b.part) || a.term.length - b.term.length || (a.term < b.term ? -1 : 1),
    )
  }

  for (const term of terms) add(term)
  return {
    add,
    remove,
    byPinyin: (letters) => hits(letters, ({ pinyin }) => pinyin),
    byInitials: (letters) => hits(letters, ({ initials }) => initials),
    *nearPinyin(letters, slips) {
      spellAll()
      const wanted = letterSet(letters)
      for (const { term, pinyin, letters: sets } of spellings.values())
        for (const [index, one] of pinyin.entries()) {
          if (Math.abs(one.length - letters.length) > slips) continue
          const set = sets[index] ?? 0
          if (bitCount(set & ~wanted) <= slips && bitCount(wanted & ~set) <= slips) yield [term, one]
        }
    },
    withSounds(wanted, needed) {
      spellAll()
      const touched: Spelling[] = []
      for (const sound of wanted)
        for (const spelling of sounds.get(sound) ?? []) {
          if (spelling.shared === 0) touched.push(spelling)
          spelling.shared++
        }
      const found: string[] = []
      for (const spelling of touched) {
        if (spelling.shared >= needed(spelling.term.length)) found.push(spelling.term)
        spelling.shared = 0
      }
      return found
    },
  }
}

const PARTS: readonly Part[] = ['whole', 'beginning', 'inside']

function partOf(letters: string, ways: readonly string[]): Part | undefined {
  if (ways.includes(letters)) return 'whole'
  if (ways.some((way) => way.startsWith(letters))) return 'beginning'
  return ways.some((way) => way.includes(letters)) ? 'inside' : undefined
}

function soundsIn(term: string): Set<string> {
  const sounds = new Set<string>()
  for (const character of term) for (const sound of looseReadingsOf(character)) sounds.add(sound)
  return sounds
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
  return { term, pinyin: loose, initials, letters: loose.map(letterSet), shared: 0 }
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

const A = 97 // 'a'

function letterSet(word: string): number {
  let set = 0
  for (let index = 0; index < word.length; index++) set |= 1 << ((word.charCodeAt(index) - A) & 31)
  return set
}

function bitCount(set: number): number {
  let count = 0
  for (let left = set; left !== 0; left &= left - 1) count++
  return count
}
