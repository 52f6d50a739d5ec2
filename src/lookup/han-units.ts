import { type Atom, bond } from './atoms.ts'
import { isName, type Knowledge, occurs } from './knowledge.ts'
import { respell } from './spelling.ts'
import type { PairUnit, Rewrite, Unit } from './units.ts'

const SYNONYM = 0.86
const MAX_PHRASE = 12 // characters of a synonym
const LONE = 0.5 // a single character says little
const SHORT = 6 // atoms: a term, not a sentence, so that 之 in it may be a misspelt 治
const DOUBTFUL_BOND = { short: 0.15, long: 0.5 }
const DOUBTFUL_REACH = 6 // characters on each side that may belong to the misspelt term
const MAX_DOUBTFUL = 8 // places: a text with more of them is not a misspelt one
const STRONG = 0.5 // bond of a pair inside a stretch of words
const SPREAD = 0.45
const PART_OF_WORD = 0.4 // 合作 says little about 光合作用

/** The units of a run of atoms: its pairs of neighbours. */
export function unitsOfAtoms(atoms: readonly Atom[], knowledge: Knowledge): Unit[] {
  const [only] = atoms
  if (atoms.length === 1 && only)
    return only.word < 0
      ? []
      : [{ kind: 'character', atom: only, start: only.start, end: only.end, factor: LONE, trust: 1, rewrites: [] }]
  const found = stretches(atoms, knowledge)
  const units: PairUnit[] = []
  for (let index = 1; index < atoms.length; index++) {
    const [left, right] = [atoms[index - 1], atoms[index]]
    const factor = left && right ? bond(left, right) : 0
    if (!left || !right || factor === 0) continue
    const rewrites = found.filter(({ from, to }) => from < index && index < to)
    units.push({
      kind: 'pair',
      left,
      right,
      before: atoms[index - 2],
      after: atoms[index + 1],
      isBorder: atoms.length > SHORT && isBorder(left, right),
      start: left.start,
      end: right.end,
      factor,
      trust: 1,
      rewrites,
    })
  }
  return distrustParts(spread(units), knowledge)
}

/** Whether two typed neighbours are of two words; two single characters may be a misspelt word. */
function isBorder(left: Atom, right: Atom): boolean {
  if (left.character === '' || right.character === '') return false
  if (left.word < 0 || right.word < 0) return true
  return left.word !== right.word && !(left.isLoose && right.isLoose)
}

/** A long stretch of words has many pairs but is not as many times more important: 鞍钢 must not drown beside 数字化转型. */
function spread(units: readonly PairUnit[]): PairUnit[] {
  const runs: PairUnit[][] = []
  for (const unit of units) {
    const last = runs.at(-1)
    if (last && unit.factor >= STRONG && (last[0]?.factor ?? 0) >= STRONG) last.push(unit)
    else runs.push([unit])
  }
  return runs.flatMap((run) => run.map((unit) => ({ ...unit, factor: unit.factor * run.length ** -SPREAD })))
}

/** A longer word of the language that no entry has whole: its parts are other words. */
function distrustParts(units: readonly PairUnit[], { indexes }: Knowledge): PairUnit[] {
  const isInside = ({ left, right }: PairUnit) =>
    left.word === right.word && left.word >= 0 && left.character !== '' && !left.isLoose
  const missing = new Set(
    units
      .filter(
        (unit) =>
          isInside(unit) && unit.rewrites.length === 0 && !occurs(unit.left.character + unit.right.character, indexes),
      )
      .map(({ left }) => left.word),
  )
  return units.map((unit) => (isInside(unit) && missing.has(unit.left.word) ? { ...unit, trust: PART_OF_WORD } : unit))
}

interface Stretch extends Rewrite {
  readonly from: number
  readonly to: number
}

