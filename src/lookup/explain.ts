import type { Candidate } from './candidates.ts'
import { glossWords } from './gloss-words.ts'
import type { Glossary } from './glossary.ts'
import type { Slot } from './inverted-index.ts'
import type { How, Match } from './match.ts'
import { isHan } from './normalise.ts'
import { numbersIn } from './numbers.ts'
import type { Unit } from './units.ts'
import type { WeighedUnit } from './weigh.ts'

/** Of what an entry has a part of the query, unit by unit. */
export function findings({ slot, index, reading }: Candidate): Found[] {
  const words = wordsIn(slot)
  return reading.units.flatMap((weighed) => foundAs(weighed, index, words, slot))
}

/** Which parts of the query an entry has, and how; neighbours that matched alike are told as one. */
export function explain(
  found: readonly Found[],
  { slot, reading }: Candidate,
  glossaries: readonly Glossary[],
): Match[] {
  return absorb(merge(found, wordsIn(slot))).flatMap((one) => {
    const written = asWritten(one, slot)
    const query = reading.reading.text.slice(one.start, one.end)
    if (written === undefined) return []
    const { text } = written
    const how = one.how !== 'exact' ? one.how : isSpelt(query, text) ? 'sound' : written.isAlias ? 'synonym' : 'exact'
    const gloss = one.how === 'number' ? numberIn(one.term, slot, isGloss) : glossWords(text, slot, glossaries)
    return [{ query, text, how, ...(gloss !== undefined && { gloss }) }]
  })
}

/** As what an entry has a unit of the query; a word that was corrected before it was translated is told as both. */
function foundAs({ unit, options }: WeighedUnit, index: number, words: string, slot: Slot): Found[] {
  const place = { start: unit.start, end: unit.end, unit }
  const own = options[index] ?? []
  if (unit.kind === 'number')
    return own.length > 0 && numberIn(unit.value, slot) !== undefined
      ? [{ ...place, term: unit.value, how: 'number' }]
      : []
  const option = own.find(({ term }) => term !== '' && words.includes(term))
  if (!option) return namesOf(unit, slot).map((term) => ({ ...place, term, how: 'exact' }))
  const { term, how } = option
  if (unit.kind !== 'word' || how !== 'translation') return [{ ...place, term, how }]
  const spelt = unit.rewrites.filter((one) => one.how === 'spelling')
  if (spelt.length === 0) return [{ ...place, term, how }]
  const right = spelt.find((one) => startOfWord(words, one.term) >= 0)
  return [...(right ? [{ ...place, term, how }] : []), { ...place, term: right?.term ?? term, how: 'spelling' }]
}

/** Which words of a unit stand in the names of those who wrote the entry's paper. */
function namesOf({ rewrites, ...unit }: Unit, { folded }: Slot): string[] {
  const meant = [...(unit.kind === 'name' ? [unit.name] : []), ...rewrites.map(({ term }) => term)]
  const name = meant.find((one) => folded.who.some((who) => who.includes(one)))
  return name === undefined ? [] : [name]
}

/** Whether letters were read as characters. */
function isSpelt(query: string, text: string): boolean {
  return /^[a-z]/.test(query) && isHan(text.charAt(0))
}

const CHANGED: ReadonlySet<How> = new Set<How>(['sound', 'initials', 'spelling'])

/** The query as it was read, told by what it matched in the best entry; undefined when it was read as typed. */
export function understood(matched: readonly Match[]): string | undefined {
  if (!matched.some(({ how }) => CHANGED.has(how))) return undefined
  const words: string[] = []
  const corrected = new Set(
    matched.flatMap(({ query, how, text }) => (how === 'spelling' && !isHan(text) ? [query] : [])),
  )
  for (const { query, text, how } of matched) {
    if (how === 'translation' && corrected.has(query.split(' ')[0] ?? '')) continue // the English word says it
    while (words.length > 0 && text.includes(words.at(-1) ?? '')) words.pop()
    const last = words.at(-1)
    if (last?.includes(text)) continue
    if (last !== undefined && isHan(text.charAt(0)) && last.at(-1) === text[0])
      words[words.length - 1] = last + text.slice(1)
    else words.push(text)
  }
  return words.join(' ')
}

