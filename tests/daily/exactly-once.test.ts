import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { Daily } from '../../src/daily/daily.ts'
import { deliveries, roundIdOf } from '../../src/daily/delivery.ts'
import { answerQuestion } from '../../src/quiz/round.ts'
import type { Fault } from './channels.ts'
import { createMortal, type Mortal } from './mortal.ts'
import { createWorld, GUILD, HOUR, MINUTE, set, settle, type World } from './world.ts'

const SLOT = '2025-11-22T01:00Z'
const DATE = '2025-11-22'

let worlds: World[] = []
afterEach(async () => {
  await Promise.all(worlds.map((world) => world.end()))
  worlds = []
})

/** A world with one schedule, a minute before its slot. */
async function beforeTheSlot(): Promise<{ world: World; id: string; channel: string }> {
  const world = createWorld({ now: '2025-11-22T00:30Z' })
  worlds.push(world)
  const daily = await world.start()
  const { id, channel } = await set(daily)
  await daily.stop()
  world.now = Date.parse(SLOT) - MINUTE
  return { world, id, channel }
}

/** A process of this world that dies at a step. */
async function startMortal(world: World, diesAt: number): Promise<{ daily: Daily; mortal: Mortal }> {
  const mortal = createMortal({ store: world.store, poster: world.channels }, diesAt)
  return { daily: await world.start(mortal), mortal }
}

/** Lets a mortal process work from a minute before the slot until it is dead, or until its post is closed. */
async function liveAndDie(world: World, id: string, diesAt: number): Promise<Mortal> {
  const { daily, mortal } = await startMortal(world, diesAt)
  for (let tick = 0; tick < 60 && !mortal.isDead(); tick++) await world.pass(daily, tick < 10 ? MINUTE : 30 * MINUTE)
  if (!mortal.isDead()) await world.passTo(daily, `2025-11-23T01:01Z`, 30 * MINUTE)
  expect(await world.store.list(deliveries, GUILD, id)).not.toHaveLength(mortal.isDead() ? -1 : 0)
  return mortal
}

const FIRST_TRIES: readonly [string, readonly (Fault | undefined)[]][] = [
  ['arrives', []],
  ['arrives, but the answer is lost', [{ reason: 'outcome-unknown', arrives: true }]],
  ['does not arrive, and nobody knows', [{ reason: 'outcome-unknown' }, { reason: 'outcome-unknown' }]],
  ['is refused for now', [{ reason: 'try-later' }]],
  ['is lost, then refused for now', [{ reason: 'outcome-unknown', arrives: true }, { reason: 'try-later' }]],
]
const REBIRTHS = [
  ['at once', 10_000],
  ['after the nonce is forgotten', 5 * MINUTE],
  ['two hours later', 2 * HOUR],
] as const

describe('a process killed at every step of a delivery, and started again', () => {
  describe.each(FIRST_TRIES)('when the first try %s', (_, faults) => {
    it.each(REBIRTHS)('%s: ends with exactly one post, closed, and every answer kept', async (_, absence) => {
      let diesAt = 0
      let isOver = false
      for (; !isOver; diesAt++) {
        const { world, id } = await beforeTheSlot()
        world.channels.fail('post', ...faults)
        const mortal = await liveAndDie(world, id, diesAt)
        isOver = !mortal.isDead()
        world.now += absence
        const daily = await world.start()
        await world.pass(daily, 10 * MINUTE)
        const place = { guild: GUILD, round: roundIdOf(id, DATE), question: 0 }
        const answer = await answerQuestion(world.store, place, { member: 'u', choice: 0, now: world.now })
        await world.passTo(daily, '2025-11-23T02:00Z', 10 * MINUTE)
        const posts = world.channels.of(roundIdOf(id, DATE))
        expect(
          posts.map(({ edits }) => edits.at(-1)),
          `died at step ${diesAt}`,
        ).toEqual([{ kind: 'closed' }])
        expect(await world.delivery(id, DATE)).toMatchObject({ state: 'closed', message: posts[0]?.id, number: 1 })
        const kept = (await world.round(id, DATE))?.answers ?? {}
        expect(Object.keys(kept)).toEqual(answer.kind === 'verdict' ? ['0/u'] : [])
        expect(world.channels.of(roundIdOf(id, '2025-11-23'))).toHaveLength(1)
        expect(world.errors).toEqual([])
      }
      expect(diesAt).toBeGreaterThan(12)
    })
  })

  it('never posts twice where the history is hidden: one post, or one that is recorded as unknown', async () => {
    let unknowns = 0
    for (let diesAt = 0; diesAt < 16; diesAt++) {
      const { world, id } = await beforeTheSlot()
      const mortal = await liveAndDie(world, id, diesAt)
      if (!mortal.isDead()) break
      world.channels.fail('find', ...Array.from({ length: 50 }, () => ({ reason: 'history-hidden' }) as const))
      world.now += 5 * MINUTE
      const daily = await world.start()
      await world.pass(daily, 30 * MINUTE)
      const posts = world.channels.of(roundIdOf(id, DATE)).length
      const state = (await world.delivery(id, DATE))?.state
      expect(state === 'unknown' ? posts <= 1 : posts === 1, `died at step ${diesAt}: ${posts} posts, ${state}`).toBe(
        true,
      )
      if (state === 'unknown') unknowns++
      expect(world.channels.notices.filter(({ kind }) => kind === 'unknown')).toHaveLength(
        (await world.record(id)).filter((line) => line.includes('unknown')).length,
      )
    }
    expect(unknowns).toBeGreaterThan(0)
  })
})

describe('whatever fails and however often it is killed', () => {
  const fault = fc.constantFrom<Fault | undefined>(
    undefined,
    { reason: 'outcome-unknown' },
    { reason: 'outcome-unknown', arrives: true },
    { reason: 'try-later' },
    { reason: 'refused' },
  )
  const lookup = fc.constantFrom<Fault | undefined>(undefined, { reason: 'try-later' }, { reason: 'outcome-unknown' })
  const life = fc.record({ diesAt: fc.nat(14), absence: fc.constantFrom(1_000, 45_000, 3 * MINUTE, HOUR) })

  it('a slot has one post when it is recorded as posted, none when it is recorded as failed or skipped', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fault, { maxLength: 6 }),
        fc.array(lookup, { maxLength: 3 }),
        fc.array(life, { maxLength: 4 }),
        async (faults, lookups, lives) => {
          const { world, id } = await beforeTheSlot()
          world.channels.fail('post', ...faults)
          world.channels.fail('find', ...lookups)
          for (const { diesAt, absence } of lives) {
            const { daily, mortal } = await startMortal(world, diesAt)
            for (let tick = 0; tick < 8 && !mortal.isDead(); tick++) await world.pass(daily, MINUTE)
            await Promise.race([daily.stop(), settle()])
            world.now += absence
          }
          const daily = await world.start()
          await world.passTo(daily, '2025-11-22T10:00Z', 2 * MINUTE)
          await settle()
          const posts = world.channels.of(roundIdOf(id, DATE)).length
          const state = (await world.delivery(id, DATE))?.state
          expect([state, posts]).toEqual(
            state === 'posted' ? ['posted', 1] : [expect.stringMatching(/^(failed|skipped)$/), 0],
          )
          expect(world.errors).toEqual([])
          await world.end()
          worlds = worlds.filter((one) => one !== world)
        },
      ),
      { numRuns: 60 },
    )
  })
})
