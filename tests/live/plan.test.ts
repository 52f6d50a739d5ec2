import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LiveRound } from '../../src/live/live-round.ts'
import { plan } from '../../src/live/plan.ts'

const NOW = Date.parse('2025-11-22T12:00Z')
const SECOND = 1_000
const MINUTE = 60 * SECOND

function live(changes: Partial<LiveRound>): LiveRound {
  return {
    round: 'l-2-000000000-aaaa',
    startedBy: 'ann',
    startedAt: NOW,
    seconds: 20,
    total: 3,
    isStopped: false,
    question: 1,
    asked: 1,
    phase: 'posting',
    message: null,
    endsAt: null,
    dueAt: NOW,
    attempts: 0,
    nextTryAt: NOW,
    inDoubtSince: null,
    ...changes,
  }
}

const doubt = (ago: number): Partial<LiveRound> => ({ inDoubtSince: NOW - ago, dueAt: NOW - ago, attempts: 1 })

describe('what is to be done about a live round', () => {
  it.each<[string, Partial<LiveRound>, string | undefined]>([
    ['its question is due', {}, 'post'],
    ['it has to wait', { nextTryAt: NOW + 1 }, undefined],
    ['a try may have arrived a minute ago', doubt(MINUTE), 'post'],
    ['a try may have arrived two minutes ago', doubt(2 * MINUTE), 'find'],
    ['a try may have arrived hours ago', doubt(300 * MINUTE), 'find'],
    ['a try may have arrived, and it was ended since', { ...doubt(MINUTE), isStopped: true }, 'post'],
    ['it was away for a quarter of an hour', { dueAt: NOW - 15 * MINUTE }, 'post'],
    ['it was away for longer', { dueAt: NOW - 15 * MINUTE - 1 }, 'finish'],
    ['it was away before anything was asked', { question: 0, asked: 0, dueAt: NOW - 16 * MINUTE }, 'end'],
    ['it was ended between two questions', { isStopped: true }, 'finish'],
    ['its board is due', { question: 3, isStopped: true }, 'post'],
    ['its board is long overdue', { question: 3, dueAt: NOW - 16 * MINUTE }, 'end'],
    ['its question is open', { phase: 'open', endsAt: NOW + 1, nextTryAt: NOW + 1 }, undefined],
    ['the time of its question is over', { phase: 'open', endsAt: NOW }, 'reveal'],
    ['the time of its question was over long ago', { phase: 'open', endsAt: NOW - 300 * MINUTE }, 'reveal'],
    ['its answer could not be shown', { phase: 'revealing', attempts: 5 }, 'reveal'],
    ['its answer could not be shown again and again', { phase: 'revealing', attempts: 6 }, 'go-on'],
  ])('%s', (_, changes, action) => {
    expect(plan(NOW, live(changes))?.kind).toBe(action)
  })

  const state = fc.record({
    isStopped: fc.boolean(),
    question: fc.nat(3),
    asked: fc.nat(3),
    phase: fc.constantFrom('posting', 'open', 'revealing') as fc.Arbitrary<LiveRound['phase']>,
    attempts: fc.nat(9),
    dueAt: fc.integer({ min: NOW - 40 * MINUTE, max: NOW }),
    nextTryAt: fc.integer({ min: NOW - 40 * MINUTE, max: NOW + MINUTE }),
    inDoubtSince: fc.option(fc.integer({ min: NOW - 40 * MINUTE, max: NOW })),
  })

  it('does nothing before its moment and something at it, and never leaves a message in doubt behind', () => {
    fc.assert(
      fc.property(state, (changes) => {
        const round = live(changes)
        const action = plan(NOW, round)
        expect(action === undefined).toBe(round.nextTryAt > NOW)
        if (action && round.phase === 'posting' && round.inDoubtSince !== null)
          expect(['post', 'find']).toContain(action.kind)
        if (action?.kind === 'post' && round.inDoubtSince !== null)
          expect(NOW - round.inDoubtSince).toBeLessThan(2 * MINUTE)
        if (round.phase !== 'posting') expect(['reveal', 'go-on', undefined]).toContain(action?.kind)
        expect(plan(NOW, round)).toEqual(action)
      }),
    )
  })
})
