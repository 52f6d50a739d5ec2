import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../../src/config.ts'
import { type Running, start } from '../../src/main.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import { type Response, SandboxDriver, type Shown } from './driver.ts'
import { checkAgainstOpenApi } from './openapi.ts'

/** The real bot on a sandbox of its own, with a fresh folder for its data. */
export interface World {
  readonly driver: SandboxDriver
  readonly sandbox: Sandbox
  readonly config: Config
  /** Stops the bot as an operator does, and starts it again on the same data; `laterMs` moves its clock while it is away. */
  restart(laterMs?: number): Promise<void>
  /** What Discord's description says against the requests that the bot made so far; empty when it has nothing to say. */
  apiProblems(): Promise<string[]>
  close(): Promise<void>
}

export async function openWorld(): Promise<World> {
  const sandbox = await startSandbox({ port: 0 })
  const dataDir = await mkdtemp(join(tmpdir(), 'yandu-e2e-'))
  const config: Config = { token: sandbox.token, apiUrl: sandbox.apiUrl, dataDir, sandboxPort: 0, logLevel: 'warn' }
  const driver = new SandboxDriver(sandbox.url)
  let ahead = 0
  const clock = () => Date.now() + ahead
  let bot: Running = await start(config, { clock })
  await driver.waitForBot()
  return {
    driver,
    sandbox,
    config,
    async restart(laterMs = 0) {
      await bot.stop()
      ahead += laterMs
      bot = await start(config, { clock })
      await driver.waitForBot()
    },
    apiProblems: async () => checkAgainstOpenApi(await driver.requests()),
    async close() {
      await driver.close()
      await bot.stop()
      await sandbox.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** The message of an answer; a test that expects one fails here when there is none. */
export function shown(answer: Response): Shown {
  if (!answer.message) throw new Error(`expected an answer with a message, got ${answer.kind}`)
  return answer.message
}
