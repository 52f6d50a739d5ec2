import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { Live } from '../../src/live/live.ts'
import type { Fault } from '../daily/channels.ts'
import { settle } from '../daily/world.ts'
import { createMortalLive, type MortalLive } from './mortal.ts'
import { createLiveWorld, type LiveWorld, MINUTE, SECOND } from './world.ts'

const RIGHT = 1
const ALL = ['reveal 0', 'reveal 1', 'board']

let worlds: LiveWorld[] = []
afterEach(async () => {
  await Promise.all(worlds.map((world) => world.end()))
  worlds = []
})

function newWorld(): LiveWorld {
  const world = createLiveWorld()
  worlds.push(world)
  return world
}

const STEP = 2.5 * SECOND

/** Answers the question that is seen as another member at each step, and notes what was acknowledged. */
async function answerAndPass(world: LiveWorld, live: Live, acknowledged: Set<string>, isOver: () => boolean) {
  for (let step = 0; step < 16 && !isOver(); step++) {
    const show = world.channel.messages.at(-1)?.shows[0]
    if (show?.kind === 'question') {
      const answer = `${show.index}/m${world.now}`
      void world.answer(live, `m${world.now}`, RIGHT).then((outcome) => {
        if (outcome.kind === 'taken') acknowledged.add(answer)
      })
    }
    await settle()
    await world.pass(live, STEP)
  }
}

/** One life: begins a round unless one is going on, and works until it is dead or the round is over. */
async function liveAndDie(world: LiveWorld, diesAt: number, acknowledged: Set<string>): Promise<MortalLive> {
  const mortal = createMortalLive({ store: world.store, poster: world.channel }, diesAt)
  const live = await world.start(mortal)
  if ((await world.round()) === undefined) {
    void world.open(live)
    await settle()
  }
  await answerAndPass(world, live, acknowledged, mortal.isDead)
  return mortal
}

function countOf(world: LiveWorld): Record<string, number> {
  const steps = world.channel.messages.map(({ shows: [first] }) =>
    first?.kind === 'board' ? 'board' : `${first?.index}`,
  )
  return Object.fromEntries([...new Set(steps)].map((step) => [step, steps.filter((one) => one === step).length]))
}

const FIRST_TRIES: readonly [string, readonly (Fault | undefined)[]][] = [
  ['arrives', []],
  ['arrives, but the answer is lost', [{ reason: 'outcome-unknown', arrives: true }]],
  ['does not arrive, and nobody knows', [{ reason: 'outcome-unknown' }, { reason: 'outcome-unknown' }]],
  ['is refused for now', [{ reason: 'try-later' }]],
]
const REBIRTHS = [
  ['at once', 2 * SECOND],
  ['when the question’s time is over', 30 * SECOND],
  ['after the nonce is forgotten', 5 * MINUTE],
] as const

describe('a process killed at every step of a live round, and started again', () => {
  describe.each(FIRST_TRIES)('when the first try %s', (_, faults) => {
    it.each(REBIRTHS)('%s: goes on, asks each question once, and keeps every answer', async (_, absence) => {
      let diesAt = 0
      for (let isOver = false; !isOver; diesAt++) {
        const world = newWorld()
        world.channel.fail('post', ...faults)
        const acknowledged = new Set<string>()
        const mortal = await liveAndDie(world, diesAt, acknowledged)
        isOver = !mortal.isDead()
        const wasBegun = (await world.round()) !== undefined
        world.now += absence
        await world.pass(await world.start(), 2 * MINUTE)
        const where = `died at step ${diesAt}`
        expect(world.channel.seen(), where).toEqual(wasBegun ? ALL : [])
        expect(await world.state(), where).toBeUndefined()
        const kept = Object.keys((await world.round())?.answers ?? {})
        for (const answer of acknowledged) expect(kept, where).toContain(answer)
        expect(world.errors).toEqual([])
      }
      expect(diesAt).toBeGreaterThan(20)
    })
  })

  it('comes back after hours: reveals what was asked, asks nothing more, and shows the board', async () => {
    for (let diesAt = 0; diesAt < 60; diesAt++) {
      const world = newWorld()
      const mortal = await liveAndDie(world, diesAt, new Set())
      if (!mortal.isDead()) break
      const before = world.channel.messages.length
      world.now += 3 * 60 * MINUTE
      const wasGoingOn = (await world.state()) !== undefined
      await world.pass(await world.start(), 2 * MINUTE)
      const seen = world.channel.seen()
      expect(
        seen.filter((one) => one.startsWith('question')),
        `died at step ${diesAt}`,
      ).toEqual([])
      if (wasGoingOn && before > 0) expect(seen.filter((one) => one === 'board').length).toBeLessThanOrEqual(1)
      expect(seen.filter((one) => one !== 'board').length).toBeLessThanOrEqual(Math.max(before, 0))
      expect(await world.state()).toBeUndefined()
    }
  })
})

describe('whatever fails and however often it is killed', () => {
  const fault = fc.constantFrom<Fault | undefined>(
    undefined,
    { reason: 'outcome-unknown' },
    { reason: 'outcome-unknown', arrives: true },
    { reason: 'try-later', retryAfterMs: 3_000 },
    { reason: 'try-later' },
  )
  const life = fc.record({
    diesAt: fc.nat(30),
    absence: fc.constantFrom(SECOND, 20 * SECOND, 3 * MINUTE, 20 * MINUTE),
    forgets: fc.boolean(),
  })

  it('nothing comes twice, every answer is kept, and the channel is free in the end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          post: fc.array(fault, { maxLength: 8 }),
          edit: fc.array(fault, { maxLength: 4 }),
          find: fc.array(fault, { maxLength: 3 }),
        }),
        fc.array(life, { maxLength: 4 }),
        async (faults, lives) => {
          const world = newWorld()
          world.channel.fail('post', ...faults.post)
          world.channel.fail('edit', ...faults.edit)
          world.channel.fail('find', ...faults.find)
          const acknowledged = new Set<string>()
          for (const { diesAt, absence, forgets } of lives) {
            await liveAndDie(world, diesAt, acknowledged)
            // Discord remembers a nonce for minutes.
            if (forgets && absence >= 3 * MINUTE) world.channel.forgetNonces()
            world.now += absence
          }
          await world.pass(await world.start(), 40 * MINUTE, 5 * SECOND)
          expect(Object.values(countOf(world)).filter((count) => count > 1)).toEqual([])
          expect(await world.state()).toBeUndefined()
          const kept = Object.keys((await world.round())?.answers ?? {})
          for (const answer of acknowledged) expect(kept).toContain(answer)
          expect(world.errors).toEqual([])
        },
      ),
      { numRuns: 60 },
    )
  })
})
