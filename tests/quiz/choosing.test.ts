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

  it('keeps papers and sections balanced from post to post, whatever their sizes, until all are used up', () => {
    const sizes = { p: 24, q: 12, r: 6 }
    const uneven = Object.entries(sizes).flatMap(([paper, size]) =>
      Array.from({ length: size }, (_, index) => asked(`${paper}${index}`, 'A', { paper, section: `${index % 3}` })),
    )
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(1, 2), (seed, count) => {
        const lastAsked = new Map<string, number>()
        const papers: string[] = []
        for (let post = 1; papers.length < uneven.length; post++)
          for (const one of chooseQuestions(uneven, lastAsked, { count, seed: `${seed}${post}` })) {
            lastAsked.set(questionKey(one), post)
            papers.push(one.paper)
            const sections = uneven.filter((other) => other.paper === one.paper && lastAsked.has(questionKey(other)))
            const counts = ['0', '1', '2'].map(
              (section) => sections.filter((other) => other.section === section).length,
            )
            expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
          }
        if (count === 1)
          for (const quarter of [0, 1, 2, 3].map((part) => papers.slice(part * 10, part * 10 + 10)))
            expect(new Set(quarter).size, papers.join('')).toBe(3)
        if (count === 1) expect(papers.join('')).not.toMatch(/q{2}|r{2}|p{4}/)
        else expect(papers.slice(0, 30).join('').match(/../g)).not.toContainEqual(expect.stringMatching(/(.)\1/))
      }),
      { numRuns: 20 },
    )
  })

  it('gives a paper that was added later its share, not all the posts', () => {
    const old = Array.from({ length: 20 }, (_, index) => asked(`p${index}`, 'A', { paper: 'p' }))
    const lastAsked = new Map(old.slice(0, 12).map((one, index) => [questionKey(one), index + 1]))
    const grown = [...old, ...Array.from({ length: 8 }, (_, index) => asked(`n${index}`, 'A', { paper: 'n' }))]
    const papers: string[] = []
    for (let post = 13; post <= 28; post++)
      for (const one of chooseQuestions(grown, lastAsked, { count: 1, seed: `${post}` })) {
        lastAsked.set(questionKey(one), post)
        papers.push(one.paper)
      }
    expect(papers.join('')).toMatch(/^(np){8}$/)
  })

  it('gives what there is when more is wished for', () => {
    expect(chooseQuestions(bank.slice(0, 2), new Map(), { count: 5, seed: 's' })).toHaveLength(2)
    expect(chooseQuestions([], new Map(), { count: 5, seed: 's' })).toEqual([])
  })
})
