import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import { spawnTs } from '../spawn.ts'
import { SandboxDriver, type Shown } from './driver.ts'
import { checkAgainstOpenApi } from './openapi.ts'
import { text } from './visible-text.ts'
import { shown } from './world.ts'

let sandbox: Sandbox
let driver: SandboxDriver
let dataDir: string
const children = new Set<ChildProcess>()

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
  driver = new SandboxDriver(sandbox.url)
  dataDir = await mkdtemp(join(tmpdir(), 'yandu-process-'))
})
afterEach(() => {
  for (const child of children) child.kill('SIGKILL') // one that a failed test left would keep the folder
})
afterAll(async () => {
  await driver.close()
  await sandbox.close()
  await rm(dataDir, { recursive: true, force: true })
})

interface Bot {
  readonly child: ChildProcess
  /** What it printed until it was ready, or until it ended. */
  readonly output: string
  readonly ended: Promise<number | null>
}

/** Runs `npm start`'s program until it is ready or ends. */
async function run(env: Record<string, string> = {}): Promise<Bot> {
  const child = await spawnTs('src/main.ts', [], {
    env: {
      ...process.env,
      DISCORD_TOKEN: sandbox.token,
      DISCORD_API_URL: sandbox.apiUrl,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
      ...env,
    },
  })
  children.add(child)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  let output = ''
  const ready = new Promise<void>((resolve) => {
    const read = (part: unknown) => {
      output += String(part)
      if (output.includes('Next daily post')) resolve()
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
  })
  await Promise.race([ready, ended])
  return { child, ended, output }
}

async function post(): Promise<Shown> {
  const alex = await driver.as('Alex')
  await alex.command('daily set', { channel: await driver.channel('每日一题'), time: '08:30', questions: 2 })
  const schedule = String((await alex.autocomplete('daily post', 'schedule', '')).at(-1)?.value)
  await alex.command('daily post', { schedule })
  const lin = await driver.as('小林')
  const found = (await lin.messages('每日一题')).filter((message) => message.author.bot === true).at(-1)
  if (!found) throw new Error('expected a post')
  return found
}

describe('the program', () => {
  it('says in five lines what it is, where data lives, what it knows, where it is and what comes next', async () => {
    const { child, ended, output } = await run()
    expect(output.trim().split('\n')).toEqual([
      expect.stringMatching(/^Yandu \d+\.\d+\.\d+ on Node \d+/),
      `Data: ${dataDir}`,
      expect.stringMatching(/^Library: 6 papers, \d+ key points, \d+ questions$/),
      expect.stringMatching(/^Discord: logged in as .* in 1 server$/),
      expect.stringMatching(/^Next daily post: /),
    ])
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('on %s finishes what is under way and leaves', async (signal) => {
    const { child, ended } = await run()
    await driver.waitForBot()
    const [lin, question] = [await driver.as('小林'), await post()]
    const answer = lin.click(question, '1 A')
    child.kill(signal)
    expect(await ended).toBe(0)
    const told = await answer
    const again = await run()
    await driver.waitForBot()
    // Whether the click was still taken or not: what was told is what is kept.
    const second = text(shown(await lin.click(question, '1 B')))
    if (told.kind === 'message') expect(second).toContain('你已经答过这道题（选了 A）')
    else expect(second).toMatch(/答对了|不对/)
    again.child.kill('SIGTERM')
    expect(await again.ended).toBe(0)
  })

  it('loses no answer that it told of when it is killed, and starts again at once', async () => {
    const { child, ended } = await run()
    await driver.waitForBot()
    const [lin, question] = [await driver.as('小林'), await post()]
    expect(text(shown(await lin.click(question, '1 A')))).toMatch(/答对了|不对/)
    child.kill('SIGKILL')
    await ended
    const again = await run()
    expect(again.output).toContain('Next daily post')
    await driver.waitForBot()
    expect(text(shown(await lin.click(question, '1 B')))).toContain('你已经答过这道题（选了 A）')
    expect(text(shown(await lin.click(question, '2 A')))).toMatch(/答对了|不对/)
    again.child.kill('SIGTERM')
    await again.ended
  })

  it('refuses a second process on the same data, and names the first', async () => {
    const first = await run()
    const second = await run()
    expect(await second.ended).toBe(1)
    expect(second.output).toContain(dataDir)
    expect(second.output).toContain(String(first.child.pid))
    first.child.kill('SIGTERM')
    await first.ended
  })

  it('waits for Discord while it cannot be reached, and begins when it can', async () => {
    await driver.fault({ path: '^/gateway/bot', times: 5, action: 'status', status: 503 })
    const { child, output, ended } = await run()
    expect(output).toContain('Discord cannot be reached')
    expect(output).toContain('Next daily post')
    child.kill('SIGTERM')
    await ended
  })

  it('asked of Discord only what Discord describes', async () => {
    expect(checkAgainstOpenApi(await driver.requests())).toEqual([])
  })

  it.each([
    [{ SANDBOX_PORT: 'many' }, /SANDBOX_PORT: .*got "many"/],
    [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL: .*got "loud"/],
    [{ DISCORD_API_URL: 'nonsense' }, /DISCORD_API_URL: expected an address/],
    [{ DISCORD_TOKEN: 'MTIz.wrong.token' }, /DISCORD_TOKEN: .*refused/],
  ])('with %j says which setting is wrong, and ends', async (env, expected) => {
    const { ended, output } = await run(env)
    expect(await ended).toBe(1)
    expect(output).toMatch(expected)
  })
})
