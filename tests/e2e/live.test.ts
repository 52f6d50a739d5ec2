import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Shown, until } from './driver.ts'
import type { Person } from './person.ts'
import { parts, text } from './visible-text.ts'
import { openWorld, shown, type World } from './world.ts'

const MINUTE_MS = 60_000
const CHANNEL = '大厅'
const LONG = { timeout: 90_000 }
let world: World
beforeAll(async () => {
  world = await openWorld()
  const alex = await world.driver.as('Alex')
  await alex.command('settings server', { language: 'zh-CN', zone: 'UTC' })
})
afterAll(() => world.close())

/** Everything of live rounds that the channel shows, oldest first. */
async function posts(channel = CHANNEL): Promise<Shown[]> {
  const lin = await world.driver.as('小林')
  const all = await lin.messages(channel)
  return all.filter((message) => !message.sandbox.hiddenFor && /^现场测验/.test(message.embeds[0]?.title ?? ''))
}

async function titles(channel = CHANNEL): Promise<string[]> {
  return (await posts(channel)).map((message) => message.embeds[0]?.title ?? '')
}

/** The message with that title, once it says what is expected. */
async function waitFor(title: RegExp, what: RegExp, channel = CHANNEL): Promise<Shown> {
  const lin = await world.driver.as('小林')
  const isIt = (message: Shown) => title.test(message.embeds[0]?.title ?? '') && what.test(text(message))
  return lin.waitForMessage(channel, isIt, 40_000)
}

/** Ends the round, by the button that the starter of it finds below the question, and one that asks again. */
async function end(person: Person, question: Shown | undefined): Promise<void> {
  const confirm = shown(await person.click(question, '结束这一轮'))
  const [{ label } = {}] = parts(confirm.components).filter((part) => part.label)
  await person.click(confirm, String(label))
}

