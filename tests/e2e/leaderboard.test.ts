import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Shown } from './driver.ts'
import { text } from './visible-text.ts'
import { openWorld, shown, type World } from './world.ts'

const CHANNEL = '每日一题'
let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

/** Has Alex post a round of four questions now. */
async function post(): Promise<Shown> {
  const [alex, lin] = [await world.driver.as('Alex'), await world.driver.as('小林')]
  const before = (await lin.messages(CHANNEL)).length
  const [choice] = await alex.autocomplete('daily post', 'schedule', '')
  await alex.command('daily post', { schedule: String(choice?.value) })
  const after = (await lin.messages(CHANNEL)).slice(before)
  const found = after.find((message) => message.components?.length)
  if (!found) throw new Error(`expected a post, got ${after.map(text).join('\n')}`)
  return found
}

/** The first line that names the reader's own place. */
function own(message: Shown): string {
  return /^\*\*你.*$/m.exec(text(message))?.[0] ?? ''
}

describe('/leaderboard', () => {
  it('shows who answered rightly, and one’s own place', async () => {
    const [alex, lin] = [await world.driver.as('Alex'), await world.driver.as('小林')]
    await alex.command('settings server', { language: 'zh-CN', zone: 'UTC' })
    await alex.command('daily set', { channel: await world.driver.channel(CHANNEL), time: '08:30', questions: 4 })
    const nothing = shown(await lin.command('leaderboard'))
    expect(nothing.flags).toBe(64)
    expect(text(nothing)).toContain('排行榜 · 本周')
    expect(text(nothing)).toContain('还没有人上榜')
    expect(own(nothing)).toBe('**你**：这段时间还没有作答。')
    const question = await post()
    const verdicts = await Promise.all(
      ['A', 'B'].map(async (letter, index) => {
        const person = index === 0 ? lin : alex
        return text(shown(await person.click(question, `1 ${letter}`)))
      }),
    )
    const linIsRight = /答对了/.test(verdicts[0] ?? '')
    const board = shown(await lin.command('leaderboard', { period: 'all' }))
    expect(own(board)).toContain(`作答 1 题，答对 ${linIsRight ? 1 : 0} 题`)
    if (linIsRight) expect(text(board)).toContain(`**1.** <@${lin.id}> · 答对 1 题`)
    else expect(text(board)).not.toContain(`<@${lin.id}>`)
  })

  it('counts first answers of every post, and is the same after a restart', async () => {
    const lin = await world.driver.as('小林')
    const question = await post()
    for (const number of [1, 2, 3, 4]) await lin.click(question, `${number} A`)
    await lin.click(question, '1 B')
    const before = shown(await lin.command('leaderboard', { period: 'month' }))
    expect(own(before)).toContain('作答 5 题')
    await world.restart()
    const after = shown(await lin.command('leaderboard', { period: 'month' }))
    expect(text(after)).toBe(text(before))
    const week = shown(await lin.click(after, '本周'))
    expect(text(week)).toContain('排行榜 · 本周')
  })

  it('hides a member from others by one click, and shows them again by another', async () => {
    const [alex, lin] = [await world.driver.as('Alex'), await world.driver.as('小林')]
    const all = async () => text(shown(await alex.command('leaderboard', { period: 'all' })))
    const wasSeen = (await all()).includes(`<@${lin.id}>`)
    const hidden = shown(await lin.click(shown(await lin.command('leaderboard', { period: 'all' })), '不显示我'))
    expect(text(hidden)).toContain('你现在不在别人看到的排行榜上')
    expect(own(hidden)).toContain('作答 5 题')
    expect(await all()).not.toContain(`<@${lin.id}>`)
    await world.restart()
    expect(await all()).not.toContain(`<@${lin.id}>`)
    const seen = shown(await lin.click(shown(await lin.command('leaderboard', { period: 'all' })), '显示我'))
    expect(text(seen)).not.toContain('你现在不在')
    expect((await all()).includes(`<@${lin.id}>`)).toBe(wasSeen)
  })

  it('is shown in the channel without anybody’s wrong answers, and pings nobody', async () => {
    const lin = await world.driver.as('小林')
    const board = shown(await lin.command('leaderboard', { period: 'all' }))
    const shared = shown(await lin.click(board, '发到频道'))
    expect(shared.sandbox.hiddenFor).toBeUndefined()
    expect(text(shared)).not.toMatch(/作答 \d|\d+%/)
    expect(shared.mentions).toEqual([])
  })

  it('asked of Discord only what Discord describes', async () => {
    expect(await world.apiProblems()).toEqual([])
  })
})
