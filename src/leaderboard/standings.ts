/** A member's first answer to one question. */
export interface Answer {
  readonly member: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly isRight: boolean
}

/** How one member stands. */
export interface Standing {
  readonly member: string
  /** From 1; those who are equal in everything share a place. */
  readonly place: number
  readonly right: number
  readonly answered: number
}

interface Tally {
  readonly member: string
  right: number
  answered: number
  lastRightAt: number
}

/** Everybody who answered, best first: by right answers, then by accuracy, then by who had that many earlier. */
export function standingsOf(answers: Iterable<Answer>): Standing[] {
  const tallies = new Map<string, Tally>()
  for (const answer of answers) add(tallies, answer)
  const ranked = [...tallies.values()].sort((a, b) => compare(a, b) || (a.member < b.member ? -1 : 1))
  let place = 1
  return ranked.map((tally, index) => {
    const above = ranked[index - 1]
    if (above && compare(above, tally) !== 0) place = index + 1
    return { member: tally.member, place, right: tally.right, answered: tally.answered }
  })
}

function add(tallies: Map<string, Tally>, { member, at, isRight }: Answer): void {
  const tally = tallies.get(member) ?? { member, right: 0, answered: 0, lastRightAt: 0 }
  tallies.set(member, tally)
  tally.answered += 1
  if (!isRight) return
  tally.right += 1
  tally.lastRightAt = Math.max(tally.lastRightAt, at)
}

/** With as many right answers, fewer answers are the higher accuracy. */
function compare(a: Tally, b: Tally): number {
  return b.right - a.right || a.answered - b.answered || a.lastRightAt - b.lastRightAt
}
