import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { start } from '../../src/main.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import { spawnTs } from '../spawn.ts'
import { filesWith } from '../store/bytes.ts'
import { SandboxDriver, type Shown, until } from './driver.ts'
import { text } from './visible-text.ts'
import { openWorld, shown, type World } from './world.ts'

const CHANNEL = '每日一题'
const DAY_MS = 86_400_000
let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

async function post(): Promise<Shown> {
  const alex = await world.driver.as('Alex')
  const channel = await world.driver.channel(CHANNEL)
  await alex.command('settings server', { language: 'zh-CN' })
  await alex.command('daily set', { channel, time: '08:30', zone: 'Asia/Shanghai', questions: 2 })
  const id = String((await alex.autocomplete('daily post', 'schedule', '')).at(-1)?.value)
  await alex.command('daily post', { schedule: id })
  return newestPost()
}

async function newestPost(): Promise<Shown> {
  const lin = await world.driver.as('小林')
  const posts = (await lin.messages(CHANNEL)).filter((one) => one.author.bot === true && !one.sandbox.hiddenFor)
  const newest = posts.findLast((one) => text(one).includes('每日一题 · '))
  if (!newest) throw new Error('expected a post')
  return newest
}

/** Answers a post and does a private round; a moderator writes a draft, too. */
async function takePart(name: string, to: Shown): Promise<void> {
  const person = await world.driver.as(name)
  for (const letter of ['1 A', '2 B']) await person.click(to, letter)
  const question = shown(await person.command('quiz', { paper: '002', questions: 2 }))
  await person.click(question, 'A')
  if (name !== 'Alex') return
  const form = await person.command('paper add')
  await person.submit(form, { title: '秘密的草稿', authors: '', tldr: '一句话', summary: '摘要', keyPoints: '要点一' })
}

async function exportOf(name: string): Promise<Record<string, unknown[]>> {
  const person = await world.driver.as(name)
  const message = shown(await person.command('privacy export'))
  expect(message.flags).toBe(64)
  expect(message.attachments).toHaveLength(1)
  const [file] = message.attachments
  expect(file?.filename).toMatch(/^yandu-\d{4}-\d\d-\d\d\.json$/)
  return (await (await fetch(file?.url ?? '')).json()) as Record<string, unknown[]>
}

