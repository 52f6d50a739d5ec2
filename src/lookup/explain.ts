import type { Candidate } from './candidates.ts'
import { glossWords } from './gloss-words.ts'
import type { Glossary } from './glossary.ts'
import type { Slot } from './inverted-index.ts'
import type { How, Match } from './match.ts'
import { isHan } from './normalise.ts'

/** Which parts of the query an entry has, and how; neighbours that matched alike are told as one. */
export function explain({ slot, index, reading }: Candidate, glossaries: readonly Glossary[]): Match[] {
  const found: Found[] = []
  const words = wordsIn(slot)
  for (const { unit, options } of reading.units) {
    const option = (options[index] ?? []).find(({ term }) => term !== '' && words.includes(term))
    if (option) found.push({ start: unit.start, end: unit.end, term: option.term, how: option.how })
  }
  return merge(found).flatMap((one) => {
    const text = asWritten(one.term, slot)
    const query = reading.reading.text.slice(one.start, one.end)
    if (text === undefined) return []
    const how = one.how === 'exact' && isSpelt(query, text) ? 'sound' : one.how
    const gloss = glossWords(text, slot, glossaries)
    return [{ query, text, how, ...(gloss !== undefined && { gloss }) }]
  })
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
  for (const { text } of matched) {
    while (words.length > 0 && text.includes(words.at(-1) ?? '')) words.pop()
    const last = words.at(-1)
    if (last?.includes(text)) continue
    if (last !== undefined && isHan(text.charAt(0)) && last.at(-1) === text[0])
      words[words.length - 1] = last + text.slice(1)
    else words.push(text)
  }
  return words.join(' ')
}

interface Found {
  readonly start: number
  readonly end: number
  readonly term: string
  readonly how: How
}

/** Everything that an entry says, folded. */
function wordsIn({ folded }: Slot): string {
  return [folded.title, folded.text, folded.gloss, ...folded.keywords, ...folded.aliases].join('\n')
}

/** 数字 and 字孪 next to each other are 数字孪; the same term for several units is one match. */
function merge(found: readonly Found[]): Found[] {
  const merged: Found[] = []
  for (const one of found) {
    const last = merged.at(-1)
    const end = Math.max(last?.end ?? 0, one.end)
    if (last?.how !== one.how) merged.push(one)
    else if (last.term === one.term || last.term.includes(one.term)) merged[merged.length - 1] = { ...last, end }
    else if (one.start < last.end && last.term.at(-1) === one.term[0])
      merged[merged.length - 1] = { ...last, end, term: last.term + one.term.slice(1) }
    else merged.push(one)
  }
  return merged
}

/** A normalised term as it stands in the entry; the stem of a Latin word is told as the whole word. */
function asWritten(term: string, { entry, folded }: Slot): string | undefined {
  const fields = [entry.title, entry.text, ...entry.keywords, ...entry.aliases, entry.gloss]
  const foldedFields = [folded.title, folded.text, ...folded.keywords, ...folded.aliases, folded.gloss]
  for (const [number, field] of fields.entries()) {
    const text = foldedFields[number] ?? ''
    if (text.length !== field.length) continue
    const at = isHan(term) ? text.indexOf(term) : startOfWord(text, term)
    if (at < 0) continue
    const rest = isHan(term.at(-1) ?? '') ? '' : (/^[a-z]*/.exec(text.slice(at + term.length))?.[0] ?? '')
    return field.slice(at, at + term.length + rest.length)
  }
  return undefined
}

function startOfWord(text: string, term: string): number {
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1))
    if (!/[a-z0-9]/.test(text.charAt(at - 1))) return at
  return -1
}
