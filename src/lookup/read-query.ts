import { type Atom, atomsOfHan, atomsOfSyllables } from './atoms.ts'
import { nameFeature } from './features.ts'
import { unitsOfAtoms } from './han-units.ts'
import { type Knowledge, occurs } from './knowledge.ts'
import { unitsOfWords } from './latin-units.ts'
import { shorten } from './long-query.ts'
import { normaliseQuery } from './normalise.ts'
import { withoutSmallWords } from './small-words.ts'
import { type Token, tokensOf } from './tokens.ts'
import type { Reading, Unit } from './units.ts'
import { type Piece, type Way, waysOf } from './ways.ts'

const MAX_READINGS = 8

/** The ways in which a query may have been meant, the likeliest first. */
export function readQuery(query: string, knowledge: Knowledge): Reading[] {
  const readings = normaliseQuery(shorten(query)).flatMap((text) => [
    ...asName(text, knowledge),
    ...waysOf(withoutSmallWords(tokensOf(text)), knowledge).map((way) => readWay(text, way, knowledge)),
  ])
  return readings.filter(({ units }) => units.length > 0).slice(0, MAX_READINGS)
}

/** The query as the name of an author, a paper or a section. */
function asName(text: string, { indexes }: Knowledge): Reading[] {
  const name = text.trim()
  if (!occurs(nameFeature(name), indexes)) return []
  const units: Unit[] = [{ kind: 'name', name, start: 0, end: text.length, factor: 1, trust: 1, rewrites: [] }]
  return [{ text, understoodAs: undefined, prior: 1, units }]
}

function readWay(text: string, { pieces, prior }: Way, knowledge: Knowledge): Reading {
  const units: Unit[] = []
  let run: Atom[] = []
  let words: Token[] = []
  const flushAtoms = () => {
    units.push(...unitsOfAtoms(run, knowledge))
    run = []
  }
  const flushWords = () => {
    units.push(...unitsOfWords(words, knowledge))
    words = []
  }
  pieces.forEach((piece, index) => {
    const { token } = piece
    const atoms = atomsOf(piece)
    const isJoined = token.isGlued || (piece.syllables !== undefined && pieces[index - 1]?.syllables !== undefined)
    if (!isJoined || !atoms) flushAtoms()
    if (atoms) run.push(...atoms)
    if (token.kind === 'latin' && !atoms) words.push(token)
    else flushWords()
    if (token.kind === 'number')
      units.push({
        kind: 'number',
        value: token.value,
        start: token.start,
        end: token.end,
        factor: 1,
        trust: 1,
        rewrites: [],
      })
  })
  flushAtoms()
  flushWords()
  return {
    text,
    understoodAs: understood(text, pieces),
    prior,
    units: units.filter((unit) => !isCounter(unit, pieces)),
  }
}

/** A single character beside a number (超50万亿元) belongs to it. */
function isCounter(unit: Unit, pieces: readonly Piece[]): boolean {
  return (
    unit.kind === 'character' &&
    pieces.some(({ token }) => token.kind === 'number' && (token.end === unit.start || token.start === unit.end))
  )
}

function atomsOf({ token, syllables, term }: Piece): Atom[] | undefined {
  if (term !== undefined)
    return atomsOfHan(term, token.start).map((atom) => ({ ...atom, start: token.start, end: token.end }))
  if (syllables) return atomsOfSyllables(syllables, token.start, token.end)
  return token.kind === 'han' ? atomsOfHan(token.text, token.start) : undefined
}

/** The words put in place of letters; undefined when nothing was. */
function understood(text: string, pieces: readonly Piece[]): string | undefined {
  if (!pieces.some(({ term }) => term !== undefined)) return undefined
  return pieces.map(({ token, term }) => term ?? text.slice(token.start, token.end)).join(' ')
}
