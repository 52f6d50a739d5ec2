import type { Atom } from './atoms.ts'
import type { Candidate } from './candidates.ts'
import type { Slot } from './inverted-index.ts'
import type { Unit } from './units.ts'

/**
 * The share of the query, 0..1, that an entry has by accident only: 展新 of 发展新质生产力 in an alias 发展新动能, where the
 * words on both sides of it are not those that were typed. What the text itself says so is more than that.
 */
export function accidents({ reading, slot }: Candidate): number {
  if (!reading.units.some(({ unit }) => unit.kind === 'pair' && unit.isBorder)) return 0
  const names = slot.folded.aliases.join('\n')
  const own = [slot.folded.title, slot.folded.text, ...slot.folded.keywords].join('\n')
  const shares = reading.units.map(({ unit, weight }) => (isAccident(unit, names, own) ? weight : 0))
  return (shares.reduce((sum, share) => sum + share, 0) / reading.total) * reading.reading.prior
}

/** Everything that an entry says, folded. */
export function wordsIn({ folded }: Slot): string {
  return [folded.title, folded.text, folded.gloss, ...folded.keywords, ...folded.aliases].join('\n')
}

function isAccident(unit: Unit, names: string, own: string): boolean {
  if (unit.kind !== 'pair' || !unit.isBorder || unit.left.word < 0 || unit.right.word < 0) return false
  const { left, right, before, after } = unit
  const pair = left.character + right.character
  if (own.includes(pair) || !names.includes(pair)) return false
  const wholeLeft = before && belongs(before, left) ? before.character + pair : pair
  const wholeRight = after && belongs(after, right) ? pair + after.character : pair
  return !names.includes(wholeLeft) || !names.includes(wholeRight)
}

/** Whether neighbours are of one word, or of one that falls apart into single characters: 新 and 质. */
function belongs(one: Atom, other: Atom): boolean {
  return one.word >= 0 && (one.word === other.word || (one.isLoose && other.isLoose))
}
