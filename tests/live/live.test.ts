import { afterEach, describe, expect, it } from 'vitest'
import { liveStarts } from '../../src/live/live-round.ts'
import { answerQuestion, rounds } from '../../src/quiz/round.ts'
import { createLiveWorld, GUILD, KEY, type LiveWorld, MINUTE, SECOND } from './world.ts'

const RIGHT = 1
const WRONG = 0

let world: LiveWorld
afterEach(async () => {
  expect(world.errors).toEqual([])
  await world.end()
})

describe('a live round', () => {
  it('asks one question after the other, reveals each when its time is over, and ends with a board', async () => {
    world = createLiveWorld()
    const live = await world.start()
    expect(await world.open(live)).toEqual({ kind: 'started' })
    expect(world.channel.seen()).toEqual(['question 0'])
    await world.pass(live, 9 * SECOND)
    expect(world.channel.seen()).toEqual(['question 0'])
    await world.pass(live, SECOND)
    expect(world.channel.seen()).toEqual(['reveal 0'])
    await world.pass(live, 4 * SECOND)
    expect(world.channel.seen()).toEqual(['reveal 0'])
    await world.pass(live, SECOND)
    expect(world.channel.seen()).toEqual(['reveal 0', 'question 1'])
    await world.pass(live, 10 * SECOND)
    expect(world.channel.seen()).toEqual(['reveal 0', 'reveal 1', 'board'])
    expect(await world.state()).toBeUndefined()
    expect((await world.round())?.closedAt).toBe(world.now)
  })

  it('takes each member’s first answer, tells the verdict to nobody before the end, and keeps the score', async () => {
    world = createLiveWorld()
    const live = await world.start()
    await world.open(live)
    expect(await world.answer(live, 'ann', RIGHT)).toMatchObject({ kind: 'taken', choice: RIGHT, wasAnswered: false })
    expect(await world.answer(live, 'ann', WRONG)).toMatchObject({ kind: 'taken', choice: RIGHT, wasAnswered: true })
    expect(await world.answer(live, 'bob', WRONG)).toMatchObject({ kind: 'taken', choice: WRONG })
    await world.pass(live, 10 * SECOND)
    expect(await world.answer(live, 'cyd', RIGHT)).toMatchObject({ kind: 'over', rightChoice: RIGHT })
    expect(world.channel.messages[0]?.shows.at(-1)).toEqual({
      kind: 'reveal',
      index: 0,
      standings: [{ member: 'ann', place: 1, right: 1, answered: 1 }],
    })
    await world.pass(live, 5 * SECOND)
    world.hidden.add('ann')
    await world.answer(live, 'ann', RIGHT)
    await world.answer(live, 'bob', RIGHT)
    await world.pass(live, 10 * SECOND)
    expect(world.channel.messages.at(-1)?.shows.at(-1)).toEqual({
      kind: 'board',
      asked: 2,
      standings: [{ member: 'bob', place: 1, right: 1, answered: 2 }],
    })
    expect(Object.keys((await world.round())?.answers ?? {}).sort()).toEqual(['0/ann', '0/bob', '1/ann', '1/bob'])
    expect(await world.answer(live, 'cyd', RIGHT)).toMatchObject({ kind: 'over' })
  })

  it('is answered in no other way, and not before its question is asked', async () => {
    world = createLiveWorld()
    const live = await world.start()
    await world.open(live)
    const round = (await world.state())?.round ?? ''
    const given = { member: 'ann', choice: RIGHT, now: world.now }
    expect(await answerQuestion(world.store, { guild: GUILD, round, question: 0 }, given)).toEqual({ kind: 'unknown' })
    expect(await live.answer(GUILD, { round, question: 1, message: 'm' }, given)).toEqual({ kind: 'unknown' })
    expect(await live.answer(GUILD, { round, question: 7, message: 'm' }, given)).toEqual({ kind: 'unknown' })
    expect(await live.answer(GUILD, { round, question: 0, message: 'm' }, { ...given, choice: 4 })).toEqual({
      kind: 'unknown',
    })
    expect(await live.answer('9', { round, question: 0, message: 'm' }, given)).toEqual({ kind: 'unknown' })
    expect(await live.answer(GUILD, { round: 'd-s-1', question: 0, message: 'm' }, given)).toEqual({ kind: 'unknown' })
  })

  it('is the only one of its channel', async () => {
    world = createLiveWorld()
    const live = await world.start()
    const both = await Promise.all([world.open(live), world.open(live, { member: 'bob' })])
    expect(both.map(({ kind }) => kind).sort()).toEqual(['running', 'started'])
    expect(await world.open(live, { channel: '3' })).toEqual({ kind: 'started' })
    await world.pass(live, MINUTE)
    expect(await world.open(live, { member: 'bob' })).toEqual({ kind: 'started' })
  })

  it('is started three times an hour by one member; moderators start as many as they like', async () => {
    world = createLiveWorld()
    const live = await world.start()
    const first = world.now
    const open = (member: string, isModerator = false) => world.open(live, { count: 1, member, isModerator })
    for (let round = 0; round < 3; round++) {
      expect(await open('ann')).toEqual({ kind: 'started' })
      await world.pass(live, MINUTE)
    }
    expect(await open('ann')).toEqual({ kind: 'too-many', againAt: first + 60 * MINUTE })
    expect(await open('ann', true)).toEqual({ kind: 'started' })
    await world.pass(live, MINUTE)
    expect(await open('bob')).toEqual({ kind: 'started' })
    await world.pass(live, 58 * MINUTE, MINUTE)
    expect(await open('ann')).toEqual({ kind: 'started' })
    expect((await world.store.read(liveStarts.key(GUILD)))?.starts).toHaveLength(3)
  })

  it('ends when it is told to, with the answer and the board', async () => {
    world = createLiveWorld()
    const live = await world.start()
    await world.open(live, { count: 5 })
    const round = (await world.state())?.round ?? ''
    await world.answer(live, 'ann', RIGHT)
    expect(await live.end('9', round)).toBe(false)
    expect(await live.end(GUILD, round)).toBe(true)
    await world.pass(live, SECOND)
    expect(world.channel.seen()).toEqual(['reveal 0', 'board'])
    expect(world.channel.messages[1]?.shows[0]).toMatchObject({ asked: 1, standings: [{ member: 'ann' }] })
    expect(await live.end(GUILD, round)).toBe(false)
  })

  it('ends between two questions as well', async () => {
    world = createLiveWorld()
    const live = await world.start()
    await world.open(live, { count: 5 })
    await world.pass(live, 12 * SECOND)
    await live.end(GUILD, (await world.state())?.round ?? '')
    await world.pass(live, SECOND)
    expect(world.channel.seen()).toEqual(['reveal 0', 'board'])
  })

  it('ends at once when its question was in doubt as it was told to', async () => {
    world = createLiveWorld()
    const live = await world.start()
    world.channel.fail('post', { reason: 'outcome-unknown', arrives: true })
    await world.open(live, { count: 5 })
    await live.end(GUILD, (await world.state())?.round ?? '')
    await world.pass(live, 2 * SECOND)
    expect(world.channel.seen()).toEqual(['reveal 0', 'board'])
  })

  it('names the questions that it is asking', async () => {
    world = createLiveWorld()
    const live = await world.start()
    await world.open(live)
    expect([...(await live.questions(GUILD))]).toEqual(['p/q0', 'p/q1'])
    await world.pass(live, MINUTE)
    expect([...(await live.questions(GUILD))]).toEqual([])
  })
})

