import { isHan } from './normalise.ts'
import { looseSound, readingsOf } from './syllables.ts'

/** The terms that entries are known by, found by what a reader makes of them. */
export interface Lexicon {
  add(term: string): void
  remove(term: string): void
  has(term: string): boolean
  /** Terms of which the loosened pinyin is, or (from four letters on) begins with, these loosened letters. */
  byPinyin(letters: string): readonly TermHit[]
  /** Terms of which the initials are, or hold, these letters. */
  byInitials(letters: string): readonly TermHit[]
  /** Terms that share a letter run with loosened pinyin letters. */
  nearPinyin(letters: string): ReadonlyMap<string, readonly string[]>
  /** Terms that have a character of this loose sound. */
  withSound(sound: string): ReadonlySet<string>
}

export interface TermHit {
  readonly term: string
  /** Whether the whole term was meant, not only a part of it. */
  readonly isWhole: boolean
}

const MAX_TERM_CHARACTERS = 16 // a longer alias is a sentence: nobody types its initials
const MAX_SPELLINGS = 6 // polyphones multiply; more spellings than these are never meant
const KEY_LETTERS = 3 // initials and pinyin are found by so many letters

export function createLexicon(terms: Iterable<string> = []): Lexicon {
  const uses = new Map<string, number>()
  const spellings = new Map<string, Spellings>()
  const pinyinKeys = new Map<string, Set<string>>()
  const initialKeys = new Map<string, Set<string>>()
  const sounds = new Map<string, Set<string>>()
  const none: ReadonlySet<string> = new Set()

  const lexicon: Lexicon = {
    add(term) {
      const before = uses.get(term) ?? 0
      uses.set(term, before + 1)
      if (before === 0) index(term, (map, key) => (map.get(key) ?? put(map, key)).add(term))
    },
    remove(term) {
      const left = (uses.get(term) ?? 0) - 1
      if (left > 0) uses.set(term, left)
      if (left !== 0) return
      uses.delete(term)
      index(term, (map, key) => {
        const known = map.get(key)
        known?.delete(term)
        if (known?.size === 0) map.delete(key)
      })
      spellings.delete(term)
    },
    has: (term) => uses.has(term),
    byPinyin: (letters) => hits(pinyinKeys.get(letters.slice(0, KEY_LETTERS)), letters, (one) => one.pinyin, false),
    byInitials: (letters) => hits(initialKeys.get(letters.slice(0, KEY_LETTERS)), letters, (one) => one.initials, true),
    nearPinyin(letters) {
      const near = new Map<string, readonly string[]>()
      for (let start = 0; start + KEY_LETTERS <= letters.length; start++)
        for (const term of pinyinKeys.get(letters.slice(start, start + KEY_LETTERS)) ?? none)
          near.set(term, spellings.get(term)?.pinyin ?? [])
      return near
    },
    withSound: (sound) => sounds.get(sound) ?? none,
  }
  for (const term of terms) lexicon.add(term)
  return lexicon

  function index(term: string, apply: (map: Map<string, Set<string>>, key: string) => void): void {
    if (term.length > MAX_TERM_CHARACTERS) return
    const made = spell(term)
    spellings.set(term, made)
    for (const sound of made.sounds) apply(sounds, sound)
    for (const pinyin of made.pinyin)
      for (let start = 0; start + KEY_LETTERS <= pinyin.length; start++)
        apply(pinyinKeys, pinyin.slice(start, start + KEY_LETTERS))
    for (const initials of made.initials)
      for (let start = 0; start + 1 < initials.length; start++)
        apply(initialKeys, initials.slice(start, start + KEY_LETTERS))
  }

  function hits(
    terms: ReadonlySet<string> | undefined,
    letters: string,
    of: (one: Spellings) => readonly string[],
    inside: boolean,
  ): TermHit[] {
    const found: TermHit[] = []
    for (const term of terms ?? none) {
      const ways = of(spellings.get(term) ?? NOTHING)
      if (ways.includes(letters)) found.push({ term, isWhole: true })
      else if (ways.some((way) => (inside ? way.includes(letters) : way.startsWith(letters))))
        found.push({ term, isWhole: false })
    }
    return found.sort(
      (a, b) => Number(b.isWhole) - Number(a.isWhole) || a.term.length - b.term.length || (a.term < b.term ? -1 : 1),
    )
  }
}

interface Spellings {
  readonly pinyin: readonly string[]
  readonly initials: readonly string[]
  readonly sounds: ReadonlySet<string>
}

const NOTHING: Spellings = { pinyin: [], initials: [], sounds: new Set() }

function put(map: Map<string, Set<string>>, key: string): Set<string> {
  const made = new Set<string>()
  map.set(key, made)
  return made
}

/** How a term may be spelt in letters; Latin letters and digits inside it stay. */
function spell(term: string): Spellings {
  let pinyin = ['']
  let initials = ['']
  const sounds = new Set<string>()
  for (const character of term) {
    if (!isHan(character) && !/[a-z0-9]/.test(character)) continue
    const readings = isHan(character) ? readingsOf(character) : [character]
    if (readings.length === 0) continue
    const first = [...new Set(readings.map((reading) => reading.charAt(0)))]
    pinyin = pinyin.flatMap((before) => readings.map((reading) => before + reading)).slice(0, MAX_SPELLINGS)
    initials = initials.flatMap((before) => first.map((letter) => before + letter)).slice(0, MAX_SPELLINGS)
    if (isHan(character)) for (const reading of readings) sounds.add(looseSound(reading))
  }
  if (sounds.size === 0) return NOTHING
  return { pinyin: [...new Set(pinyin.map(loosenLetters))], initials: [...new Set(initials)], sounds }
}

/** Pinyin letters without what is easily mistaken; both sides are loosened, so that no cut into syllables is needed. */
export function loosenLetters(letters: string): string {
  return letters
    .replace(/[^a-z0-9]/g, '')
    .replace(/([zcs])h/g, '$1')
    .replace(/ng/g, 'n')
    .replace(/v/g, 'u')
    .replace(/([ln])ue/g, '$1ve')
}
