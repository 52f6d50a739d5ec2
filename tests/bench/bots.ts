import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'

const READY_WITHIN_MS = 30_000
const END_WITHIN_MS = 6_000 // Yandu leaves within 5 s
const YANDU_START_LINES = 5

/** A bot at work in a process of its own. */
export interface Bot {
  /** Milliseconds from the start of its process until it said that it is ready. */
  readonly readyAfterMs: number
  /** As an operator does; resolves when the process has ended. */
  stop(): Promise<void>
  /** As a power cut does. */
  kill(): Promise<void>
}

/** Starts the built Yandu on a sandbox. */
export function startYandu(sandbox: Sandbox, dataDir: string): Promise<Bot> {
  const env = { ...logIn(sandbox), DATA_DIR: dataDir, LOG_LEVEL: 'warn' }
  return startBot('dist/src/main.js', env, YANDU_START_LINES)
}

/** Starts the bot that only answers "pong"; it posts its button in `channel` if told one. */
export function startBareBot(sandbox: Sandbox, channel?: string): Promise<Bot> {
  const env = { ...logIn(sandbox), ...(channel !== undefined && { BUTTON_CHANNEL: channel }) }
  return startBot('tests/bench/bare-bot.mjs', env, 1)
}

function logIn({ token, apiUrl }: Sandbox): Record<string, string> {
  return { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl }
}

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Resolves once the script has printed that many lines. Rejects when it ends before, or takes too long. */
async function startBot(script: string, env: Record<string, string>, lines: number): Promise<Bot> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  await printedLines(child, script, lines)
  const readyAfterMs = performance.now() - startedAt
  return { readyAfterMs, stop: () => end(child, 'SIGTERM'), kill: () => end(child, 'SIGKILL') }
}

function printedLines(child: ChildProcess, script: string, lines: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let left = lines
    const fail = (what: string) => {
      child.kill('SIGKILL')
      reject(new Error(`${script}: expected ${lines} lines on its output, ${what}`))
    }
    const limit = setTimeout(() => fail(`got ${lines - left} in ${READY_WITHIN_MS} ms`), READY_WITHIN_MS)
    child.once('exit', (code) => {
      clearTimeout(limit)
      fail(`ended with ${String(code)} after ${lines - left}`)
    })
    child.stdout?.on('data', (part: Buffer) => {
      left -= part.filter((byte) => byte === 0x0a).length
      if (left > 0) return
      clearTimeout(limit)
      resolve()
    })
  })
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  const limit = setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS)
  await ended
  clearTimeout(limit)
}
