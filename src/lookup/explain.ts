import type { Candidate } from './candidates.ts'
import type { LookupEntry } from './entry.ts'
import type { Slot } from './inverted-index.ts'
import type { How, Match } from './lookup.ts'
import { normalise } from './normalise.ts'

/** Which parts of the query an entry has, and how; neighbours that matched alike are told as one. */
export function explain({ slot, index, reading }: Candidate, query: string): Match[] {
  const found: Found[] = []
  for (const { unit, options } of reading.units) {
    const option = (options[index] ?? []).find(({ term }) => term !== '' && holds(slot, term))
    if (option) found.push({ start: unit.start, end: unit.end, term: option.term, how: option.how })
  }
  const text = normalise(query)
  return merge(found).flatMap((one) => {
    const original = asWritten(one.term, slot.entry)
    return original === undefined ? [] : [{ query: text.slice(one.start, one.end), text: original, how: one.how }]
  })
}

interface Found {
  readonly start: number
  readonly end: number
  readonly term: string
  readonly how: How
}

function holds({ folded }: Slot, term: string): boolean {
  return [folded.title, folded.text, folded.gloss, ...folded.keywords, ...folded.aliases].some((field) =>
    field.includes(term),
  )
}

/** 数字 and 字孪 next to each other are 数字孪; the same term for several units is one match. */
function merge(found: readonly Found[]): Found[] {
  const merged: Found[] = []
  for (const one of found) {
    const last = merged.at(-1)
    if (last && last.how === one.how && last.term === one.term)
      merged[merged.length - 1] = { ...last, end: Math.max(last.end, one.end) }
    else if (last && last.how === one.how && one.start < last.end && last.term.at(-1) === one.term[0])
      merged[merged.length - 1] = { ...last, end: Math.max(last.end, one.end), term: last.term + one.term.slice(1) }
    else merged.push(one)
  }
  return merged
}

/** A normalised term as it stands in the entry. */
function asWritten(term: string, entry: LookupEntry): string | undefined {
  for (const field of [entry.title, entry.text, ...entry.keywords, ...entry.aliases, entry.gloss]) {
    const folded = normalise(field)
    const at = folded.indexOf(term)
    if (at >= 0 && folded.length === field.length) return field.slice(at, at + term.length)
  }
  return undefined
}
