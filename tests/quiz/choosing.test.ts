import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseQuestions, questionKey } from '../../src/quiz/choosing.ts'
import { asked } from './asked.ts'

const bank = ['p', 'q', 'r'].flatMap((paper) =>
  Array.from({ length: 6 }, (_, index) => asked(`${paper}${index}`, 'A', { paper, keyPoint: `k${index % 3}` })),
)

describe('choosing questions', () => {
  it('repeats nothing until the stock is used up, then takes the oldest first', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.string(), (count, seed) => {
        const lastAsked = new Map<string, number>()
        for (let round = 1; round <= 30; round++) {
          const chosen = chooseQuestions(bank, lastAsked, { count, seed: `${seed}${round}` }).map(questionKey)
          const oldest = bank
            .map((one) => lastAsked.get(questionKey(one)) ?? 0)
            .sort((a, b) => a - b)
            .slice(0, count)
          expect(chosen.map((key) => lastAsked.get(key) ?? 0).sort((a, b) => a - b)).toEqual(oldest)
          for (const key of chosen) lastAsked.set(key, round)
        }
      }),
      { numRuns: 20 },
    )
  })

  it('is the same for the same seed', () => {
    const choose = (seed: string) => chooseQuestions(bank, new Map(), { count: 4, seed }).map(questionKey)
    expect(choose('a')).toEqual(choose('a'))
    expect(new Set(['a', 'b', 'c', 'd', 'e'].map((seed) => choose(seed).join())).size).toBeGreaterThan(1)
  })

  it('lets the papers take turns, and asks about different key points', () => {
    const chosen = chooseQuestions(bank, new Map(), { count: 3, seed: 's' })
    expect(new Set(chosen.map((one) => one.paper)).size).toBe(3)
    const six = chooseQuestions(bank, new Map(), { count: 9, seed: 's' })
    expect(new Set(six.map((one) => `${one.paper}/${one.question.keyPoint}`)).size).toBe(9)
  })

  it('gives what there is when more is wished for', () => {
    expect(chooseQuestions(bank.slice(0, 2), new Map(), { count: 5, seed: 's' })).toHaveLength(2)
    expect(chooseQuestions([], new Map(), { count: 5, seed: 's' })).toEqual([])
  })
})
