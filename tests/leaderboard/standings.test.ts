import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Answer, standingsOf } from '../../src/leaderboard/standings.ts'

/** Answers in words: `a+10` is right at 10, `a-11` wrong at 11. */
function answers(text: string): Answer[] {
  return [...text.matchAll(/(\w)([+-])(\d+)/g)].map(([, member = '', sign, at]) => ({
    member,
    at: Number(at),
    isRight: sign === '+',
  }))
}

describe('the order of a board', () => {
  it.each([
    ['more right answers first', 'a+1 b+2 b+3', ['1 b', '2 a']],
    ['then the higher accuracy', 'a+1 a-2 b+3', ['1 b', '2 a']],
    ['then who had them earlier', 'a+5 b+4', ['1 b', '2 a']],
    ['equals share a place, and the next one is not moved up', 'a+5 b+5 c+6', ['1 a', '1 b', '3 c']],
    ['wrong answers later do not change when it was reached', 'a+5 a-9 b+6 b-7', ['1 a', '2 b']],
    ['who was never right stands behind', 'a-1 b+2 c-3', ['1 b', '2 a', '2 c']],
    ['nobody answered', '', []],
  ])('%s', (_, given, expected) => {
    expect(standingsOf(answers(given)).map(({ place, member }) => `${place} ${member}`)).toEqual(expected)
  })

  it('counts each answer once, whatever the order in which they are read', () => {
    const answer = fc.record({ member: fc.constantFrom('a', 'b', 'c', 'd'), at: fc.nat(50), isRight: fc.boolean() })
    fc.assert(
      fc.property(fc.array(answer), (given) => {
        const standings = standingsOf(given)
        expect(standingsOf(given.toReversed())).toEqual(standings)
        expect(standings.reduce((sum, one) => sum + one.answered, 0)).toBe(given.length)
        expect(standings.reduce((sum, one) => sum + one.right, 0)).toBe(given.filter((one) => one.isRight).length)
        expect(standings.map(({ place }) => place)).toEqual(
          standings.map(({ place }) => place).toSorted((a, b) => a - b),
        )
        for (const { place } of standings) expect(standings.filter((one) => one.place < place)).toHaveLength(place - 1)
      }),
    )
  })
})