describe('/privacy', () => {
  it('shows every member what is stored about them, and for how long, to them alone', async () => {
    const daily = await post()
    for (const name of ['Alex', '小林', '陳怡']) await takePart(name, daily)
    const lin = await world.driver.as('小林')
    const message = shown(await lin.command('privacy show'))
    expect(message.flags).toBe(64)
    expect(text(message)).toMatch(/每日一题和现场测验的作答.* · 2 条\n-# 一直保存/)
    expect(text(message)).toMatch(/用 \/quiz 做的题.* · 1 条\n-# 从开始做题起保存 90 天/)
    expect(text(message)).toMatch(/还没有发布的文章\*\* · 没有\n-# 从最后一次保存起保存 30 天/)
    expect(text(message)).toContain('满 30 天后，删除那个服务器的全部内容')
    const alex = await world.driver.as('Alex')
    expect(text(shown(await alex.command('privacy show')))).toMatch(/did not publish\*\* · 1 entry/)
  })

  it('exports it as a file, also from the button', async () => {
    const stored = await exportOf('Alex')
    expect(Object.fromEntries(Object.entries(stored).map(([name, part]) => [name, part.length]))).toMatchObject({
      answers: 2,
      ownRounds: 1,
      drafts: 1,
      choices: 0,
    })
    expect(JSON.stringify(stored)).toContain('秘密的草稿')
    const alex = await world.driver.as('Alex')
    expect(stored.member).toBe(alex.id)
    const again = shown(await alex.click(shown(await alex.command('privacy show')), 'Export'))
    expect(again.attachments).toHaveLength(1)
    expect(again.flags).toBe(64)
  })

  it('asks before it deletes, and can be called off', async () => {
    const lin = await world.driver.as('小林')
    const question = shown(await lin.command('privacy delete'))
    expect(text(question)).toContain('删除后不能撤销')
    expect(text(shown(await lin.click(question, '取消')))).toContain('没有改动')
    const asked = shown(await lin.click(shown(await lin.command('privacy show')), '删除……'))
    expect(text(asked)).toContain('删除后不能撤销')
    expect((await exportOf('小林')).answers).toHaveLength(2)
  })

  it('deletes: no byte is left, counts stay, and others are as they were', { timeout: 120_000 }, async () => {
    const [lin, yi] = [await world.driver.as('小林'), await world.driver.as('陳怡')]
    const daily = await newestPost()
    await lin.waitForMessage(CHANNEL, (one) => one.id === daily.id && text(one).includes('已有 3 人作答'), 15_000)
    const before = await exportOf('陳怡')
    expect(filesWith(world.config.dataDir, lin.id)).not.toEqual([])
    const question = shown(await lin.command('privacy delete'))
    expect(text(shown(await lin.click(question, '永久删除')))).toContain('已删除')
    expect(filesWith(world.config.dataDir, lin.id)).toEqual([])
    expect(text(shown(await lin.command('privacy show')))).not.toMatch(/\d 条/)
    expect({ ...(await exportOf('陳怡')), exportedAt: [] }).toEqual({ ...before, exportedAt: [] })
    expect(text(shown(await lin.click(daily, '1 A')))).toContain('你的作答已经匿名，这道题不能再答了')
    expect(text(await lin.look(daily))).toContain('已有 3 人作答')
    await world.restart()
    expect(filesWith(world.config.dataDir, lin.id)).toEqual([])
    expect(filesWith(world.config.dataDir, yi.id)).not.toEqual([])
    expect(text(shown(await lin.command('leaderboard')))).not.toContain(lin.id)
  })

  it('counts the anonymous answers when the post closes, under no name', async () => {
    const lin = await world.driver.as('小林')
    const daily = await newestPost()
    await world.restart(DAY_MS + 60_000)
    const closed = await lin.waitForMessage(
      CHANNEL,
      (one) => one.id === daily.id && /答案 [A-D]/.test(text(one)),
      30_000,
    )
    expect(text(closed)).toContain('谢谢 3 位参与的成员')
    expect(text(closed)).not.toContain(lin.id)
    expect(text(closed)).not.toContain('anon-')
  })

  it('removes drafts and private rounds when their time is over', { timeout: 60_000 }, async () => {
    await world.restart(30 * DAY_MS)
    await until(15_000, 'the draft to go', () => filesWith(world.config.dataDir, '秘密的草稿').length === 0)
    expect((await exportOf('陳怡')).ownRounds).toHaveLength(1)
    await world.restart(60 * DAY_MS)
    await until(15_000, 'the rounds to go', async () => (await exportOf('陳怡')).ownRounds?.length === 0)
    expect((await exportOf('陳怡')).answers).toHaveLength(2)
  })

  it('asked of Discord only what Discord describes', async () => {
    expect(await world.apiProblems()).toEqual([])
  })
})

/** A bot of which a test sees to it when it runs: one that is in no server has nothing to wait for. */
interface Absent {
  readonly driver: SandboxDriver
  readonly sandbox: Sandbox
  readonly dataDir: string
}

async function openAbsent(): Promise<Absent> {
  const sandbox = await startSandbox({ port: 0 })
  const dataDir = await mkdtemp(join(tmpdir(), 'yandu-privacy-'))
  return { sandbox, driver: new SandboxDriver(sandbox.url), dataDir }
}

async function closeAbsent({ driver, sandbox, dataDir }: Absent): Promise<void> {
  await driver.close()
  await sandbox.close()
  await rm(dataDir, { recursive: true, force: true })
}

describe('a server that was left', () => {
  it('has everything when it comes back in time, and is deleted 30 days after it was left for good', async () => {
    const absent = await openAbsent()
    const { driver, sandbox, dataDir } = absent
    const config = { token: sandbox.token, apiUrl: sandbox.apiUrl, dataDir, sandboxPort: 0, logLevel: 'error' } as const
    const startAfter = (days: number) => start(config, { clock: () => Date.now() + days * DAY_MS })
    const { guild } = await driver.state()
    const lin = await driver.as('小林')
    let bot = await startAfter(0)
    await driver.waitForBot()
    await lin.click(shown(await lin.command('quiz', { paper: '002', questions: 2 })), 'A')

    await driver.changeWorld({ action: 'outage' }) // which is not a departure
    await driver.changeWorld({ action: 'endOutage' })
    expect(text(shown(await lin.command('privacy show')))).toMatch(/1 条/)
    expect(filesWith(dataDir, 'departures')).toEqual([])
    await driver.changeWorld({ action: 'removeBot' })
    await until(10_000, 'the departure', () => filesWith(dataDir, 'departures').length > 0)
    await bot.stop()
    bot = await startAfter(29)
    await driver.changeWorld({ action: 'addBot' })
    await until(10_000, 'the return', async () => /1 条/.test(text((await lin.command('privacy show')).message)))
    await bot.stop()
    bot = await startAfter(58)
    await driver.waitForBot()
    expect(text(shown(await lin.command('privacy show')))).toMatch(/1 条/)

    await driver.changeWorld({ action: 'removeBot' })
    await bot.stop()
    for (const [days, isThere] of [
      [59, true],
      [87, true],
      [90, false],
    ] as const) {
      bot = await startAfter(days)
      if (!isThere) await until(20_000, 'the purge', () => filesWith(dataDir, guild.id).length === 0)
      await bot.stop()
      expect(filesWith(dataDir, lin.id).length > 0).toBe(isThere)
    }
    await closeAbsent(absent)
  })
})

describe('the log', () => {
  it('names no member, even where a file of theirs needs mending', async () => {
    const absent = await openAbsent()
    const { driver, sandbox, dataDir } = absent
    const lin = await driver.as('小林')
    const env = { DISCORD_TOKEN: sandbox.token, DISCORD_API_URL: sandbox.apiUrl, DATA_DIR: dataDir, LOG_LEVEL: 'info' }
    const savedRound = () => filesWith(dataDir, lin.id).find((name) => /^rounds.*q-\d+-[^.]*\.json$/.test(name))
    let log = ''
    async function withBot(use: () => Promise<void>): Promise<void> {
      const child = await spawnTs('src/main.ts', [], { env: { ...process.env, ...env } })
      child.stderr?.on('data', (part) => {
        log += String(part)
      })
      const ended = new Promise((resolve) => child.once('close', resolve))
      try {
        await driver.waitForBot(30_000) // a process of its own takes its time on a busy machine
        await use()
      } finally {
        child.kill('SIGTERM')
        await ended
      }
    }
    await withBot(async () => {
      await lin.click(shown(await lin.command('quiz', { paper: '002', questions: 2 })), 'A')
      await until(20_000, 'the round to be saved', () => savedRound() !== undefined)
    })
    await writeFile(join(dataDir, savedRound() ?? ''), 'edited by hand')
    await withBot(async () => {
      expect(text(shown(await lin.command('privacy show')))).toMatch(/1 条/)
      await lin.click(shown(await lin.command('privacy delete')), '永久删除')
    })
    expect(log).toMatch(/rounds\/\d+\/q-\*-/)
    expect(log).not.toContain(lin.id)
    await closeAbsent(absent)
  })
})
