import { setTimeout as sleep } from 'node:timers/promises'
import { getTasks } from 'node-cron'
import { z } from 'zod'
import { countSteps } from './steps.ts'

/**
 * The real bot in a process of its own, whose clock is moved by its parent and which is killed by SIGKILL at a step.
 * Tells its parent each time when it is quiet. Argument: `Wish` as JSON.
 */
const Wish = z.strictObject({
  token: z.string(),
  apiUrl: z.string(),
  dataDir: z.string(),
  /** How far its clock is ahead of the system's, in milliseconds. */
  ahead: z.number(),
  /** The step at which it dies; without one it lives on. */
  diesAt: z.number().optional(),
})
export type Wish = z.infer<typeof Wish>

/** From the parent: time passes, and the tick of a new minute comes. */
const Advance = z.strictObject({ ahead: z.number() })
export type Advance = z.infer<typeof Advance>
/** To the parent: nothing is under way. */
export interface Quiet {
  readonly steps: number
}

const REQUEST_TIMEOUT_MS = 10_000
const SHORT_TIMEOUT_MS = 700
const QUIET_FOR_MS = 40
const LOOK_EVERY_MS = 8

const { diesAt, ...wish } = Wish.parse(JSON.parse(process.argv[2] ?? ''))
let { ahead } = wish
hurryTimeouts()
// What is counted has to be there before the bot is loaded.
const { start } = await import('../../src/main.ts')
const steps = await countSteps(diesAt, wish.dataDir)
const { token, apiUrl, dataDir } = wish
await start(
  { token, apiUrl, dataDir, sandboxPort: 0, logLevel: 'warn' },
  { clock: () => Math.round(Date.now() + ahead) },
)
process.on('message', (message) => {
  ahead = Advance.parse(message).ahead
  for (const task of getTasks().values()) void task.execute()
  void tellWhenQuiet()
})

process.once('disconnect', () => process.exit(1)) // nobody would end it
await tellWhenQuiet()

async function tellWhenQuiet(): Promise<void> {
  const isBusy = () => steps.isBusy() || process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'))
  for (let quietMs = 0; quietMs < QUIET_FOR_MS; quietMs = isBusy() ? 0 : quietMs + LOOK_EVERY_MS)
    await sleep(LOOK_EVERY_MS)
  process.send?.({ steps: steps.count() } satisfies Quiet)
}

/** A request of the ledger that gets no answer is given up sooner than on Discord, so that no run waits 10 s for it. */
function hurryTimeouts(): void {
  const { setTimeout } = globalThis
  globalThis.setTimeout = Object.assign(
    (callback: () => void, ms?: number, ...args: []) =>
      setTimeout(callback, ms === REQUEST_TIMEOUT_MS ? SHORT_TIMEOUT_MS : ms, ...args),
    { __promisify__: setTimeout.__promisify__ },
  )
}
