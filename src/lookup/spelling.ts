import { type Atom, soundNumbers, soundsOf } from './atoms.ts'
import { editDistance } from './edit-distance.ts'
import { type Lexicon, loosenLetters } from './lexicon.ts'
import { looseReadingsOf } from './syllables.ts'

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
  for (const term of termsNear(atoms, lexicons)) {
    const near = nearestStretch(atoms, term)
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
function termsNear(atoms: readonly Atom[], lexicons: readonly Lexicon[]): Set<string> {
  const places = atoms.map(soundNumbers)
  const needed = (length: number) =>
    length < 2 || length > MAX_TERM || length > atoms.length + 1
      ? Number.POSITIVE_INFINITY
      : Math.max(2, length - Math.ceil(slipsAllowed(length)))
  return new Set(lexicons.flatMap((lexicon) => lexicon.withSounds(places, needed)))
}

/** The stretch of atoms that comes closest to a term (Sellers' algorithm with swaps); undefined when none is near. */
function nearestStretch(atoms: readonly Atom[], term: string): Respelling | undefined {
  const limit = slipsAllowed(term.length)
  type Cell = { cost: number; from: number }
  let beforeLast: Cell[] = []
  let last: Cell[] = Array.from({ length: atoms.length + 1 }, (_, from) => ({ cost: 0, from }))
  for (let row = 1; row <= term.length; row++) {
    const current: Cell[] = [{ cost: row, from: 0 }]
    for (let column = 1; column <= atoms.length; column++) {
      const options: Cell[] = [
        step(last[column - 1], substitution(atoms[column - 1], term.charAt(row - 1))),
        step(last[column], 1),
        step(current[column - 1], 1),
      ]
      if (row > 1 && column > 1 && isSwapped(atoms, column, term, row)) options.push(step(beforeLast[column - 2], 1))
      current.push(options.reduce((best, option) => (option.cost < best.cost ? option : best)))
    }
    if (current.every(({ cost }) => cost > limit)) return undefined
    beforeLast = last
    last = current
  }
  const to = last.reduce((best, cell, index) => (cell.cost <= (last[best]?.cost ?? 0) ? index : best), 0)
  const cell = last[to]
  return cell && { term, from: cell.from, to, cost: cell.cost }
}

function step(cell: { cost: number; from: number } | undefined, cost: number): { cost: number; from: number } {
  return { cost: (cell?.cost ?? Number.POSITIVE_INFINITY) + cost, from: cell?.from ?? 0 }
}

function substitution(atom: Atom | undefined, character: string): number {
  if (!atom) return 1
  if (atom.character === character) return 0
  const sounds = soundsOf(atom)
  const isAlike = looseReadingsOf(character).some((sound) => sounds.includes(sound))
  return isAlike ? (atom.character === '' ? 0 : SAME_SOUND) : OTHER_SOUND
}

function isSwapped(atoms: readonly Atom[], column: number, term: string, row: number): boolean {
  return atoms[column - 1]?.character === term[row - 2] && atoms[column - 2]?.character === term[row - 1]
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
