import { describe, expect, it } from 'vitest'
import {
  answerQuestion,
  countMembers,
  distributionOf,
  openRound,
  type Round,
  rounds,
  scoreOf,
} from '../../src/quiz/round.ts'
import { createMemoryStore } from '../../src/store/memory-store.ts'
import { asked } from './asked.ts'

const NOW = 1_700_000_000_000
const place = (question = 0) => ({ guild: '1', round: 'r', question })

async function storeWith(options: { member?: string; closesAt?: number } = {}) {
  const store = createMemoryStore()
  const round = openRound({
    member: options.member ?? null,
    now: NOW,
    closesAt: options.closesAt ?? null,
    questions: [asked('a', 'B'), asked('b', true)],
  })
  await store.update([rounds.key('1', 'r')], (documents) => {
    documents[0] = round
  })
  const read = async (): Promise<Round> => (await store.read(rounds.key('1', 'r'))) ?? round
  return { store, read }
}

describe('answering a question', () => {
  it.each([
    [0, 1, true],
    [0, 0, false],
    [1, 0, true],
    [1, 1, false],
  ])('question %i with choice %i is right: %s', async (question, choice, isRight) => {
    const { store } = await storeWith()
    expect(await answerQuestion(store, place(question), { member: 'm', choice, now: NOW })).toMatchObject({
      kind: 'verdict',
      verdict: { isRight, wasAnswered: false },
    })
  })

  it('keeps the first answer, and says so to the second', async () => {
    const { store, read } = await storeWith()
    await answerQuestion(store, place(), { member: 'm', choice: 0, now: NOW })
    expect(await answerQuestion(store, place(), { member: 'm', choice: 1, now: NOW + 1 })).toMatchObject({
      kind: 'verdict',
      verdict: { choice: 0, isRight: false, wasAnswered: true },
    })
    expect((await read()).answers).toEqual({ '0/m': { choice: 0, at: NOW } })
  })

  it.each([
    ['no such round', { guild: '1', round: 'x', question: 0 }, 0],
    ['no such question', { guild: '1', round: 'r', question: 7 }, 0],
    ['no such choice', { guild: '1', round: 'r', question: 1 }, 2],
    ['another server', { guild: '2', round: 'r', question: 0 }, 0],
  ])('is unknown with %s', async (_, where, choice) => {
    const { store } = await storeWith()
    expect(await answerQuestion(store, where, { member: 'm', choice, now: NOW })).toEqual({ kind: 'unknown' })
  })

  it('is unknown in another member’s private round', async () => {
    const { store } = await storeWith({ member: 'owner' })
    expect(await answerQuestion(store, place(), { member: 'other', choice: 0, now: NOW })).toEqual({ kind: 'unknown' })
  })

  it('after closing tells the answer and records nothing', async () => {
    const { store, read } = await storeWith({ closesAt: NOW + 10 })
    expect(await answerQuestion(store, place(), { member: 'm', choice: 0, now: NOW + 10 })).toMatchObject({
      kind: 'closed',
      rightChoice: 1,
    })
    expect(countMembers(await read())).toBe(0)
  })
})

describe('what a round says', () => {
  it('counts members, scores and choices', async () => {
    const { store, read } = await storeWith()
    for (const [member, choice] of [
      ['a', 1],
      ['b', 1],
      ['c', 3],
    ] as const)
      await answerQuestion(store, place(), { member, choice, now: NOW })
    await answerQuestion(store, place(1), { member: 'a', choice: 1, now: NOW })
    const round = await read()
    expect(countMembers(round)).toBe(3)
    expect(scoreOf(round, 'a')).toEqual({ total: 2, answered: 2, right: 1 })
    expect(distributionOf(round, 0)).toEqual({ counts: [0, 2, 0, 1], accuracy: 2 / 3 })
    expect(distributionOf(round, 1)).toEqual({ counts: [0, 1], accuracy: 0 })
    expect(scoreOf(round, 'nobody')).toEqual({ total: 2, answered: 0, right: 0 })
  })
})
