import { afterEach, describe, expect, it } from 'vitest'
import type { Daily } from '../../src/daily/daily.ts'
import { deliveries, roundIdOf } from '../../src/daily/delivery.ts'
import { answerQuestion } from '../../src/quiz/round.ts'
import type { Fault, Operation } from './channels.ts'
import { createMortal } from './mortal.ts'
import { createWorld, DAY, GUILD, HOUR, MINUTE, set, type World } from './world.ts'

const DATE = '2025-11-22'
const worlds: World[] = []
afterEach(async () => {
  for (const world of worlds.splice(0)) {
    await world.end()
    expect(world.errors).toEqual([])
  }
})

function newWorld(): World {
  const world = createWorld({ now: '2025-11-22T00:58Z' }) // two minutes before 09:00 in Shanghai
  worlds.push(world)
  return world
}

const ALL = { thread: true, pin: true, recap: true } as const

async function answer(world: World, id: string, date = DATE): Promise<void> {
  const place = { guild: GUILD, round: roundIdOf(id, date), question: 0 }
  await answerQuestion(world.store, place, { member: 'u', choice: 0, now: world.now })
}

/** State and reason of thread, pin and recap. */
async function extras(world: World, id: string, date = DATE) {
  const steps = (await world.delivery(id, date))?.steps
  const told = (step: { state: string; reason: string | null } | undefined) =>
    [step?.state, step?.reason].filter(Boolean).join(' ')
  return { thread: told(steps?.thread), pin: told(steps?.pin), recap: told(steps?.recap) }
}

describe('thread, pin and recap', () => {
  it('follow a post, and the recap its closing', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily, ALL)
    await world.pass(daily, 3 * MINUTE)
    expect(world.channels.messages).toMatchObject([{ hasThread: true, isPinned: true }])
    expect(await extras(world, id)).toEqual({ thread: 'done', pin: 'done', recap: 'owed' })
    await answer(world, id)
    await world.pass(daily, DAY, 5 * MINUTE)
    expect(world.channels.recaps).toMatchObject([{ post: { roundId: roundIdOf(id, DATE) } }])
    expect(await extras(world, id)).toEqual({ thread: 'done', pin: 'done', recap: 'done' })
    expect((await world.schedule(id)).open).toEqual(['2025-11-23'])
  })

  it('are not made where nobody asked for them, and no recap of what nobody answered', async () => {
    const world = newWorld()
    const daily = await world.start()
    const plain = await set(daily)
    const silent = await set(daily, { recap: true })
    await world.pass(daily, DAY + 5 * MINUTE, 5 * MINUTE)
    expect(await extras(world, plain.id)).toEqual({ thread: 'off', pin: 'off', recap: 'off' })
    expect(await extras(world, silent.id)).toEqual({ thread: 'off', pin: 'off', recap: 'off' })
    expect(world.channels.recaps).toEqual([])
    expect((await world.schedule(silent.id)).open).toEqual(['2025-11-23'])
  })

  it.each<[Operation & ('thread' | 'pin' | 'recap'), Fault]>([
    ['thread', { reason: 'try-later' }],
    ['thread', { reason: 'outcome-unknown' }],
    ['thread', { reason: 'outcome-unknown', arrives: true }],
    ['pin', { reason: 'try-later', retryAfterMs: 5 * MINUTE }],
    ['pin', { reason: 'outcome-unknown', arrives: true }],
    ['recap', { reason: 'try-later' }],
    ['recap', { reason: 'outcome-unknown' }],
    ['recap', { reason: 'outcome-unknown', arrives: true }],
  ])('the %s alone is tried again after %j, and done once', async (extra, fault) => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily, ALL)
    world.channels.fail(extra, fault, fault, fault)
    await world.pass(daily, 20 * MINUTE)
    await answer(world, id)
    await world.passTo(daily, '2025-11-23T02:00Z', MINUTE)
    expect(await extras(world, id)).toEqual({ thread: 'done', pin: 'done', recap: 'done' })
    expect((await world.delivery(id, DATE))?.steps[extra].attempts).toBeGreaterThan(1)
    expect(world.channels.of(roundIdOf(id, DATE))).toHaveLength(1)
    expect(world.channels.recaps).toHaveLength(1)
  })

  it.each([
    ['thread', 'missing-permission', 'missing-permission'],
    ['thread', 'unknown-message', 'post-gone'],
    ['pin', 'missing-permission', 'missing-permission'],
    ['pin', 'too-many-pins', 'too-many-pins'],
    ['recap', 'missing-permission', 'missing-permission'],
  ] as const)('a %s that cannot be made (%s) is recorded and holds up nothing', async (extra, fault, reason) => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily, ALL)
    world.channels.fail(extra, { reason: fault })
    await world.pass(daily, 20 * MINUTE)
    await answer(world, id)
    await world.passTo(daily, '2025-11-23T02:00Z', MINUTE)
    expect(await extras(world, id)).toEqual({ thread: 'done', pin: 'done', recap: 'done', [extra]: `failed ${reason}` })
    expect(await world.record(id)).toEqual(['2025-11-22 closed', '2025-11-23 posted'])
    expect((await world.schedule(id)).paused).toBeNull()
    expect(world.channels.notices).toEqual([])
  })

  it('one that is never answered delays neither the closing nor the next post', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily, ALL)
    world.channels.fail('thread', { takesMs: 10 ** 8 })
    await world.pass(daily, 5 * MINUTE)
    expect(await extras(world, id)).toMatchObject({ thread: 'owed', pin: 'done' })
    await world.passTo(daily, '2025-11-23T01:05Z', 5 * MINUTE)
    expect(await world.record(id)).toEqual(['2025-11-22 closed', '2025-11-23 posted'])
    expect(await extras(world, id)).toMatchObject({ thread: 'failed too-late', pin: 'done' })
  })

  it('no recap follows a post that was deleted by hand, or a removed schedule', async () => {
    const world = newWorld()
    const daily = await world.start()
    const [gone, removed] = [await set(daily, { recap: true }), await set(daily, { recap: true })]
    await world.pass(daily, 5 * MINUTE)
    for (const { id } of [gone, removed]) await answer(world, id)
    world.channels.deleteMessage(world.channels.of(roundIdOf(gone.id, DATE))[0]?.id ?? '')
    await daily.remove(GUILD, removed.id)
    await world.passTo(daily, '2025-11-23T01:05Z', 5 * MINUTE)
    expect(await extras(world, gone.id)).toMatchObject({ recap: 'failed post-gone' })
    expect(await extras(world, removed.id)).toMatchObject({ recap: 'failed by-moderator' })
    expect(world.channels.recaps).toEqual([])
    expect((await world.schedule(removed.id)).open).toEqual([])
  })

  it('a recap that is owed when the bot was away for days is given up', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily, { recap: true })
    await world.pass(daily, 5 * MINUTE)
    await answer(world, id)
    await daily.stop()
    world.now += 4 * DAY
    await world.start()
    expect(await extras(world, id)).toMatchObject({ recap: 'failed too-late' })
    expect(world.channels.recaps).toEqual([])
  })

  it('come with a post that a click proved', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily, ALL)
    world.channels.fail('post', { reason: 'outcome-unknown', arrives: true }, ...Array(9).fill({ reason: 'try-later' }))
    await world.pass(daily, 2 * MINUTE)
    daily.answered(GUILD, roundIdOf(id, DATE), 'message-1')
    await world.pass(daily, MINUTE)
    expect(world.channels.messages).toMatchObject([{ hasThread: true, isPinned: true }])
  })
})

