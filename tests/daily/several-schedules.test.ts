import { afterEach, describe, expect, it } from 'vitest'
import { questionKey } from '../../src/quiz/choosing.ts'
import { createWorld, DAY, GUILD, HOUR, MINUTE, paper, set, type World } from './world.ts'

let world: World
afterEach(() => world.end())

async function asked(id: string, date: string): Promise<string[]> {
  return (await world.round(id, date))?.questions.map(questionKey) ?? []
}

describe('several schedules of a server', () => {
  it('never ask the same while others remain, at one tick or while posts are open', async () => {
    world = createWorld({ now: '2026-03-01T00:00:00Z', papers: [paper('p1', 24)] })
    const daily = await world.start()
    const ids: string[] = []
    for (const channel of ['c1', 'c2', 'c3']) ids.push((await set(daily, { channel, questions: 2 })).id)
    const seen: string[] = []
    for (const date of ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04']) {
      await world.passTo(daily, `${date}T01:01:00Z`, 30 * MINUTE)
      for (const id of ids) seen.push(...(await asked(id, date)))
    }
    expect(seen).toHaveLength(24)
    expect(new Set(seen).size).toBe(24)
  })

  it('ask of an open post only what is left besides it, even what was asked before', async () => {
    world = createWorld({ now: '2026-03-01T00:00:00Z', papers: [paper('p1', 2)] })
    const daily = await world.start()
    const first = await set(daily, { revealHours: 72 })
    await world.pass(daily, HOUR + MINUTE)
    const [open] = await asked(first.id, '2026-03-01')
    await daily.pause(GUILD, first.id)
    const second = await set(daily, { channel: 'c2' })
    await world.pass(daily, 2 * DAY, HOUR)
    const [one] = await asked(second.id, '2026-03-02')
    expect(await asked(second.id, '2026-03-03')).toEqual([one])
    expect(one).not.toBe(open)
  })

  it('ask the same where nothing else is left', async () => {
    world = createWorld({ now: '2026-03-01T00:00:00Z', papers: [paper('p1', 1)] })
    const daily = await world.start()
    const [first, second] = [await set(daily), await set(daily, { channel: 'c2' })]
    await world.pass(daily, HOUR + MINUTE)
    expect(await asked(first.id, '2026-03-01')).toEqual(['p1/q1'])
    expect(await asked(second.id, '2026-03-01')).toEqual(['p1/q1'])
  })

  it('keep to it after a restart', async () => {
    world = createWorld({ now: '2026-03-01T00:00:00Z', papers: [paper('p1', 4)] })
    const daily = await world.start()
    const ids = [(await set(daily)).id, (await set(daily, { channel: 'c2' })).id]
    await world.pass(daily, HOUR + MINUTE)
    await daily.stop()
    await world.pass(await world.start(), DAY, HOUR)
    const all = await Promise.all(ids.flatMap((id) => ['2026-03-01', '2026-03-02'].map((date) => asked(id, date))))
    expect(new Set(all.flat()).size).toBe(4)
  })
})
