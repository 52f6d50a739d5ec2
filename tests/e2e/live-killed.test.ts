import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import { spawnTs } from '../spawn.ts'
import { SandboxDriver, type Shown } from './driver.ts'
import { text } from './visible-text.ts'
import { shown } from './world.ts'

const CHANNEL = '大厅'
let sandbox: Sandbox
let driver: SandboxDriver
let dataDir: string
let bot: ChildProcess | undefined

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
  driver = new SandboxDriver(sandbox.url)
  dataDir = await mkdtemp(join(tmpdir(), 'yandu-live-'))
})
afterAll(async () => {
  bot?.kill('SIGKILL')
  await driver.close()
  await sandbox.close()
  await rm(dataDir, { recursive: true, force: true })
})

async function run(): Promise<void> {
  const env = {
    ...process.env,
    DISCORD_TOKEN: sandbox.token,
    DISCORD_API_URL: sandbox.apiUrl,
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
  }
  bot = await spawnTs('src/main.ts', [], { env })
  await driver.waitForBot(30_000)
}

async function kill(): Promise<void> {
  const killed = bot
  if (!killed) throw new Error('expected a bot to kill')
  const gone = once(killed, 'close')
  killed.kill('SIGKILL')
  await gone
}

async function posts(): Promise<Shown[]> {
  const lin = await driver.as('小林')
  return (await lin.messages(CHANNEL)).filter((message) => !message.sandbox.hiddenFor && message.author.bot === true)
}

test('a live round outlives SIGKILL: what was answered counts, and nothing is posted twice', {
  timeout: 90_000,
}, async () => {
  await run()
  const lin = await driver.as('小林')
  await lin.command('quiz', { live: true, questions: 1, seconds: 10 })
  const question = await lin.waitForMessage(CHANNEL, (message) => /第 1 \/ 1 题/.test(text(message)), 20_000)
  expect(text(shown(await lin.click(question, 'A')))).toMatch(/^收到：A/)
  await kill()
  await run()
  const isBoard = (message: Shown) => /现场测验结束 · 共 1 题/.test(text(message))
  expect(text(await lin.waitForMessage(CHANNEL, isBoard, 40_000))).toContain('1 位参与')
  const [revealed, ...more] = await posts()
  expect(revealed && text(revealed)).toMatch(/答案 [A-D]/)
  expect(revealed && text(revealed)).toContain('100%')
  expect(more.map(isBoard)).toEqual([true])
})
