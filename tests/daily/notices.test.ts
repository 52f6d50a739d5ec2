import { afterEach, describe, expect, it } from 'vitest'
import { nonceOfNotice, notices, planNotice, stockLevel, storedNotice } from '../../src/daily/notice.ts'
import { newSchedule, pausedSchedule } from '../../src/daily/schedule.ts'
import { createMortal } from './mortal.ts'
import { createWorld, DAY, EVERY_DAY, GUILD, HOUR, MINUTE, paper, set, type World } from './world.ts'

const worlds: World[] = []
afterEach(async () => {
  for (const world of worlds.splice(0)) {
    await world.end()
    expect(world.errors).toEqual([])
  }
})

function newWorld(options: Partial<Parameters<typeof createWorld>[0]> = {}): World {
  const world = createWorld({ now: '2025-11-22T00:58Z', ...options }) // two minutes before 09:00 in Shanghai
  worlds.push(world)
  return world
}

const owed = (world: World) => world.store.list(notices)

describe('what moderators are owed', () => {
  it.each([
    ['is refused for now', [{ reason: 'try-later' }, { reason: 'try-later' }]],
    ['gets lost', [{ reason: 'outcome-unknown' }, { reason: 'outcome-unknown' }]],
    ['arrives without an answer', [{ reason: 'outcome-unknown', arrives: true }]],
    ['is not allowed in their channel at first', [{ reason: 'missing-permission' }]],
  ] as const)('is told once when it %s', async (_, faults) => {
    const world = newWorld()
    const daily = await world.start()
    await set(daily)
    world.channels.breakChannel('c1', 'missing-permission')
    world.channels.fail('notice', ...faults)
    await world.pass(daily, 3 * HOUR)
    expect(world.channels.notices).toMatchObject([{ kind: 'paused', reason: 'missing-permission' }])
    expect(await owed(world)).toEqual([])
  })

  it('waits, over a restart, for a moderators’ channel to be set', async () => {
    const world = newWorld()
    const daily = await world.start()
    await set(daily)
    world.channels.breakChannel('c1', 'unknown-channel')
    world.channels.hasModerators = false
    await world.pass(daily, 3 * HOUR)
    expect(await owed(world)).toHaveLength(1)
    await daily.stop()
    world.channels.hasModerators = true
    const later = await world.start()
    await world.pass(later, 2 * HOUR)
    expect(world.channels.notices).toMatchObject([{ kind: 'paused', reason: 'unknown-channel' }])
    expect(await owed(world)).toEqual([])
  })

  it('is dropped when it is no longer so', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily)
    world.channels.breakChannel('c1', 'missing-permission')
    world.channels.hasModerators = false
    await world.pass(daily, HOUR)
    world.channels.hasModerators = true
    world.channels.breakChannel('c1', undefined)
    await daily.resume(GUILD, id)
    await world.pass(daily, 2 * HOUR)
    expect(world.channels.notices).toEqual([])
    expect(await owed(world)).toEqual([])
  })

  it('is told in the end whichever step the process dies at', async () => {
    for (let diesAt = 0, isOver = false; !isOver; diesAt++) {
      const world = newWorld()
      const first = await world.start()
      await set(first)
      await first.stop()
      world.channels.breakChannel('c1', 'missing-permission')
      const mortal = createMortal({ store: world.store, poster: world.channels }, diesAt)
      const dying = await world.start(mortal)
      for (let tick = 0; tick < 10 && !mortal.isDead(); tick++) await world.pass(dying, MINUTE)
      isOver = !mortal.isDead()
      world.now += 10_000
      const daily = await world.start()
      await world.pass(daily, 3 * HOUR)
      const told = world.channels.notices.filter(({ kind }) => kind === 'paused')
      expect(told, `died at step ${diesAt}`).toHaveLength(1)
      expect(await owed(world)).toEqual([])
    }
  })

  it('is planned by its age and by what it tells of', () => {
    const schedule = newSchedule(EVERY_DAY, 0)
    const paused = pausedSchedule(schedule, 'missing-permission', 0)
    const notice = storedNotice({ kind: 'paused', channel: 'c', reason: 'missing-permission' }, 0)
    expect(planNotice(0, notice, paused)).toBe('send')
    expect(planNotice(0, { ...notice, nextTryAt: 1 }, paused)).toBe('wait')
    expect(planNotice(8 * DAY, notice, paused)).toBe('drop')
    expect(planNotice(0, notice, schedule)).toBe('drop')
    expect(planNotice(0, notice, { ...paused, removedAt: 0 })).toBe('drop')
    expect(planNotice(0, notice, undefined)).toBe('drop')
    expect(nonceOfNotice(notices.key('g', 's', 'paused-1'))).toMatch(/^[\w-]{24}$/)
  })
})

describe('low stock', () => {
  it('is told days before, once for each level, and again after it was filled up', async () => {
    const world = newWorld({ papers: [paper('p1', 10)] })
    const daily = await world.start()
    await set(daily)
    await world.pass(daily, 14 * DAY, 10 * MINUTE)
    expect(world.channels.notices.map((notice) => (notice.kind === 'stock' ? notice.posts : notice.kind))).toEqual([
      7, 3, 0,
    ])
    world.papers.push(paper('p2', 10))
    await world.pass(daily, 4 * DAY, 10 * MINUTE)
    expect(world.channels.notices.map((notice) => (notice.kind === 'stock' ? notice.posts : notice.kind))).toEqual([
      7, 3, 0, 7,
    ])
  })

  it('is told at once for a small library, at its lowest level alone', async () => {
    const world = newWorld({ papers: [paper('p1', 4)] })
    const daily = await world.start()
    await set(daily, { questions: 2 })
    await world.pass(daily, 5 * MINUTE)
    expect(world.channels.notices).toMatchObject([{ kind: 'stock', channel: 'c1', posts: 1 }])
  })

  it.each([
    [8, undefined],
    [7, 7],
    [4, 7],
    [3, 3],
    [1, 3],
    [0, 0],
  ])('%i posts are level %s', (posts, level) => {
    expect(stockLevel(posts)).toBe(level)
  })
})
