import fc from 'fast-check'

export interface Round {
  title: string
  answers: Record<string, { choice: string }>
  log: string[]
}

export const newRound = (): Round => ({ title: 'new', answers: {}, log: [] })

const text = fc.string({ unit: 'binary', maxLength: 6 }).filter((value) => value !== '__proto__')
/** Enough entries to cross the size from which the store keeps a record in parts. */
const many = fc.constantFrom(100, 300, 700)

/** What a recipe may do to a round; the same is done to a plain object to know what has to come out. */
export const edits = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constant('answer' as const), text, text) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('log' as const), text, fc.nat(4)) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('correct' as const), text, fc.nat(500)) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('retract' as const), text, fc.nat(500)) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('fill' as const), text, many) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('clear' as const), text, text) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('rebuild' as const), text, text) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('sweep' as const), text, text) },
)
export type Edit = typeof edits extends fc.Arbitrary<infer E> ? E : never

/** Edits in place where it can; returns the round, which is a new object after "rebuild". */
export function editRound(round: Round, [what, first, second]: Edit): Round {
  const names = Object.keys(round.answers)
  switch (what) {
    case 'answer':
      round.answers[first] = { choice: second }
      break
    case 'log':
      round.log.splice(second, 1, first, first)
      break
    case 'correct': {
      const answer = round.answers[names[second % names.length] ?? '']
      if (answer) answer.choice = first
      break
    }
    case 'retract':
      delete round.answers[names[second % names.length] ?? '']
      break
    case 'fill':
      for (let i = 0; i < second; i++) round.answers[`${first} ${i}`] = { choice: 'A' }
      break
    case 'clear':
      round.answers = {}
      break
    case 'sweep':
      for (const [name, answer] of Object.entries(round.answers)) if (answer.choice === 'A') delete round.answers[name]
      break
    case 'rebuild':
      return { ...round, title: first, log: [...round.log, String(first in round.answers)] }
  }
  return round
}
