import { describe, expect, it } from 'vitest'
import { newSchedule, type Schedule, schedules } from '../../src/daily/schedule.ts'
import { guildSettings } from '../../src/discord/settings.ts'
import { liveStarts } from '../../src/live/live-round.ts'
import { drafts } from '../../src/papers/draft.ts'
import { rounds } from '../../src/quiz/round.ts'
import { openFileStore } from '../../src/store/file-store.ts'
import { createMemoryStore } from '../../src/store/memory-store.ts'
import { EVERY_DAY } from '../daily/world.ts'
import { filesWith } from '../store/bytes.ts'
import { newFolder, removeFoldersAfterEach } from '../store/folders.ts'
import { createWorld, DAY, doEverything, GUILD, OTHER, openPosts, START, WHO, type World } from './world.ts'

removeFoldersAfterEach()

/** A guild with some of everything, on the first day. */
async function openBusy(store = createMemoryStore()): Promise<World> {
  const world = createWorld(store)
  await openPosts(world)
  await doEverything(world, WHO)
  await doEverything(world, OTHER)
  await store.update([guildSettings.key(GUILD)], (documents) => {
    documents[0] = { language: 'zh-CN', zone: 'UTC', moderatorRole: null, moderatorChannel: null }
  })
  return world
}

async function setSchedule(world: World, id: string, changes: Partial<Schedule>): Promise<void> {
  await world.store.update([schedules.key(GUILD, id)], (documents) => {
    documents[0] = { ...newSchedule(EVERY_DAY, world.now), ...changes }
  })
}

async function count(world: World, guild = GUILD) {
  const all = (await world.store.list(rounds, guild)).map((key) => key.parts[1] ?? '')
  return {
    posts: all.filter((id) => id.startsWith('d-')).length,
    own: all.filter((id) => id.startsWith('q-')).length,
    drafts: (await world.store.list(drafts, guild)).length,
    schedules: (await world.store.list(schedules, guild)).map((key) => key.parts[1]),
  }
}

describe('a sweep', () => {
  it('removes drafts, private rounds and removed schedules when their time is over, and nothing else', async () => {
    const world = await openBusy()
    await setSchedule(world, 'kept', {})
    await setSchedule(world, 'removed', { removedAt: START })
    await setSchedule(world, 'busy', { removedAt: START, open: ['2026-11-22'] })
    const everything = { posts: 4, own: 6, drafts: 2, schedules: ['busy', 'kept', 'removed'] }
    for (const [after, left] of [
      [0, everything],
      [30 * DAY, everything],
      [30 * DAY + 1, { ...everything, drafts: 0, schedules: ['busy', 'kept'] }],
      [90 * DAY, { ...everything, drafts: 0, schedules: ['busy', 'kept'] }],
      [90 * DAY + 10, { ...everything, own: 0, drafts: 0, schedules: ['busy', 'kept'] }],
      [900 * DAY, { ...everything, own: 0, drafts: 0, schedules: ['busy', 'kept'] }],
    ] as const) {
      world.now = START + after
      expect((await world.privacy.sweep()).isDone).toBe(true)
      expect(await count(world), `${after / DAY} days`).toEqual(left)
    }
    expect(world.errors).toEqual([])
  })

  it('forgets who started live rounds a day later', async () => {
    const world = await openBusy()
    for (const [days, isThere] of [
      [1, true],
      [0.1, false],
    ] as const) {
      world.now += days * DAY
      await world.privacy.sweep()
      expect((await world.store.read(liveStarts.key(GUILD))) !== undefined).toBe(isThere)
    }
  })

  it('keeps a draft that was saved again', async () => {
    const world = await openBusy()
    world.now += 20 * DAY
    await world.store.update([drafts.key(GUILD, `draft${WHO.slice(-3)}`)], ([draft]) => {
      if (draft) draft.savedAt = world.now
    })
    world.now += 15 * DAY
    await world.privacy.sweep()
    expect((await world.store.list(drafts, GUILD)).map((key) => key.parts[1])).toEqual([`draft${WHO.slice(-3)}`])
  })

  it('does a bounded part in one run, and the rest in the next', async () => {
    const world = await openBusy()
    world.now += 91 * DAY
    const runs = [await world.privacy.sweep({ max: 3 }), await world.privacy.sweep({ max: 3 })]
    while (!runs.at(-1)?.isDone && runs.length < 9) runs.push(await world.privacy.sweep({ max: 100 }))
    expect(runs[0]?.isDone).toBe(false)
    expect(runs.map(({ removed }) => removed)).toEqual([3, 3, 3])
    expect(await count(world)).toMatchObject({ own: 0, drafts: 0, posts: 4 })
  })

  it('erases for good what was removed', async () => {
    const dir = await newFolder()
    const world = await openBusy(await openFileStore({ dir }))
    expect(filesWith(dir, '草稿二')).not.toEqual([])
    world.now += 31 * DAY
    await world.privacy.sweep()
    expect(filesWith(dir, '草稿')).toEqual([])
    await world.store.close()
  })

  it('that is thorough erases what a moderator removed, too', async () => {
    const dir = await newFolder()
    const world = await openBusy(await openFileStore({ dir, checkpointDelayMs: 1_000_000 }))
    for (const key of await world.store.list(drafts, GUILD)) await world.store.remove(key)
    expect(filesWith(dir, '草稿')).not.toEqual([])
    await world.privacy.sweep()
    expect(filesWith(dir, '草稿')).not.toEqual([])
    await world.privacy.sweep({ isThorough: true })
    expect(filesWith(dir, '草稿')).toEqual([])
    await world.store.close()
  })
})

