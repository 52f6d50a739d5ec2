import { type Atom, atomsOfHan, atomsOfSyllables, bond } from './atoms.ts'
import type { Glossary } from './glossary.ts'
import type { InvertedIndex } from './inverted-index.ts'
import { ENGLISH_STOP_WORDS, stem } from './latin.ts'
import { type Lexicon, loosenLetters } from './lexicon.ts'
import { normaliseQuery } from './normalise.ts'
import { respell, stemsNear, termsNearPinyin } from './spelling.ts'
import { isSyllable, splitSyllables } from './syllables.ts'
import { type Token, tokensOf } from './tokens.ts'
import type { Reading, Rewrite, Unit } from './units.ts'

/** What a query is read against. */
export interface Knowledge {
  readonly indexes: readonly InvertedIndex[]
  readonly lexicons: readonly Lexicon[]
  readonly glossary: Glossary
}

const MAX_READINGS = 6
const SYNONYM = 0.86
const TRANSLATION = 0.95
const INITIALS = { whole: 0.95, part: 0.75 }
const PINYIN_PRIOR = 0.98
const SLIP_PRIOR = 0.88 // pinyin with a slip in it

/** The ways in which a query may have been meant, the likeliest first. */
export function readQuery(query: string, knowledge: Knowledge): Reading[] {
  const readings = normaliseQuery(query).flatMap((text) => {
    const tokens = tokensOf(text)
    return waysOf(tokens, knowledge).map((way) => readWay(text, way, knowledge))
  })
  return readings.filter(({ units }) => units.length > 0).slice(0, MAX_READINGS)
}

/** A token as it is read in one way: itself, syllables, or a term that it spells. */
type Piece = { readonly token: Token; readonly syllables?: readonly string[]; readonly term?: string }
interface Way {
  readonly pieces: readonly Piece[]
  readonly prior: number
}

/** Each group of neighbouring Latin tokens is words or pinyin; all groups are read alike. */
function waysOf(tokens: readonly Token[], knowledge: Knowledge): Way[] {
  const asWords: Way = { pieces: tokens.map((token) => ({ token })), prior: 1 }
  const latin = tokens.filter((token) => token.kind === 'latin' && !isKnownWord(token.text, knowledge))
  if (latin.length === 0) return [asWords]
  const ways = [asWords]
  for (let choice = 0; choice < 2; choice++) {
    const pieces = tokens.map((token) => (latin.includes(token) ? spelledOut(token, choice) : { token }))
    if (
      pieces.some(({ syllables }) => syllables) &&
      (choice === 0 || latin.some((token) => splitSyllables(token.text).length > 1))
    )
      ways.push({ pieces, prior: PINYIN_PRIOR - choice * 0.02 })
  }
  return [...ways, ...respelledWays(tokens, latin, knowledge)]
}

function spelledOut(token: Token, choice: number): Piece {
  const splits = splitSyllables(token.text)
  const syllables = splits[choice] ?? splits[0]
  return syllables ? { token, syllables } : { token }
}

/** The Latin tokens together may spell a known term, also with a slip or not to its end. */
function respelledWays(tokens: readonly Token[], latin: readonly Token[], { lexicons }: Knowledge): Way[] {
  const letters = latin.map((token) => token.text).join('')
  const first = latin[0]
  if (!first || letters.length < 4) return []
  const loose = loosenLetters(letters)
  const spelt = lexicons.flatMap((lexicon) => lexicon.byPinyin(loose))
  const whole = spelt.filter(({ isWhole }) => isWhole).map(({ term }) => ({ term, prior: 0.97 }))
  const begun = spelt.filter(({ isWhole }) => !isWhole).map(({ term }) => ({ term, prior: 0.9 }))
  const near = whole.length > 0 ? [] : termsNearPinyin(letters, lexicons).map((term) => ({ term, prior: SLIP_PRIOR }))
  return [...whole, ...begun.slice(0, 2), ...near].slice(0, 3).map(({ term, prior }) => ({
    prior,
    pieces: tokens.flatMap((token) => (token === first ? [{ token, term }] : latin.includes(token) ? [] : [{ token }])),
  }))
}

/** Whether a Latin token is a word of the papers, so that it is never read as pinyin: AI, CRM, data. */
function isKnownWord(word: string, { indexes, glossary }: Knowledge): boolean {
  if (isSyllable(word) && word !== 'ai') return false
  const root = stem(word)
  return indexes.some((index) => index.postings(root).length > 0) || glossary.stems.has(root)
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
      units.push({ kind: 'number', value: token.value, start: token.start, end: token.end, factor: 1, rewrites: [] })
  })
  flushAtoms()
  flushWords()
  return { understoodAs: understood(text, pieces), prior, units }
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