describe('a process killed at every step of thread, pin, closing and recap, and started again', () => {
  const cases = [
    ['all goes well', {}],
    ['the answer to the thread is lost', { thread: { reason: 'outcome-unknown', arrives: true } }],
    ['the answer to the recap is lost', { recap: { reason: 'outcome-unknown', arrives: true } }],
  ] as const
  describe.each(cases)('when %s', (_, faults: Partial<Record<Operation, Fault>>) => {
    it.each([10_000, 5 * MINUTE, 20 * MINUTE])('after %i ms: one of each', async (absence) => {
      for (let diesAt = 0, isOver = false; !isOver; diesAt++) {
        const world = newWorld()
        const first = await world.start()
        const { id } = await set(first, { ...ALL, revealHours: 1 })
        await first.stop()
        for (const [operation, fault] of Object.entries(faults)) world.channels.fail(operation as Operation, fault)
        const mortal = createMortal({ store: world.store, poster: world.channels }, diesAt)
        const dying = await world.start(mortal)
        await live(world, dying, id, () => mortal.isDead())
        isOver = !mortal.isDead()
        world.now += absence
        const daily = await world.start()
        await world.pass(daily, 5 * MINUTE)
        await answer(world, id)
        await world.pass(daily, 4 * HOUR, 5 * MINUTE)
        const round = roundIdOf(id, DATE)
        expect(world.channels.of(round), `died at step ${diesAt}`).toMatchObject([
          { hasThread: true, isPinned: true, edits: expect.arrayContaining([{ kind: 'closed' }]) },
        ])
        const hasAnswer = Object.keys((await world.round(id, DATE))?.answers ?? {}).length > 0
        expect(world.channels.recaps.filter(({ post }) => post.roundId === round)).toHaveLength(hasAnswer ? 1 : 0)
        expect((await world.schedule(id)).open).toEqual([])
        await world.end()
        worlds.splice(worlds.indexOf(world), 1)
      }
    })
  })

  /** Until it dies, or the recap of its one post is out. */
  async function live(world: World, daily: Daily, id: string, isDead: () => boolean): Promise<void> {
    for (let tick = 0; tick < 90 && !isDead(); tick++) {
      await world.pass(daily, MINUTE)
      if (tick === 5) await answer(world, id)
    }
    expect(await world.store.list(deliveries, GUILD, id)).not.toHaveLength(isDead() ? -1 : 0)
  }
})