describe('a server that was left', () => {
  it('keeps everything for 30 days, and then nothing of it is left in any byte', async () => {
    const dir = await newFolder()
    const world = await openBusy(await openFileStore({ dir }))
    await setSchedule(world, 'kept', {})
    await world.privacy.guildLeft(GUILD)
    world.present.delete(GUILD)
    world.now += 30 * DAY
    await world.privacy.sweep()
    expect(await count(world)).toMatchObject({ posts: 4, own: 6, schedules: ['kept'] })
    world.now += 1
    expect(await world.privacy.sweep()).toMatchObject({ isDone: true })
    expect(filesWith(dir, GUILD)).toEqual([])
    expect(filesWith(dir, WHO)).toEqual([])
    expect(world.forgotten).toContain(GUILD)
    await world.store.close()
    expect(filesWith(dir, GUILD)).toEqual([])
  })

  it('is noticed at a sweep, too, and its time runs from then', async () => {
    const world = await openBusy()
    world.present.delete(GUILD)
    await world.privacy.sweep()
    for (const [days, isThere] of [
      [29, true],
      [2, false],
    ] as const) {
      world.now += days * DAY
      await world.privacy.sweep()
      expect((await count(world)).posts > 0).toBe(isThere)
    }
    expect(await world.store.read(guildSettings.key(GUILD))).toBeUndefined()
  })

  it('keeps everything when it comes back in time, and begins anew when it leaves again', async () => {
    const world = await openBusy()
    await world.privacy.guildLeft(GUILD)
    world.now += 29 * DAY
    await world.privacy.guildIsBack(GUILD)
    world.now += 29 * DAY
    await world.privacy.sweep()
    expect((await count(world)).posts).toBe(4)
    world.present.delete(GUILD)
    await world.privacy.guildLeft(GUILD)
    await world.privacy.guildLeft(GUILD)
    world.now += 29 * DAY
    await world.privacy.sweep()
    expect((await count(world)).posts).toBe(4)
    expect(world.returned).toEqual([])
  })

  it('that is found to be there again goes on', async () => {
    const world = await openBusy()
    await world.privacy.guildLeft(GUILD)
    world.now += 31 * DAY
    await world.privacy.sweep()
    expect((await count(world)).posts).toBe(4)
    expect(world.returned).toEqual([GUILD])
  })

  it('goes in parts when it is large, and the others stay', async () => {
    const world = await openBusy()
    const post = await world.post(0)
    world.present.add('1100000000000000002')
    await world.store.update([rounds.key('1100000000000000002', 'd-s1-2026-11-10')], (documents) => {
      documents[0] = structuredClone(post)
    })
    world.present.delete(GUILD)
    await world.privacy.guildLeft(GUILD)
    world.now += 31 * DAY
    for (let run = 0; run < 10 && !(await world.privacy.sweep({ max: 3 })).isDone; run++);
    expect(await count(world)).toEqual({ posts: 0, own: 0, drafts: 0, schedules: [] })
    expect((await count(world, '1100000000000000002')).posts).toBe(1)
  })
})
