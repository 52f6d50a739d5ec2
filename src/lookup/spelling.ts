import { type Atom, soundNumbers } from './atoms.ts'
import { editDistance } from './edit-distance.ts'
import { type Lexicon, loosenLetters } from './lexicon.ts'
import { soundNumbersOf } from './syllables.ts'

/** A known term that a stretch of atoms was probably meant to be. */
export interface Respelling {
  readonly term: string
  /** First atom and the one after the last. */
  readonly from: number
  readonly to: number
  /** 0 for the term itself; a wrong character of the same sound costs least, of another sound most, any other slip 1. */
  readonly cost: number
}

const SAME_SOUND = 0.34 // so that in a short term one character at least is as typed
const OTHER_SOUND = 1.5 // input methods take sounds: another character of another sound is hardly a slip
const MAX_RESPELLINGS = 4
const MAX_TERM = 12 // longer aliases are sentences: their words are found one by one

/** Known terms that stretches of the atoms come close to, but are not, the cheapest first. */
export function respell(atoms: readonly Atom[], lexicons: readonly Lexicon[]): Respelling[] {
  if (atoms.length < 2) return []
  const found: Respelling[] = []
  const places = atoms.map((atom) => ({ atom, sounds: soundNumbers(atom) }))
  for (const term of termsNear(places, lexicons)) {
    const near = nearestStretch(places, term)
    if (near && near.cost > 0 && near.cost <= slipsAllowed(term.length) && near.to - near.from >= 2) found.push(near)
  }
  return found
    .sort(
      (a, b) =>
        a.cost / a.term.length - b.cost / b.term.length || b.term.length - a.term.length || (a.term < b.term ? -1 : 1),
    )
    .slice(0, MAX_RESPELLINGS)
}

function slipsAllowed(length: number): number {
  return length <= 2 ? SAME_SOUND : length <= 5 ? 1 : 2
}

/** Terms of which all characters but one or two sound like some atom. */
function termsNear(atoms: readonly Place[], lexicons: readonly Lexicon[]): Set<string> {
  const places = atoms.map(({ sounds }) => sounds)
  const needed = (length: number) =>
    length < 2 || length > MAX_TERM || length > atoms.length + 1
      ? Number.POSITIVE_INFINITY
      : Math.max(2, length - Math.ceil(slipsAllowed(length)))
  return new Set(lexicons.flatMap((lexicon) => lexicon.withSounds(places, needed)))
}

/** An atom with the numbers of its loose sounds. */
interface Place {
  readonly atom: Atom
  readonly sounds: readonly number[]
}

/** The costs of one row of the comparison, and where the stretches begin that have them. */
interface Row {
  readonly costs: number[]
  readonly from: number[]
}

/** The stretch of atoms that comes closest to a term (Sellers' algorithm with swaps); undefined when none is near. */
function nearestStretch(places: readonly Place[], term: string): Respelling | undefined {
  const limit = slipsAllowed(term.length)
  let beforeLast: Row = { costs: [], from: [] }
  let last: Row = {
    costs: new Array<number>(places.length + 1).fill(0),
    from: Array.from({ length: places.length + 1 }, (_, from) => from),
  }
  for (let row = 1; row <= term.length; row++) {
    const current = nextRow(places, term, row, last, beforeLast)
    if (Math.min(...current.costs) > limit) return undefined
    beforeLast = last
    last = current
  }
  let to = 0
  for (let column = 1; column <= places.length; column++)
    if ((last.costs[column] ?? 0) <= (last.costs[to] ?? 0)) to = column
  return { term, from: last.from[to] ?? 0, to, cost: last.costs[to] ?? 0 }
}

function nextRow(places: readonly Place[], term: string, row: number, last: Row, beforeLast: Row): Row {
  const costs = [row]
  const from = [0]
  const character = term.charAt(row - 1)
  const sounds = soundNumbersOf(character)
  const keep = (cost: number, column: number, before: Row, at: number) => {
    if (cost >= (costs[column] ?? Number.POSITIVE_INFINITY)) return
    costs[column] = cost
    from[column] = before.from[at] ?? 0
  }
  for (let column = 1; column <= places.length; column++) {
    keep((last.costs[column - 1] ?? 0) + substitution(places[column - 1], character, sounds), column, last, column - 1)
    keep((last.costs[column] ?? 0) + 1, column, last, column)
    keep((costs[column - 1] ?? 0) + 1, column, { costs, from }, column - 1)
    if (row > 1 && column > 1 && isSwapped(places, column, term, row))
      keep((beforeLast.costs[column - 2] ?? 0) + 1, column, beforeLast, column - 2)
  }
  return { costs, from }
}

function substitution(place: Place | undefined, character: string, sounds: readonly number[]): number {
  if (!place) return 1
  if (place.atom.character === character) return 0
  const isAlike = sounds.some((sound) => place.sounds.includes(sound))
  return isAlike ? (place.atom.character === '' ? 0 : SAME_SOUND) : OTHER_SOUND
}

function isSwapped(places: readonly Place[], column: number, term: string, row: number): boolean {
  return places[column - 1]?.atom.character === term[row - 2] && places[column - 2]?.atom.character === term[row - 1]
}

/** Known terms of which the pinyin comes close to these letters, the closest first. */
export function termsNearPinyin(letters: string, lexicons: readonly Lexicon[]): string[] {
  const loose = loosenLetters(letters)
  const limit = loose.length >= 10 ? 2 : loose.length >= 5 ? 1 : 0
  if (limit === 0) return []
  const near: { term: string; distance: number }[] = []
  for (const lexicon of lexicons)
    for (const [term, pinyin] of lexicon.nearPinyin(loose)) {
      const distance = editDistance(loose, pinyin, limit)
      if (distance <= limit) near.push({ term, distance })
    }
  return near
    .sort((a, b) => a.distance - b.distance || (a.term < b.term ? -1 : 1))
    .map(({ term }) => term)
    .filter((term, index, all) => all.indexOf(term) === index)
    .slice(0, MAX_RESPELLINGS)
}

/** Stems of some sets that a misspelt word was probably meant to be, the closest first. */
export function stemsNear(word: string, sets: readonly ReadonlySet<string>[]): string[] {
  const limit = word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0
  if (limit === 0) return []
  let best = limit
  let near: string[] = []
  for (const stems of sets)
    for (const stem of stems) {
      if (stem.length < 3 || Math.abs(stem.length - word.length) > best) continue
      const distance = editDistance(word, stem, best)
      if (distance > best) continue
      if (distance < best) near = []
      best = distance
      near.push(stem)
    }
  return [...new Set(near)].sort().slice(0, MAX_RESPELLINGS)
}
