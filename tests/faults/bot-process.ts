import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { z } from 'zod'
import type { Advance, Quiet, Wish } from './mortal-bot.ts'
import { quickBot } from './quick-bot.ts'

const quietMessage: z.ZodType<Quiet> = z.strictObject({ steps: z.number() })

/** One life of the bot. What waits for it goes on when it is dead. */
export interface BotProcess {
  /** Resolves when nothing is under way, or it is dead. */
  quiet(): Promise<void>
  /** Moves its clock to so much ahead of the system's, with the tick of a new minute, and waits until it is quiet. */
  advance(ahead: number): Promise<void>
  isDead(): boolean
  /** Resolves when it is dead. */
  readonly death: Promise<unknown>
  kill(): Promise<void>
  /** How many steps it had done when it was last quiet. */
  steps(): number
  /** What it did and logged so far. */
  trail(): string
}

const living = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL')
})

export async function startBot(wish: Wish): Promise<BotProcess> {
  const child = spawn(process.execPath, ['--enable-source-maps', await quickBot(), JSON.stringify(wish)], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  living.add(child)
  let trail = ''
  let steps = 0
  let isDead = false
  const note = (part: unknown) => {
    trail += String(part)
  }
  child.stdout?.on('data', note)
  child.stderr?.on('data', note)
  child.on('message', (message) => {
    steps = quietMessage.parse(message).steps
  })
  const death = once(child, 'close').then(([code, signal]) => {
    isDead = true
    living.delete(child)
    if (signal !== 'SIGKILL') note(`ended by itself with ${String(code ?? signal)}\n`)
  })
  const nextQuiet = () => Promise.race([once(child, 'message'), death]).then(() => undefined)
  const begun = nextQuiet()

  return {
    quiet: () => begun,
    async advance(ahead) {
      if (isDead) return
      const done = nextQuiet()
      child.send({ ahead } satisfies Advance, () => undefined) // it may have died just now
      await done
    },
    isDead: () => isDead,
    death,
    async kill() {
      child.kill('SIGKILL')
      await death
    },
    steps: () => steps,
    trail: () => trail,
  }
}
