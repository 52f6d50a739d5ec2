import type { Atom } from './atoms.ts'
import type { How } from './match.ts'

/** What a unit of a query may be found as, whatever the index. */
export interface Rewrite {
  /** Normalised words that stand for the unit, all of which an entry must have. */
  readonly term: string
  readonly how: How
  /** 0..1: how sure it is that this was meant. */
  readonly weight: number
}

interface Place {
  /** Place in the normalised query. */
  readonly start: number
  readonly end: number
  /** 0..1: how much of the query's meaning it carries. */
  readonly factor: number
  /** 0..1: how much it says that an entry has it. */
  readonly trust: number
  readonly rewrites: readonly Rewrite[]
}

/** Two neighbouring Han characters, of which one or both may be known by their sound only. */
export interface PairUnit extends Place {
  readonly kind: 'pair'
  readonly left: Atom
  readonly right: Atom
  readonly before: Atom | undefined
  readonly after: Atom | undefined
  /** Whether it is where two words of a sentence meet, so that what it sounds like is mostly chance. */
  readonly isBorder: boolean
}

/** The smallest thing of which an entry can have it or not. */
export type Unit =
  | PairUnit
  | (Place & { readonly kind: 'character'; readonly atom: Atom })
  | (Place & { readonly kind: 'word'; readonly word: string })
  | (Place & { readonly kind: 'number'; readonly value: string })
  /** The whole name of an author, a paper or a section. */
  | (Place & { readonly kind: 'name'; readonly name: string })

/** One way to understand a query. */
export interface Reading {
  /** The normalised query; the units' places are in it. */
  readonly text: string
  /** The query with a term put in place of its letters, or undefined when none was. */
  readonly understoodAs: string | undefined
  /** 0..1: how likely it is that this way was meant. */
  readonly prior: number
  readonly units: readonly Unit[]
}
