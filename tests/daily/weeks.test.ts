import { describe, expect, it } from 'vitest'
import { slotsByReading } from './clock-oracle.ts'
import { createWorld, EVERY_DAY, MINUTE, paper, set } from './world.ts'

/** Weeks around a change of the clocks, at a time that the change makes hard. */
const WEEKS = [
  ['Asia/Shanghai', '08:30', '2025-11-10', '2025-11-30'],
  ['America/New_York', '02:30', '2026-02-28', '2026-03-15'],
  ['America/New_York', '01:30', '2025-10-25', '2025-11-09'],
  ['Australia/Lord_Howe', '02:15', '2025-09-28', '2025-10-12'],
  ['Australia/Lord_Howe', '01:45', '2026-03-29', '2026-04-12'],
  ['America/Havana', '00:00', '2026-03-01', '2026-03-14'],
  ['America/Havana', '00:30', '2025-10-26', '2025-11-08'],
  ['Africa/Casablanca', '02:30', '2025-02-15', '2025-04-12'],
  ['America/Santiago', '00:30', '2025-08-31', '2025-09-14'],
  ['America/Nuuk', '23:30', '2024-03-24', '2024-04-06'],
  ['Pacific/Apia', '12:00', '2011-12-20', '2012-01-08'],
  ['UTC', '00:00', '2025-12-20', '2026-01-10'],
] as const

describe('weeks, minute by minute', () => {
  it.each(WEEKS)('%s at %s: one post per slot, at its minute, and none other', async (zone, time, from, to) => {
    const expected = slotsByReading(zone, time, from, to)
    const start = Date.parse(from) - 36 * 60 * MINUTE
    const world = createWorld({ now: new Date(start).toISOString(), papers: [paper('p', 60)] })
    const daily = await world.start()
    await set(daily, { ...EVERY_DAY, zone, time })
    await world.pass(daily, Date.parse(to) + 36 * 60 * MINUTE - start)
    const posts = world.channels.messages.filter(({ post }) => post.date && post.date >= from && post.date <= to)
    expect(posts.map(({ post, postedAt }) => `${post.date} ${new Date(postedAt).toISOString()}`)).toEqual(
      expected.map(({ date, at }) => `${date} ${new Date(at).toISOString()}`),
    )
    expect(new Set(world.channels.messages.map(({ post }) => post.number)).size).toBe(world.channels.messages.length)
    expect(posts.filter(({ edits }) => edits.length > 1)).toEqual([])
    await world.end()
    expect(world.errors).toEqual([])
  })
})