/** Stretches of atoms that mean, or were meant to be, a term of the papers. */
function stretches(atoms: readonly Atom[], knowledge: Knowledge): Stretch[] {
  const found: Stretch[] = []
  for (let from = 0; from + 1 < atoms.length; from++) {
    let phrase = atoms[from]?.character ?? ''
    const end = writtenUpTo(atoms, from, from + MAX_PHRASE)
    for (let to = from + 2; to <= end; to++) {
      phrase += atoms[to - 1]?.character ?? ''
      const bare = withoutInnerDe(phrase)
      for (const { synonyms } of knowledge.glossaries)
        for (const term of synonyms.get(phrase) ?? synonyms.get(bare) ?? [])
          found.push({ from, to, term, how: 'synonym', weight: SYNONYM })
    }
  }
  found.push(...names(atoms, knowledge))
  const missing = missingPairs(atoms, knowledge).slice(0, MAX_DOUBTFUL)
  for (const [from, to] of around(missing, atoms.length))
    for (const near of respell(atoms.slice(from, to), knowledge.lexicons)) {
      const place = { from: from + near.from, to: from + near.to }
      if (!missing.some((index) => place.from < index && index < place.to)) continue
      const weight = 1 - 0.35 * (near.cost / Math.max(2, near.term.length / 2))
      const how = near.cost < 1 ? 'sound' : 'spelling'
      found.push({ ...place, term: near.term, how, weight })
      for (const term of synonymsOf(near.term, knowledge)) found.push({ ...place, term, how, weight: weight * SYNONYM })
    }
  return found
}

/** 东部的数据 is 东部数据. */
function withoutInnerDe(phrase: string): string {
  const at = phrase.indexOf('的')
  return at <= 0 || phrase.endsWith('的') ? phrase : phrase.replaceAll('的', '')
}

/** The longest stretches that are in a name of an author or affiliation. */
function names(atoms: readonly Atom[], { indexes }: Knowledge): Stretch[] {
  const found: Stretch[] = []
  for (let from = 0; from + 1 < atoms.length; from++)
    for (let to = writtenUpTo(atoms, from, from + MAX_PHRASE); to >= from + 2; to--) {
      if ((found.at(-1)?.to ?? 0) >= to) break // inside a longer one
      const phrase = atoms
        .slice(from, to)
        .map(({ character }) => character)
        .join('')
      if (!isName(phrase, indexes)) continue
      found.push({ from, to, term: phrase, how: 'exact', weight: 1 })
      break
    }
  return found
}

/** The end, at most `end`, of the stretch from `from` on of which every character was typed: a phrase does not reach into pinyin. */
function writtenUpTo(atoms: readonly Atom[], from: number, end: number): number {
  let to = from
  while (to < Math.min(atoms.length, end) && atoms[to]?.character !== '') to++
  return to
}

/** What a phrase means in the papers' words. */
function synonymsOf(phrase: string, { glossaries }: Knowledge): string[] {
  return glossaries.flatMap(({ synonyms }) => synonyms.get(phrase) ?? [])
}

/** Places of the written pairs that should be in one word but are in no entry: only there can a character be wrong. */
function missingPairs(atoms: readonly Atom[], { indexes }: Knowledge): number[] {
  const weakest = atoms.length <= SHORT ? DOUBTFUL_BOND.short : DOUBTFUL_BOND.long
  return atoms.flatMap((right, index) => {
    const left = atoms[index - 1]
    if (!left?.character || !right.character || bond(left, right) < weakest) return []
    return occurs(left.character + right.character, indexes) ? [] : [index]
  })
}

/** The stretches, from and to, around some places; those that touch are one. */
function around(places: readonly number[], length: number): [number, number][] {
  const parts: [number, number][] = []
  for (const place of places) {
    const from = Math.max(0, place - DOUBTFUL_REACH)
    const to = Math.min(length, place + DOUBTFUL_REACH)
    const last = parts.at(-1)
    if (last && from <= last[1]) last[1] = to
    else parts.push([from, to])
  }
  return parts
}