describe('a live round in trouble', () => {
  it('leaves nothing behind when its first question cannot be posted, and does not count as started', async () => {
    world = createLiveWorld()
    const live = await world.start()
    world.channel.fail('post', { reason: 'missing-permission' })
    expect(await world.open(live)).toEqual({ kind: 'failed' })
    expect(await world.state()).toBeUndefined()
    expect(await world.store.list(rounds, GUILD)).toEqual([])
    expect((await world.store.read(liveStarts.key(GUILD)))?.starts).toEqual([])
  })

  it.each([
    ['is refused for now', { reason: 'try-later' } as const],
    ['is lost', { reason: 'outcome-unknown' } as const],
    ['arrives, but nobody hears of it', { reason: 'outcome-unknown', arrives: true } as const],
  ])('posts a question once whose first try %s', async (_, fault) => {
    world = createLiveWorld()
    const live = await world.start()
    world.channel.fail('post', fault, fault)
    expect(await world.open(live, { count: 1 })).toEqual({ kind: 'sending' })
    await world.pass(live, 3 * SECOND)
    expect(world.channel.seen()).toEqual(['question 0'])
    const { endsAt } = (await world.state()) ?? {}
    expect(world.channel.messages[0]?.shows.at(-1)).toMatchObject({ endsAt })
    await world.pass(live, 20 * SECOND)
    expect(world.channel.seen()).toEqual(['reveal 0', 'board'])
  })

  it('accepts a click on a question of which it does not know that it is there', async () => {
    world = createLiveWorld()
    const live = await world.start()
    world.channel.fail('post', { reason: 'outcome-unknown', arrives: true })
    await world.open(live)
    expect(await world.answer(live, 'ann', RIGHT)).toMatchObject({ kind: 'taken' })
    expect(await world.state()).toMatchObject({ phase: 'open', message: 'message-1' })
    await world.pass(live, 10 * SECOND)
    expect(world.channel.seen()).toEqual(['reveal 0'])
  })

  it('goes on when the answer cannot be shown, and when a question was deleted by hand', async () => {
    world = createLiveWorld()
    const live = await world.start()
    await world.open(live)
    world.channel.fail('edit', ...Array.from({ length: 9 }, () => ({ reason: 'try-later' }) as const))
    await world.pass(live, 2 * MINUTE)
    expect(world.channel.seen()).toEqual(['question 0', 'reveal 1', 'board'])
    await world.open(live, { count: 1 })
    world.channel.messages.length = 0
    await world.pass(live, MINUTE)
    expect(world.channel.seen()).toEqual(['board'])
  })

  it('ends where it may no longer post', async () => {
    world = createLiveWorld()
    const live = await world.start()
    await world.open(live)
    await world.answer(live, 'ann', RIGHT)
    world.channel.fail('post', { reason: 'unknown-channel' })
    await world.pass(live, MINUTE)
    expect(await world.state()).toBeUndefined()
    expect(await world.round()).toMatchObject({ closedAt: expect.any(Number), answers: { '0/ann': { choice: RIGHT } } })
    expect((await world.store.read(liveStarts.key(GUILD)))?.starts).toHaveLength(1)
  })

  it('does not send again what may be there where the history is hidden', async () => {
    world = createLiveWorld()
    const live = await world.start()
    await world.open(live)
    world.channel.fail('post', ...Array.from({ length: 30 }, () => ({ reason: 'outcome-unknown' }) as const))
    world.channel.fail('find', { reason: 'history-hidden' })
    await world.pass(live, 3 * MINUTE)
    world.channel.fail('post')
    expect(world.channel.seen().filter((one) => one.includes(' 1'))).toEqual([])
    expect(await world.store.read(KEY)).toMatchObject({ question: 2 })
  })
})
