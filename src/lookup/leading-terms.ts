import type { Acceptance } from './candidates.ts'
import type { InvertedIndex, Slot } from './inverted-index.ts'
import { wordsOf } from './words.ts'

const MAX_CHARACTERS = 12 // a longer title is a clause
const MAX_WORDS = 3

/** Titles of key points that many speak of: definitions first, one of each paper in turn, in an order that only changes with the entries. */
export function leading(indexes: readonly InvertedIndex[], accepted: readonly Acceptance[], limit: number): string[] {
  const perPaper = new Map<string, Ranked[]>()
  indexes.forEach((index, number) => {
    for (const slot of index.slots()) {
      if (!isTerm(slot) || accepted[number]?.(slot.entry) === false) continue
      const one = { slot, uses: index.lexicon.uses(slot.folded.title) }
      const others = perPaper.get(slot.entry.paper)
      if (others) others.push(one)
      else perPaper.set(slot.entry.paper, [one])
    }
  })
  const papers = [...perPaper].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, terms]) => terms.sort(compare))
  return inTurn(papers, limit)
}

interface Ranked {
  readonly slot: Slot
  /** How many entries have it as title or keyword. */
  readonly uses: number
}

function isTerm({ entry: { title } }: Slot): boolean {
  return title !== '' && title.length <= MAX_CHARACTERS && wordsOf(title).length <= MAX_WORDS
}

function compare(a: Ranked, b: Ranked): number {
  return (
    Number(b.slot.entry.kind === 'definition') - Number(a.slot.entry.kind === 'definition') ||
    b.uses - a.uses ||
    (a.slot.entry.id < b.slot.entry.id ? -1 : 1)
  )
}

/** One of each list in turn, none twice. */
function inTurn(lists: readonly (readonly Ranked[])[], limit: number): string[] {
  const chosen = new Map<string, string>() // by how it is compared
  const longest = Math.max(0, ...lists.map(({ length }) => length))
  for (let turn = 0; turn < longest && chosen.size < limit; turn++)
    for (const list of lists) {
      const slot = list[turn]?.slot
      if (slot && chosen.size < limit && !chosen.has(slot.folded.title)) chosen.set(slot.folded.title, slot.entry.title)
    }
  return [...chosen.values()]
}
