/** How a part of a query was found in an entry. */
export type How = 'exact' | 'sound' | 'spelling' | 'initials' | 'translation' | 'number' | 'synonym'

export interface Match {
  /** The part of the query. */
  readonly query: string
  /** What it matched: a part of the title, text, gloss, keywords, aliases or authors as they stand. */
  readonly text: string
  readonly how: How
  /** What stands for it in the English gloss, as it stands there; missing when nothing does. */
  readonly gloss?: string | undefined
}
