import { afterEach, describe, expect, it } from 'vitest'
import { opensRun } from '../../src/daily/poster.ts'
import { schedules } from '../../src/daily/schedule.ts'
import { questionKey } from '../../src/quiz/choosing.ts'
import { createWorld, DAY, GUILD, HOUR, MINUTE, paper, set, type World } from './world.ts'

const worlds: World[] = []
afterEach(async () => {
  for (const world of worlds.splice(0)) {
    await world.end()
    expect(world.errors).toEqual([])
  }
})

function newWorld(options: Partial<Parameters<typeof createWorld>[0]> = {}): World {
  const world = createWorld({ now: '2025-11-22T00:00Z', ...options }) // 08:00 in Shanghai, a Saturday
  worlds.push(world)
  return world
}

describe('a slot that a moderator skips', () => {
  it('passes without a post, with its reason, and the one after it is posted', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily)
    const skipped = await daily.skip(GUILD, id)
    expect(skipped && daily.skipped(skipped)).toBe(Date.parse('2025-11-22T01:00Z'))
    expect(skipped && daily.nextRun(skipped)).toBe(Date.parse('2025-11-23T01:00Z'))
    expect(await daily.list(GUILD)).toMatchObject([{ skipped: Date.parse('2025-11-22T01:00Z') }])
    await world.pass(daily, DAY + 2 * HOUR, 5 * MINUTE)
    expect(await world.record(id)).toEqual(['2025-11-22 skipped skipped-once', '2025-11-23 posted'])
    expect(await daily.list(GUILD)).toMatchObject([{ skipped: undefined, schedule: { skipDate: null } }])
    expect(world.channels.messages[0]?.post.number).toBe(1)
  })

  it('is posted after all when that is taken back', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily)
    await daily.skip(GUILD, id)
    await daily.skip(GUILD, id) // again: still the same slot
    await daily.unskip(GUILD, id)
    await world.pass(daily, 2 * HOUR)
    expect(await world.record(id)).toEqual(['2025-11-22 posted'])
  })

  it('is skipped although the post was just being planned', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily)
    world.meanwhile = () =>
      world.store.update([schedules.key(GUILD, id)], ([schedule]) => {
        if (schedule && world.now >= Date.parse('2025-11-22T01:00Z')) schedule.skipDate ??= '2025-11-22'
      })
    await world.passTo(daily, '2025-11-22T01:01Z')
    expect(await world.record(id)).toEqual(['2025-11-22 skipped skipped-once'])
    expect(world.channels.messages).toEqual([])
  })

  it('does not stand in the way of /daily post', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily)
    await daily.skip(GUILD, id)
    expect(await daily.postNow(GUILD, id, '77')).toMatchObject({ state: 'posted' })
    await world.pass(daily, 2 * HOUR)
    expect(await world.record(id)).toEqual(['2025-11-22 skipped skipped-once', 'm-77 posted'])
  })
})

describe('a preview', () => {
  it('shows the very questions that come, and takes nothing from the stock', async () => {
    const world = newWorld({ papers: [paper('p1', 20), paper('p2', 20)] })
    const daily = await world.start()
    const { id } = await set(daily, { questions: 3 })
    const previews = [await daily.preview(GUILD, id), await daily.preview(GUILD, id)]
    expect(await daily.list(GUILD)).toMatchObject([{ stockLeft: 40 }])
    await world.pass(daily, 2 * HOUR)
    const posted = world.channels.messages[0]?.post
    for (const preview of previews) {
      expect(preview?.round.questions.map(questionKey)).toEqual(posted?.round.questions.map(questionKey))
      expect(preview).toMatchObject({ number: 1, date: '2025-11-22', closesAt: posted?.closesAt })
    }
  })

  it('is there for a paused schedule, and not for one without questions or that is not there', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily)
    await daily.pause(GUILD, id)
    expect(await daily.preview(GUILD, id)).toMatchObject({ number: 1 })
    expect(await daily.preview(GUILD, 'none')).toBeUndefined()
    world.papers.splice(0)
    expect(await daily.preview(GUILD, id)).toBeUndefined()
  })
})

describe('when the answers are revealed', () => {
  it('is so many hours after the slot, whenever the next post comes', async () => {
    const world = newWorld()
    const daily = await world.start()
    const [soon, late] = [await set(daily, { revealHours: 2 }), await set(daily, { revealHours: 30 })]
    await world.passTo(daily, '2025-11-22T02:59Z')
    expect(await world.record(soon.id)).toEqual(['2025-11-22 posted'])
    await world.passTo(daily, '2025-11-22T03:01Z')
    expect(await world.record(soon.id)).toEqual(['2025-11-22 closed'])
    await world.passTo(daily, '2025-11-23T02:00Z', 5 * MINUTE)
    expect(await world.record(late.id)).toEqual(['2025-11-22 posted', '2025-11-23 posted'])
    await world.passTo(daily, '2025-11-23T07:01Z', 5 * MINUTE)
    expect(await world.record(late.id)).toEqual(['2025-11-22 closed', '2025-11-23 posted'])
  })

  it('counts from the post when that came late', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily, { revealHours: 1 })
    await daily.stop()
    world.now = Date.parse('2025-11-22T03:30Z')
    await world.start()
    expect(await world.delivery(id, '2025-11-22')).toMatchObject({
      state: 'posted',
      closesAt: Date.parse('2025-11-22T04:30Z'),
    })
    expect((await world.round(id, '2025-11-22'))?.closesAt).toBe(Date.parse('2025-11-22T04:30Z'))
  })
})

describe('role and mode', () => {
  it('are part of the post, as they are chosen when it is first tried', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily, { role: '5', mode: 'one' })
    world.channels.fail('post', { reason: 'try-later' })
    await world.passTo(daily, '2025-11-22T01:00Z')
    await daily.edit(GUILD, id, { role: '6' })
    await world.pass(daily, 5 * MINUTE)
    expect(world.channels.messages[0]?.post).toMatchObject({ role: '6', mode: 'one' })
  })

  it.each([
    ['all', 4, false],
    ['all', 5, true],
    ['one', 1, true],
  ] as const)('mode %s with %i questions opens a run: %s', async (mode, questions, expected) => {
    const world = newWorld()
    const daily = await world.start()
    await set(daily, { mode, questions })
    await world.passTo(daily, '2025-11-22T01:00Z')
    const post = world.channels.messages[0]?.post
    expect(post && opensRun(post)).toBe(expected)
  })
})
