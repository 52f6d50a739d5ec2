import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pack, unpack } from '../../src/store/large-record.ts'
import { runRecipe } from '../../src/store/recipe.ts'
import { replay } from '../../src/store/replay.ts'
import { rounds } from './kinds.ts'
import { type Edit, editRound, edits, newRound, type Round } from './round-edits.ts'

const isRound = (value: unknown): value is Round => rounds.schema.safeParse(value).success

function run(before: unknown, recipe: (docs: unknown[]) => unknown) {
  const { changes, result } = runRecipe([{ path: 'rounds/r', kind: rounds, data: pack(before) }], recipe)
  return { change: changes[0], result }
}

function runEdit(before: unknown, edit: Edit) {
  return run(before, (docs) => {
    if (isRound(docs[0])) docs[0] = editRound(docs[0], edit)
  })
}

const play = (data: unknown, patches: Parameters<typeof replay>[1][number]['patches']) =>
  replay({ version: 1, sequence: 1, data: structuredClone(data) }, [
    { sequence: 2, after: 1, version: 1, patches: JSON.parse(JSON.stringify(patches)), inverse: [] },
  ]).data

describe('what a recipe did', () => {
  it('is what it would do to a plain object, and its patches lead there and back', () => {
    fc.assert(
      fc.property(fc.array(edits, { minLength: 1, maxLength: 12 }), (list) => {
        let round: unknown = newRound()
        for (const edit of list) {
          const plain = structuredClone(round)
          if (!isRound(plain)) throw new Error('not a round')
          const expected = editRound(plain, edit)
          const { change } = runEdit(round, edit)
          const after = change === undefined ? round : unpack(change.data)
          expect(after).toEqual(expected)
          if (change !== undefined) {
            expect(play(round, [...change.patches])).toEqual(expected)
            expect(play(after, [...change.inverse])).toEqual(round)
          }
          round = after
        }
      }),
      { numRuns: 40, seed: 20261122 },
    )
  })
})

describe('a large record', () => {
  const large = (): Round => editRound(newRound(), ['fill', 'u', 700])

  it('is recorded by what changed in it', () => {
    const { change } = runEdit(large(), ['answer', 'new', 'B'])
    expect(change?.patches).toEqual([{ op: 'add', path: ['answers', 'new'], value: { choice: 'B' } }])
    expect(change?.inverse).toEqual([{ op: 'remove', path: ['answers', 'new'] }])
  })

  it('keeps the order of its entries', () => {
    const { change } = run(large(), ([round]) => {
      if (!isRound(round)) throw new Error('not a round')
      delete round.answers['u 3']
      round.answers['u 3'] = { choice: 'again' }
    })
    const after = unpack(change?.data)
    expect(isRound(after) && Object.keys(after.answers).indexOf('u 3')).toBe(699)
  })

  it('looks like a plain object to a recipe', () => {
    const { result } = run(large(), ([round]) => {
      if (!isRound(round)) throw new Error('not a round')
      expect(round.answers).toBe(round.answers)
      expect('toString' in round.answers).toBe(true)
      expect(Object.hasOwn(round.answers, 'toString')).toBe(false)
      expect(round.answers.missing).toBeUndefined()
      expect(JSON.parse(JSON.stringify(round))).toEqual(large())
      return { answers: round.answers, whole: round }
    })
    expect(result).toEqual({ answers: large().answers, whole: large() })
  })

  it('may stand in two documents as a copy, and says so where it may not', () => {
    const twice = (recipe: (round: Round) => Record<string, unknown>) => () =>
      run(large(), ([round]) => {
        if (isRound(round)) Object.assign(round, recipe(round))
      })
    expect(twice((round) => ({ old: { very: { deep: round.answers } } }))).toThrow(/assign a copy/)
    expect(twice((round) => ({ answers: { ...round.answers } }))).not.toThrow()
  })

  it('is still checked entry by entry, key by key', () => {
    const wrong = (docs: unknown[]) => {
      const [round] = docs
      if (isRound(round)) Object.assign(round.answers, { new: { choice: 7 } })
    }
    expect(() => run(large(), wrong)).toThrow(/rounds\/r.*answers\.new\.choice/)
  })
})
