import type { LookupEntry } from './entry.ts'
import { type LookupIndex, type LookupOptions, lookUp } from './lookup.ts'
import { normalise } from './normalise.ts'

/** What somebody who is still typing may want: a term to look up, or one key point. */
export type Completion =
  | { readonly kind: 'term'; readonly term: string }
  | { readonly kind: 'keyPoint'; readonly entry: LookupEntry }

const TERM_SHARE = 0.4 // of the choices: terms come first but leave room for key points

/** Completions of what was typed so far, terms first; at most `limit`. Nothing typed, nothing completed. */
export function complete(indexes: readonly LookupIndex[], typed: string, options: LookupOptions): Completion[] {
  const { results } = lookUp(indexes, typed, { ...options, suggests: false })
  const wanted = normalise(typed).trim()
  const terms = new Set<string>()
  for (const { entry, low } of results)
    for (const term of [entry.title, ...entry.keywords])
      if (normalise(term).startsWith(wanted) || (!low && term === entry.title)) terms.add(term)
  const begun = (term: string) => Number(!normalise(term).startsWith(wanted))
  const chosen = [...terms].sort((a, b) => begun(a) - begun(b)).slice(0, Math.ceil(options.limit * TERM_SHARE))
  const completions: Completion[] = [
    ...chosen.map((term) => ({ kind: 'term' as const, term })),
    ...results.map(({ entry }) => ({ kind: 'keyPoint' as const, entry })),
  ]
  return completions.slice(0, options.limit)
}
