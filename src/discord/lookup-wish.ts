import type { LookupWish } from '../papers/library.ts'
import { KEY_POINT_KINDS, type KeyPoint } from '../papers/paper.ts'
import { customId, customIdFits } from './custom-id.ts'
import { wholeNumber } from './custom-id-args.ts'

export const RESULTS_PER_PAGE = 5
const MAX_RESULTS = 25 // five pages; nobody reads further

/** What is looked for, where, and from which result on it is shown. */
export interface Wish {
  readonly query: string
  readonly paper?: string | undefined
  readonly kind?: KeyPoint['kind'] | undefined
  /** Id of a section of the paper. */
  readonly section?: string | undefined
  readonly first: number
}

/** What a button carries: `FIRST:PAPER:QUERY:KIND:SECTION`, without what is empty at the end. */
export function wishOf([first, paper, query = '', kind, section]: readonly string[]): Wish {
  return {
    query,
    paper: paper || undefined,
    kind: kindOf(kind),
    section: section || undefined,
    first: Math.min(wholeNumber(first), MAX_RESULTS - RESULTS_PER_PAGE),
  }
}

/** The custom id of a button that shows a wish; undefined when the query is too long for one. */
export function wishId(action: 'page' | 'share', wish: Wish): string | undefined {
  const args = argsOf(wish)
  return customIdFits('lookup', action, ...args) ? customId('lookup', action, ...args) : undefined
}

/** What the library is asked for: one result more than the page shows, to know whether there is a next page. */
export function libraryWish({ first, paper, kind, section }: Wish): LookupWish {
  return { limit: Math.min(first + RESULTS_PER_PAGE + 1, MAX_RESULTS), paper, kind, section }
}

export function kindOf(value: string | null | undefined): KeyPoint['kind'] | undefined {
  return KEY_POINT_KINDS.find((kind) => kind === value)
}

function argsOf({ first, paper, query, kind, section }: Wish): (string | number)[] {
  const args: (string | number)[] = [first, paper ?? '', query, kind ?? '', section ?? '']
  while (args.at(-1) === '') args.pop()
  return args
}