describe('/quiz live', () => {
  it('asks, takes hidden answers of everybody, reveals, keeps the score and ends with a board', LONG, async () => {
    const [lin, yi] = [await world.driver.as('小林'), await world.driver.as('陳怡')]
    const started = shown(await lin.command('quiz', { live: true, questions: 2, seconds: 10 }))
    expect(started.flags).toBe(64)
    expect(text(started)).toContain('2 题，每题 10 秒')
    const first = await waitFor(/第 1 \/ 2 题/, /公布答案/)
    expect(first.flags ?? 0).not.toBe(64)
    expect(first.sandbox.interaction).toBeUndefined()
    const taken = shown(await lin.click(first, 'A'))
    expect(taken.flags).toBe(64)
    expect(text(taken)).toMatch(/^收到：A/)
    expect(text(taken)).not.toMatch(/答对|正确|不对/)
    expect(text(shown(await lin.click(first, 'B')))).toMatch(/^你已经选了 A/)
    expect(text(shown(await yi.click(first, 'B')))).toMatch(/^收到：B/)
    const revealed = await waitFor(/第 1 \/ 2 题/, /答案 [A-D]/)
    expect(text(revealed)).toMatch(/[█░]{8} \d+%/)
    expect(parts(revealed.components).filter((part) => /^[A-D]$/.test(String(part.label)))).toEqual([])
    const second = await waitFor(/第 2 \/ 2 题/, /公布答案/)
    await Promise.all(['A', 'B'].map(async (letter, index) => (index === 0 ? lin : yi).click(second, letter)))
    await end(lin, second)
    const board = await waitFor(/结束 · 共 2 题/, /./)
    expect(text(board)).toContain('2 位参与')
    expect(text(board)).not.toMatch(/答错|\d+%/)
    expect(board.mentions).toEqual([])
    expect(await titles()).toEqual(['现场测验 · 第 1 / 2 题', '现场测验 · 第 2 / 2 题', '现场测验结束 · 共 2 题'])
    const own = shown(await lin.command('leaderboard', { period: 'week' }))
    expect(text(own)).toContain('作答 2 题')
  })

  it(
    'refuses a second round in the channel, seconds without live, and lets only its starter or a moderator end it',
    LONG,
    async () => {
      const [alex, lin, yi] = [
        await world.driver.as('Alex'),
        await world.driver.as('小林'),
        await world.driver.as('陳怡'),
      ]
      const before = (await posts()).length
      expect(text(shown(await lin.command('quiz', { seconds: 20 })))).toContain('“秒数”只用于现场测验')
      await lin.command('quiz', { live: true, questions: 5, seconds: 60 })
      const question = (await posts()).at(-1)
      expect(text(shown(await alex.command('quiz', { live: true })))).toContain('A live round is going on in')
      const prompt = question?.embeds[0]?.description?.split('\n')[0] ?? ''
      expect(prompt).not.toBe('')
      expect(text(shown(await yi.click(question, '结束这一轮')))).toContain('只有開始這一輪的人或管理員')
      const late = shown(await lin.click(question, '结束这一轮'))
      const sure = shown(await alex.click(question, '结束这一轮'))
      await lin.click(question, 'A')
      expect(text(shown(await alex.click(sure, 'End this round')))).toContain('The round ends here')
      const board = await waitFor(/结束 · 共 1 题/, /提前结束/)
      expect(text(board)).toContain('1 位参与')
      expect((await posts()).length - before).toBe(2)
      expect(text(shown(await lin.click(late, '结束这一轮')))).toContain('这一轮现场测验已经结束了')
    },
  )

  it('goes on after a restart in the middle: answers are kept, nothing is posted twice', LONG, async () => {
    const [lin, yi] = [await world.driver.as('小林'), await world.driver.as('陳怡')]
    const channel = '每日一题'
    await lin.command('quiz', { live: true, questions: 2, seconds: 30 }, { channel })
    const first = await waitFor(/第 1 \/ 2 题/, /公布答案/, channel)
    expect(text(shown(await lin.click(first, 'A')))).toMatch(/^收到：A/)
    await world.restart()
    expect(text(shown(await lin.click(first, 'B')))).toMatch(/^你已经选了 A/)
    expect(text(shown(await yi.click(first, 'B')))).toMatch(/^收到：B/)
    await world.restart(30_000) // the question's time passes while the bot is away
    const revealed = await waitFor(/第 1 \/ 2 题/, /答案 [A-D]/, channel)
    expect(text(revealed)).toMatch(/50%/)
    const second = await waitFor(/第 2 \/ 2 题/, /公布答案/, channel)
    await lin.click(second, 'A')
    await world.restart(2 * MINUTE_MS)
    await waitFor(/结束 · 共 2 题/, /2 位参与/, channel)
    expect(await titles(channel)).toEqual([
      '现场测验 · 第 1 / 2 题',
      '现场测验 · 第 2 / 2 题',
      '现场测验结束 · 共 2 题',
    ])
  })

  it('does not come out of the blue after hours: what was asked is revealed, and no more is asked', LONG, async () => {
    const yi = await world.driver.as('陳怡')
    const before = (await posts()).length
    await yi.command('quiz', { live: true, questions: 3, seconds: 20 })
    await waitFor(/第 1 \/ 3 题/, /公布答案/)
    await world.restart(3 * 60 * MINUTE_MS)
    await waitFor(/第 1 \/ 3 题/, /答案 [A-D]/)
    await waitFor(/结束 · 共 1 题/, /提前结束，问了 1 题/)
    expect((await posts()).length - before).toBe(2)
  })

  it('is posted once when Discord accepts the question and the answer to it is lost', LONG, async () => {
    const yi = await world.driver.as('陳怡')
    const channelId = await world.driver.channel(CHANNEL)
    const before = (await posts()).length
    await world.driver.fault({
      method: 'POST',
      path: `^/channels/${channelId}/messages$`,
      times: 1,
      action: 'dropAfterAccepting',
    })
    const started = shown(await yi.command('quiz', { live: true, questions: 1, seconds: 10 }))
    expect(text(started)).toMatch(/不用重新開始|現場測驗開始了/)
    await until(20_000, 'the question', async () => (await posts()).length > before)
    await end(yi, (await posts()).at(-1))
    await until(20_000, 'the board', async () => (await titles()).at(-1) === '现场测验结束 · 共 1 题')
    expect((await posts()).length - before).toBe(2)
    const sent = (await world.driver.requests()).filter(
      ({ method, path, body }) => method === 'POST' && path.endsWith(`/channels/${channelId}/messages`) && body,
    )
    for (const { body } of sent)
      expect(body).toMatchObject({ enforce_nonce: true, nonce: expect.stringMatching(/^[\w-]{24}$/) })
  })

  it('lets one member start three an hour, and says when again', LONG, async () => {
    const lin = await world.driver.as('小林')
    const start = async () => text(shown(await lin.command('quiz', { live: true, questions: 1, seconds: 60 })))
    for (let round = 0; round < 3; round++) {
      const before = (await posts()).length
      expect(await start()).toMatch(/现场测验开始了|正在把第一题发到频道/)
      await until(20_000, 'the question', async () => (await posts()).length === before + 1)
      await end(lin, (await posts()).at(-1))
      await until(20_000, 'the board', async () => (await posts()).length === before + 2)
    }
    expect(await start()).toMatch(/每人一小时最多开始 3 轮现场测验，<t:\d+:R>可以再开/)
  })

  it('asked of Discord only what Discord describes', async () => {
    expect(await world.apiProblems()).toEqual([])
  })
})
