import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Shown, until } from './driver.ts'
import { text } from './visible-text.ts'
import { openWorld, shown, type World } from './world.ts'

const MINUTE_MS = 60_000
const READ_MESSAGE_HISTORY = 1n << 16n
const CHANNEL = '每日一题'
let world: World
let schedule: string
beforeAll(async () => {
  world = await openWorld()
  const alex = await world.driver.as('Alex')
  await alex.command('settings server', { language: 'zh-CN', channel: await world.driver.channel('版主频道') })
  await alex.command('daily set', { channel: await world.driver.channel(CHANNEL), time: farFromNow(), zone: 'UTC' })
  schedule = String((await alex.autocomplete('daily pause', 'schedule', '')).at(-1)?.value)
})
beforeEach(() => world.driver.clearFaults())
afterAll(() => world.close())

/** A local time in UTC at which no slot comes in the way. */
function farFromNow(): string {
  return new Date(Date.now() + 12 * 60 * MINUTE_MS).toISOString().slice(11, 16)
}

/** The posts in the channel, oldest first. */
async function posts(): Promise<Shown[]> {
  const lin = await world.driver.as('小林')
  const all: Shown[] = []
  for (let page = await lin.messages(CHANNEL, { limit: 100 }); page.length > 0; ) {
    all.unshift(...page)
    page = await lin.messages(CHANNEL, { limit: 100, before: page[0]?.id ?? '' })
  }
  return all.filter((message) => message.author.bot && /每日一题 · /.test(text(message)))
}

/** Posts now, while the connection breaks. */
async function postInDoubt(action: 'dropAfterAccepting' | 'drop' | 'timeoutAfterAccepting'): Promise<void> {
  const alex = await world.driver.as('Alex')
  const path = `/channels/${await world.driver.channel(CHANNEL)}/messages$`
  await world.driver.fault({ method: 'POST', path, action })
  expect(text(shown(await alex.command('daily post', { schedule })))).toContain('Discord has not confirmed it yet')
}

async function listed(): Promise<string> {
  return text(shown(await (await world.driver.as('Alex')).command('daily list')))
}

describe('a post of which nobody knows whether it arrived', () => {
  it('is found between 150 other messages once its nonce is forgotten, and not sent again', {
    timeout: 60_000,
  }, async () => {
    const before = (await posts()).length
    const lin = await world.driver.as('小林')
    for (let number = 0; number < 130; number++) await lin.say(`闲聊 ${number}`, CHANNEL) // all within the last minute
    await postInDoubt('dropAfterAccepting')
    for (let number = 0; number < 20; number++) await lin.say(`再聊 ${number}`, CHANNEL)
    await world.driver.advanceClock(5 * MINUTE_MS)
    const since = await world.driver.lastRequest()
    await world.restart(5 * MINUTE_MS)
    await until(15_000, 'the post to be found', async () => /Last: posted/.test(await listed()))
    expect(await posts()).toHaveLength(before + 1)
    const requests = await world.driver.requests(since)
    const pages = requests.filter(({ method, path }) => method === 'GET' && /\/messages\?.*after=/.test(path))
    expect(pages.length).toBe(2)
    expect(requests.filter(({ method, path }) => method === 'POST' && /\/messages$/.test(path))).toEqual([])
  })

  it('is sent when the channel does not have it', async () => {
    const before = (await posts()).length
    await postInDoubt('drop')
    await world.driver.advanceClock(5 * MINUTE_MS)
    await world.restart(5 * MINUTE_MS)
    await until(15_000, 'the post', async () => (await posts()).length === before + 1)
    expect(await listed()).toMatch(/Last: posted/)
  })

  it('is known again by its nonce within two minutes', async () => {
    const before = (await posts()).length
    await postInDoubt('dropAfterAccepting')
    await world.restart(30_000)
    await until(15_000, 'the post to be confirmed', async () => /Last: posted/.test(await listed()))
    expect(await posts()).toHaveLength(before + 1)
  })

  it('is not sent again where the history is hidden: moderators are told, and a click proves it', async () => {
    const [alex, lin] = [await world.driver.as('Alex'), await world.driver.as('小林')]
    const before = (await posts()).length
    await postInDoubt('dropAfterAccepting')
    const { bot } = await world.driver.state()
    const channelId = await world.driver.channel(CHANNEL)
    const deny = String(READ_MESSAGE_HISTORY)
    await world.driver.changeWorld({ action: 'overwrite', channelId, id: bot.id, type: 'member', deny })
    await world.driver.advanceClock(5 * MINUTE_MS)
    await world.driver.fault({
      method: 'POST',
      path: `/channels/${await world.driver.channel('版主频道')}/messages$`,
      action: 'status',
      status: 500,
    })
    await world.restart(5 * MINUTE_MS)
    await until(15_000, 'the doubt to be recorded', async () => /Last: outcome unknown/.test(await listed()))
    expect(await posts()).toHaveLength(before + 1)
    await world.restart(MINUTE_MS) // the notice was refused for now, and is still owed
    await alex.waitForMessage('版主频道', (message) => /发布结果不明/.test(text(message)))
    const [post] = (await posts()).slice(-1)
    expect(text(shown(await lin.click(post, 'A')))).toMatch(/答对了|不对/)
    await until(15_000, 'the post to be recorded', async () => /Last: posted/.test(await listed()))
    await world.driver.changeWorld({ action: 'removeOverwrite', channelId, id: bot.id })
  })
})

it('asked of Discord only what Discord describes', async () => {
  expect(await world.apiProblems()).toEqual([])
})
