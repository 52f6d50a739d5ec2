import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parts, text } from './visible-text.ts'
import { openWorld, shown, type World } from './world.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const CHANNEL = '每日一题'
let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

/** Local time in UTC, HH:mm, some minutes from now. */
function timeIn(minutes: number): string {
  return new Date(Date.now() + minutes * MINUTE_MS).toISOString().slice(11, 16)
}

async function posts() {
  const lin = await world.driver.as('小林')
  return (await lin.messages(CHANNEL)).filter((message) => message.author.bot === true && !message.sandbox.hiddenFor)
}

describe('a schedule', () => {
  it('posts by itself at its minute', { timeout: 150_000 }, async () => {
    const [alex, lin] = [await world.driver.as('Alex'), await world.driver.as('小林')]
    await alex.command('settings server', { language: 'zh-CN', zone: 'UTC' })
    await alex.command('daily set', { channel: await world.driver.channel(CHANNEL), time: timeIn(1) })
    const post = await lin.waitForMessage(
      CHANNEL,
      (message) => /每日一题 · .* · 第 1 期$/m.test(text(message)),
      130_000,
    )
    expect(text(post)).not.toContain('迟发')
    expect(post.mention_everyone).toBe(false)
    expect(text(shown(await lin.click(post, 'A')))).toMatch(/答对了|不对/)
  })

  it('reveals the answer at the next slot, and posts the next one late after an absence', async () => {
    const lin = await world.driver.as('小林')
    await world.restart(DAY_MS + 10 * MINUTE_MS)
    await lin.waitForMessage(CHANNEL, (message) => /第 2 期（迟发）/.test(text(message)))
    const [first, second, ...more] = await posts()
    expect(more).toEqual([])
    if (!first || !second) throw new Error('expected two posts')
    const closed = await lin.waitForMessage(
      CHANNEL,
      (message) => message.id === first.id && /答案 [A-D]/.test(text(message)),
    )
    expect(text(closed)).toMatch(/[█░]{8} \d+%/)
    expect(text(closed)).toContain('谢谢 1 位参与的成员')
    expect(parts(closed.components).flatMap(({ label }) => label ?? [])).toEqual(['我的作答'])
    expect(text(second)).toContain('已有 0 人作答')
  })

  it('skips a slot that it was away for too long, and says so', async () => {
    const alex = await world.driver.as('Alex')
    await world.restart(DAY_MS + 5 * 60 * MINUTE_MS)
    expect(await posts()).toHaveLength(2)
    expect(text(shown(await alex.command('daily list')))).toMatch(/skipped: Yandu was away for longer/)
  })

  it('asked of Discord only what Discord describes', async () => {
    expect(await world.apiProblems()).toEqual([])
  })
})