/** A stretch of the query with the normalised words by which an entry has it. */
export interface Found {
  /** The unit, or the first of several that were merged. */
  readonly unit: Unit
  readonly start: number
  readonly end: number
  readonly term: string
  readonly how: How
}

/** 数字 and 字孪 next to each other are 数字孪, where the entry has that; the same term for several units is one match. */
function merge(found: readonly Found[], words: string): Found[] {
  const merged: Found[] = []
  for (const one of found) {
    const last = merged.at(-1)
    const end = Math.max(last?.end ?? 0, one.end)
    const joined = last && last.term + one.term.slice(1)
    if (last?.how !== one.how) merged.push(one)
    else if (last.term === one.term || last.term.includes(one.term)) merged[merged.length - 1] = { ...last, end }
    else if (joined && one.start < last.end && last.term.at(-1) === one.term[0] && words.includes(joined))
      merged[merged.length - 1] = { ...last, end, term: joined }
    else merged.push(one)
  }
  return merged
}

/** 数字 before 字栾生 that stands for 数字孪生 is a part of it. */
function absorb(found: readonly Found[]): Found[] {
  const left: Found[] = []
  for (const one of found) {
    const last = left.at(-1)
    if (last && isPartOf(last, one)) left[left.length - 1] = { ...one, start: last.start }
    else if (last && isPartOf(one, last)) left[left.length - 1] = { ...last, end: Math.max(last.end, one.end) }
    else left.push(one)
  }
  return left
}

function isPartOf(part: Found, whole: Found): boolean {
  const areBeside = part.start <= whole.end && whole.start <= part.end
  return (
    areBeside && part.how === 'exact' && whole.how !== 'exact' && isHan(part.term) && whole.term.includes(part.term)
  )
}

interface Field {
  readonly written: string
  readonly folded: string
  readonly kind: 'own' | 'gloss' | 'alias' | 'who'
}

/** What an entry says, field by field: its own words first. */
function fieldsOf({ entry, folded }: Slot): Field[] {
  const fields = (kind: Field['kind'], written: readonly string[], plain: readonly string[]) =>
    written.map((one, at) => ({ written: one, folded: plain[at] ?? '', kind }))
  return [
    ...fields('own', [entry.title, entry.text, ...entry.keywords], [folded.title, folded.text, ...folded.keywords]),
    ...fields('gloss', [entry.gloss], [folded.gloss]),
    ...fields('alias', entry.aliases, folded.aliases),
    ...fields('who', [...entry.authors, ...(entry.affiliation ? [entry.affiliation] : [])], folded.who),
  ].filter((field) => field.written.length === field.folded.length)
}

/** What was found as it stands in the entry; the stem of a Latin word is told as the whole word. */
function asWritten({ term, how }: Found, slot: Slot): { text: string; isAlias: boolean } | undefined {
  if (how === 'number') {
    const text = numberIn(term, slot)
    return text === undefined ? undefined : { text, isAlias: false }
  }
  for (const { written, folded, kind } of fieldsOf(slot)) {
    const at = isHan(term) ? folded.indexOf(term) : startOfWord(folded, term)
    if (at < 0) continue
    const rest = isHan(term.at(-1) ?? '') ? '' : (/^[a-z]*/.exec(folded.slice(at + term.length))?.[0] ?? '')
    return { text: written.slice(at, at + term.length + rest.length), isAlias: kind === 'alias' }
  }
  return undefined
}

/** A number as it stands in the entry: 11万亿. */
function numberIn(value: string, slot: Slot, isWanted: (field: Field) => boolean = () => true): string | undefined {
  for (const field of fieldsOf(slot).filter(isWanted)) {
    const number = numbersIn(field.folded).find((one) => one.value === value)
    if (number) return field.written.slice(number.start, number.end)
  }
  return undefined
}

function isGloss({ kind }: Field): boolean {
  return kind === 'gloss'
}

function startOfWord(text: string, term: string): number {
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1))
    if (!/[a-z0-9]/.test(text.charAt(at - 1))) return at
  return -1
}

/** Everything that an entry says, folded. */
function wordsIn({ folded }: Slot): string {
  return [folded.title, folded.text, folded.gloss, ...folded.keywords, ...folded.aliases].join('\n')
}
