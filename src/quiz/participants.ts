import type { Round } from './round.ts'

/** The members who answered every question of a round, those first who were done first. */
export function whoAnsweredAll({ questions, answers }: Pick<Round, 'questions' | 'answers'>): string[] {
  const found = new Map<string, { answered: number; lastAt: number }>()
  for (const [key, { at }] of Object.entries(answers)) {
    const member = key.slice(key.indexOf('/') + 1)
    const known = found.get(member) ?? { answered: 0, lastAt: 0 }
    found.set(member, { answered: known.answered + 1, lastAt: Math.max(known.lastAt, at) })
  }
  return [...found]
    .filter(([, { answered }]) => answered === questions.length)
    .sort(([, a], [, b]) => a.lastAt - b.lastAt)
    .map(([member]) => member)
}
