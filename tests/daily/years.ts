import { describe, expect, it } from 'vitest'
import type { Daily } from '../../src/daily/daily.ts'
import { deliveries } from '../../src/daily/delivery.ts'
import type { GuildSchedule, ScheduleWish } from '../../src/daily/schedule.ts'
import { slotsByTemporal } from './temporal-oracle.ts'
import { createWorld, DAY, EVERY_DAY, MINUTE, paper, set, type World } from './world.ts'

/** A zone, a year of it, and times that the zone's changes make hard, each a schedule of its own; every day unless it says otherwise. */
export interface Year {
  readonly year: number
  readonly zone: string
  readonly wishes: readonly Partial<ScheduleWish>[]
}

export const YEARS: readonly Year[] = [
  { year: 2026, zone: 'Asia/Shanghai', wishes: [{ time: '08:30' }] },
  {
    year: 2026,
    zone: 'America/New_York',
    wishes: [{ time: '02:30' }, { time: '01:30' }, { time: '03:00', days: [7] }],
  },
  { year: 2026, zone: 'Australia/Lord_Howe', wishes: [{ time: '02:15' }, { time: '01:45' }] },
  { year: 2026, zone: 'America/Havana', wishes: [{ time: '00:00' }, { time: '00:30' }] },
  { year: 2026, zone: 'Africa/Casablanca', wishes: [{ time: '02:30' }, { time: '23:59', endsOn: '2026-06-30' }] },
  { year: 2026, zone: 'UTC', wishes: [{ time: '00:00' }] },
  { year: 2011, zone: 'Pacific/Apia', wishes: [{ time: '12:00' }, { time: '00:00', days: [4, 5, 6] }] },
]
const LIFE = 37 * DAY + 11 * MINUTE // how long a process works before the next one takes its place

/**
 * A year of ticks, one each minute, by the real `Daily` over a store and channels in memory: 525,600 of them, and a
 * new process every few weeks. What Discord and the disk do is not simulated here but in tests/faults.
 */
export function describeYears(years: readonly Year[]): void {
  describe.each(years)('$year in $zone, minute by minute', ({ year, zone, wishes }) => {
    it('has one post per due slot, at its minute, and none other', async () => {
      const start = Date.parse(`${year}-01-01`) - DAY
      const end = Date.parse(`${year + 1}-01-01`) + DAY
      const world = createWorld({ now: new Date(start).toISOString(), papers: [paper('p', 30)] })
      const life = createLife(world)
      let daily = await life.begin()
      const schedules = await setAll(daily, wishes, zone)
      while (world.now < end) {
        await daily.stop()
        daily = await life.begin()
        await life.goOn(daily, Math.min(end, world.now + LIFE))
      }
      for (const schedule of schedules) await expectAllSlots(world, schedule, { start, end })
      expect(world.channels.messages).toHaveLength((await world.store.list(deliveries)).length)
      expect(world.errors).toEqual([])
      await world.end()
    })
  })
}

async function setAll(daily: Daily, wishes: readonly Partial<ScheduleWish>[], zone: string): Promise<GuildSchedule[]> {
  const made: GuildSchedule[] = []
  for (const wish of wishes) made.push(await set(daily, { ...EVERY_DAY, zone, ...wish }))
  return made
}

/** Processes that work one after the other. A tick that touches nothing of the store began nothing, so none waits for it. */
function createLife(world: World) {
  let touches = 0
  const store = new Proxy(world.store, {
    get(target, name) {
      touches++
      const method: unknown = Reflect.get(target, name)
      return typeof method === 'function' ? method.bind(target) : method
    },
  })
  return {
    begin: () => world.start({ store, poster: world.channels, isDead: () => false }),
    async goOn(daily: Daily, until: number): Promise<void> {
      while (world.now < until) {
        const before = touches
        world.now += MINUTE
        daily.tick(world.now)
        if (touches !== before) await daily.idle()
      }
    },
  }
}

/** Each slot has one post at its minute, numbered in order, closed once; the record says the same. */
async function expectAllSlots(world: World, schedule: GuildSchedule, { start, end }: { start: number; end: number }) {
  const slots = slotsByTemporal(schedule, start + 1, end)
  const posts = world.channels.messages.filter(({ post }) => post.schedule === schedule.id)
  expect(posts.map(({ post, postedAt }) => `${post.number} ${post.date} ${text(postedAt)}`)).toEqual(
    slots.map(({ date, at }, index) => `${index + 1} ${date} ${text(at)}`),
  )
  const closings = posts.map(({ edits }) => edits.length)
  expect(closings.slice(0, -1)).toEqual(slots.slice(1).map(() => 1))
  const states = (await world.record(schedule.id)).map((line) => line.split(' ')[1])
  expect(states.slice(0, -1)).toEqual(slots.slice(1).map(() => 'closed'))
}

function text(instant: number): string {
  return new Date(instant).toISOString()
}
