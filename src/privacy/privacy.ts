import { type ScheduledTask, schedule as scheduleCron } from 'node-cron'
import type { DocumentStore, Kind } from '../store/document-store.ts'
import { createReadEach } from '../store/read-each.ts'
import { recordDeparture, recordReturn } from './departures.ts'
import { type EraserParts, eraseMember, finishErasures } from './eraser.ts'
import type { Findings } from './holding.ts'
import { HOLDINGS } from './holdings.ts'
import { type Swept, sweep } from './sweep.ts'

const EVERY_HOUR = '37 * * * *'
const DAY_MS = 86_400_000
const STOP_WITHIN_MS = 3_000

export interface PrivacyOptions {
  readonly store: DocumentStore
  /** Every kind of document there is. */
  readonly kinds: readonly Kind<unknown>[]
  /** Whether the bot is in the guild, be it in an outage just now. */
  readonly isInGuild: (guild: string) => boolean
  /** Called when a guild that had been left was found to be there again. */
  readonly onReturn: (guild: string) => Promise<void>
  /** Keeps answers in memory. */
  readonly boards: Forgetful
  /** Keep other things of guilds in memory. */
  readonly caches: readonly Forgetful[]
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  readonly newId: () => string
  readonly logger: { info(details: object, message: string): void; error(details: object, message: string): void }
}

/** What keeps something of a guild in memory and can drop it. */
export interface Forgetful {
  forget(guild: string): void
}

interface SweepOptions {
  /** Whether what was removed or overwritten otherwise is to be erased for good, too. */
  readonly isThorough?: boolean
  readonly max?: number
}

/** What is stored about members and guilds, for how long, and how it goes. */
export interface Privacy {
  /** All that is stored about a member in a guild. */
  find(guild: string, member: string): Promise<Findings>
  /**
   * Makes a member's answers anonymous and removes all else of them, everywhere, for good. Resolves with false when a
   * document could not be read; that part is tried again each day.
   */
  erase(guild: string, member: string): Promise<boolean>
  /** Call when the bot was removed from a guild, but not for an outage. */
  guildLeft(guild: string): Promise<void>
  /** Call when the bot was added to a guild. */
  guildIsBack(guild: string): Promise<void>
  /** Begins to sweep and looks each hour whether the day's thorough sweep is due. Call when the client is ready. */
  start(): void
  /** Finishes broken-off erasures and removes what was kept long enough; see `sweep`. */
  sweep(options?: SweepOptions): Promise<Swept>
  /** Breaks off a sweep; resolves when it has ended, at most after 3 s. */
  stop(): Promise<void>
}

export function createPrivacy(options: PrivacyOptions): Privacy {
  const { store, clock, newId, logger, boards, caches } = options
  const readEach = createReadEach({ store, logger })
  const eraserParts: EraserParts = {
    store,
    readEach,
    newId,
    forgetAnswers: (guild) => boards.forget(guild),
    onFailure: (details) => logger.error(details, 'a member could not be erased yet, to be tried again'),
  }
  let cron: ScheduledTask | undefined
  let isStopped = false
  let underWay: Promise<void> | undefined
  let nextSweepAt = Number.NEGATIVE_INFINITY

  async function removeKept({ isThorough = false, max }: SweepOptions): Promise<Swept> {
    const swept = await sweep(
      {
        ...options,
        forget(guild) {
          for (const one of [boards, ...caches]) one.forget(guild)
        },
        onFailure: (details, err) =>
          logger.error({ ...details, err }, 'what was kept long enough could not be removed'),
        isStopped: () => isStopped,
        isThorough,
      },
      clock(),
      max,
    )
    if (swept.removed > 0) logger.info(swept, 'removed what was kept long enough')
    return swept
  }

  async function runSweep(wish: SweepOptions = {}): Promise<Swept> {
    await finishErasures(eraserParts)
    return removeKept(wish)
  }

  function begin(wish: SweepOptions): void {
    if (isStopped || underWay) return
    underWay = runSweep(wish)
      .then(({ isDone }) => {
        if (isDone && wish.isThorough) nextSweepAt = clock() + DAY_MS
      })
      .catch((err) => logger.error({ err }, 'a sweep failed, to be tried again in an hour'))
      .finally(() => {
        underWay = undefined
      })
  }

  function beat(): void {
    if (clock() >= nextSweepAt) begin({ isThorough: true })
  }

  return {
    async find(guild, member) {
      const all: Findings[] = []
      for (const holding of HOLDINGS) all.push(await holding.find({ store, readEach }, guild, member))
      return {
        traces: all.flatMap(({ traces }) => traces),
        unreadable: all.reduce((sum, { unreadable }) => sum + unreadable, 0),
      }
    },
    erase: (guild, member) => eraseMember(eraserParts, guild, member, clock()),
    async guildLeft(guild) {
      await recordDeparture(store, guild, clock())
    },
    async guildIsBack(guild) {
      await recordReturn(store, guild)
    },
    start() {
      begin({})
      cron = scheduleCron(EVERY_HOUR, beat, { timezone: 'UTC', suppressMissedWarning: true })
    },
    sweep: runSweep,
    async stop() {
      isStopped = true
      await cron?.destroy()
      await within(STOP_WITHIN_MS, underWay ?? Promise.resolve())
    },
  }
}

async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs)
  })
  await Promise.race([work, limit]).finally(() => clearTimeout(timer))
}