function unitsOfAtoms(atoms: readonly Atom[], knowledge: Knowledge): Unit[] {
  const [only] = atoms
  if (atoms.length === 1 && only)
    return only.word < 0
      ? []
      : [{ kind: 'character', atom: only, start: only.start, end: only.end, factor: 0.5, rewrites: [] }]
  const units: (Unit & { kind: 'pair' })[] = []
  for (let index = 1; index < atoms.length; index++) {
    const left = atoms[index - 1]
    const right = atoms[index]
    if (!left || !right) continue
    const factor = bond(left, right)
    if (factor > 0)
      units.push({
        kind: 'pair',
        left,
        right,
        before: atoms[index - 2],
        after: atoms[index + 1],
        start: left.start,
        end: right.end,
        factor,
        rewrites: [],
      })
  }
  for (const { from, to, term, how, weight } of stretches(atoms, knowledge))
    for (const unit of units)
      if (atoms.indexOf(unit.left) >= from && atoms.indexOf(unit.right) < to) unit.rewrites.push({ term, how, weight })
  return units
}

interface Stretch extends Rewrite {
  readonly from: number
  readonly to: number
}

/** Stretches of atoms that mean, or were meant to be, a term of the papers. */
function stretches(atoms: readonly Atom[], { lexicons, glossary }: Knowledge): Stretch[] {
  const found: Stretch[] = []
  for (let from = 0; from + 1 < atoms.length; from++)
    for (let to = from + 2; to <= Math.min(atoms.length, from + MAX_PHRASE); to++) {
      const phrase = atoms
        .slice(from, to)
        .map(({ character }) => character)
        .join('')
      for (const term of glossary.synonyms.get(phrase) ?? [])
        found.push({ from, to, term, how: 'synonym', weight: SYNONYM })
    }
  for (const { from, to, term, cost } of respell(atoms, lexicons))
    found.push({
      from,
      to,
      term,
      how: cost < 1 ? 'sound' : 'spelling',
      weight: 1 - 0.35 * (cost / Math.max(2, term.length / 2)),
    })
  return found
}

const MAX_PHRASE = 12 // characters of a synonym

function unitsOfWords(tokens: readonly Token[], knowledge: Knowledge): Unit[] {
  const words = tokens.filter(({ text }) => tokens.length === 1 || !ENGLISH_STOP_WORDS.has(text))
  const units = words.map((token) => ({
    kind: 'word' as const,
    word: stem(token.text),
    start: token.start,
    end: token.end,
    factor: 1,
    rewrites: wordRewrites(token, knowledge),
  }))
  const stems = units.map(({ word, rewrites }) =>
    knowledge.glossary.stems.has(word) ? word : (rewrites.find(({ how }) => how === 'spelling')?.term ?? word),
  )
  for (let from = 0; from < units.length; from++)
    for (let to = from + 1; to <= Math.min(units.length, from + MAX_ENGLISH_PHRASE); to++)
      for (const term of knowledge.glossary.english.get(stems.slice(from, to).join(' ')) ?? [])
        for (const unit of units.slice(from, to)) unit.rewrites.push({ term, how: 'translation', weight: TRANSLATION })
  return units
}

const MAX_ENGLISH_PHRASE = 6 // words

/** What a Latin word may be besides itself: a word it misspells, or the initials of a term. */
function wordRewrites({ text }: Token, { indexes, lexicons, glossary }: Knowledge): Rewrite[] {
  const root = stem(text)
  const isKnown = indexes.some((index) => index.postings(root).length > 0)
  const rewrites: Rewrite[] = []
  if (/^[a-z]{2,8}$/.test(text))
    for (const { term, isWhole } of lexicons.flatMap((lexicon) => lexicon.byInitials(text)).slice(0, MAX_INITIALS))
      if (isWhole || text.length >= 3)
        rewrites.push({
          term,
          how: 'initials',
          weight: isWhole ? (text.length === 2 ? 0.6 : INITIALS.whole) : INITIALS.part,
        })
  if (isKnown || glossary.stems.has(root)) return rewrites
  const alike = new Set([
    ...indexes.flatMap((index) => [...index.stemsLike(root)]),
    ...[...glossary.stems].filter((one) => one[0] === root[0]),
  ])
  for (const term of stemsNear(root, alike)) rewrites.push({ term, how: 'spelling', weight: 0.88 })
  return rewrites
}

const MAX_INITIALS = 12
