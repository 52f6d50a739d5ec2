import type { LookupEntry } from './entry.ts'
import { begunBy, type LookupIndex, type LookupOptions, lookUp } from './lookup.ts'
import { normalise } from './normalise.ts'

/** Something that somebody who is still typing may want: a term to look up, or one key point. */
export type Completion =
  | { readonly kind: 'term'; readonly term: string }
  | { readonly kind: 'keyPoint'; readonly entry: LookupEntry }

const TERM_SHARE = 0.4 // of the choices: terms come first but leave room for key points

/**
 * Completions of what was typed so far, at most `limit`: terms that begin with it, then key points that it finds, or the first of
 * those terms where it is an unfinished English word. Nothing typed, nothing completed.
 */
export function complete(indexes: readonly LookupIndex[], typed: string, options: LookupOptions): Completion[] {
  const { written, english, spelt } = begunBy(indexes, typed, options)
  const isWhole = (term: string) => normalise(term) === normalise(typed.trim())
  const begun = [...new Set([...written.filter(isWhole), ...written, ...inTurn(english, spelt)])]
  const [phrase] = english
  const isUnfinished = phrase !== undefined && written.length + spelt.length === 0
  const found = lookUp(indexes, isUnfinished ? phrase : typed, { ...options, suggests: false }).results
  const results = begun.length > 0 ? found.filter(({ low }) => !low) : found
  const titles = results.flatMap(({ entry, low }) => (low || isUnfinished ? [] : [entry.title]))
  const room = Math.max(Math.ceil(options.limit * TERM_SHARE), options.limit - results.length)
  const terms = [...new Set([...begun, ...titles])].slice(0, room)
  return [
    ...terms.map((term) => ({ kind: 'term' as const, term })),
    ...results.map(({ entry }) => ({ kind: 'keyPoint' as const, entry })),
  ].slice(0, options.limit)
}

function inTurn(a: readonly string[], b: readonly string[]): string[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, at) => [a[at], b[at]]).flatMap((pair) =>
    pair.filter((one) => one !== undefined),
  )
}
