import { type ScheduledTask, schedule as scheduleCron } from 'node-cron'
import type { Paper } from '../papers/paper.ts'
import { countMembers } from '../quiz/round.ts'
import type { DocumentStore, Key } from '../store/document-store.ts'
import { createAnswerCounts } from './answer-counts.ts'
import { createBeat } from './beat.ts'
import { type Delivery, deliveries, deliveryOfRound, type GuildDelivery, MANUAL_PREFIX } from './delivery.ts'
import { createLedger } from './ledger.ts'
import { loadIndex } from './load-index.ts'
import type { DailyLogger } from './logger.ts'
import { createMessenger } from './messenger.ts'
import type { DailyPost, Poster } from './poster.ts'
import { previewOf } from './preview.ts'
import { readPost } from './read-post.ts'
import { recordPosted } from './records.ts'
import { lateSlot } from './resuming.ts'
import {
  type GuildSchedule,
  isRunning,
  nextPost,
  type Schedule,
  type ScheduleWish,
  schedules,
  skippedSlot,
} from './schedule.ts'
import { createScheduleBook, type SetOutcome } from './schedule-book.ts'
import { createStock } from './stock.ts'

const STOP_WITHIN_MS = 3_000
const EVERY_MINUTE = '* * * * *'

export type { GuildDelivery } from './delivery.ts'

export interface DailyOptions {
  readonly store: DocumentStore
  readonly library: { papers(guild: string): Promise<readonly Paper[]> }
  readonly poster: Poster
  /** Milliseconds since the epoch. */
  readonly clock: () => number
  /** A short random id of `[a-z0-9]`, for schedules. */
  readonly newId: () => string
  readonly logger: DailyLogger
}

export interface ScheduleReport {
  readonly schedule: GuildSchedule
  /** Instant of the next post; undefined while paused or after the end. */
  readonly nextRun: number | undefined
  /** Instant of a slot before it that is to be skipped. */
  readonly skipped: number | undefined
  readonly last: GuildDelivery | undefined
  /** Questions of its papers not asked yet. */
  readonly stockLeft: number
  /** For how many posts they last without a repetition. */
  readonly daysLeft: number
}

/** The daily quiz of all guilds. Instants are milliseconds since the epoch. Unknown schedules resolve with undefined. */
export interface Daily {
  /** Reads what is due from the store, begins to catch up and ticks each minute from then on. Call when the client is ready. */
  start(): Promise<void>
  /** Begins nothing new and waits for what is under way, at most 3 s. */
  stop(): Promise<void>
  /** Begins all that is due at `now`; does not wait for its end. */
  tick(now: number): void
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
  /** Creates a schedule. Throws RangeError for a wish that `faultOfWish` names. */
  set(guild: string, wish: ScheduleWish): Promise<SetOutcome>
  /** Changes what is given; another time, zone or days hold from the next local date without a delivery. */
  edit(guild: string, schedule: string, changes: Partial<ScheduleWish>): Promise<GuildSchedule | undefined>
  pause(guild: string, schedule: string): Promise<GuildSchedule | undefined>
  /** After a trouble that was mended the latest slot comes late while its window lasts. */
  resume(guild: string, schedule: string): Promise<GuildSchedule | undefined>
  /** Lets the next slot go by without a post. */
  skip(guild: string, schedule: string): Promise<GuildSchedule | undefined>
  /** Takes that back. */
  unskip(guild: string, schedule: string): Promise<GuildSchedule | undefined>
  /** Takes the schedule away; open posts are still closed, and `restore` brings it back for 30 days. */
  remove(guild: string, schedule: string): Promise<GuildSchedule | undefined>
  restore(guild: string, schedule: string): Promise<GuildSchedule | undefined>
  /** Every schedule of a guild with its next run, last delivery and stock, oldest first. */
  list(guild: string): Promise<ScheduleReport[]>
  /** The schedules alone, without reading deliveries: for autocomplete. */
  schedules(guild: string): Promise<GuildSchedule[]>
  /** Instant of a schedule's next post; undefined while it is paused, removed or over. */
  nextRun(schedule: GuildSchedule): number | undefined
  /** Instant of a slot that passed and is posted late at the next tick. */
  late(schedule: GuildSchedule): number | undefined
  /** Instant of the slot that is to be skipped, if the next one is. */
  skipped(schedule: GuildSchedule): number | undefined
  /** The next post (of a schedule without one: what `postNow` would post) as it stands now; takes nothing from the stock. */
  preview(guild: string, schedule: string): Promise<DailyPost | undefined>
  /** Posts now, beside the slots; the same interaction posts once. Resolves with the delivery after the first try. */
  postNow(guild: string, schedule: string, interaction: string): Promise<GuildDelivery | undefined>
  /**
   * Call after an answer is durable, or when a button of a post was clicked: brings the number shown on the post up to
   * date, merged. `message` is the post if it was clicked itself, which proves that it is there. Rounds that are no
   * delivery's are ignored.
   */
  answered(guild: string, round: string, message?: string): void
  /** Resumes what was paused because the bot was not in the guild. Call when a guild is joined again. */
  guildIsBack(guild: string): Promise<void>
  /** Instant of the next slot of all guilds. */
  nextDue(): number | undefined
}

export function createDaily(options: DailyOptions): Daily {
  const { store, library, poster, clock, logger } = options
  const stock = createStock({ store, library, logger })
  const counts = createAnswerCounts({ clock, logger, show: showCount })
  const messenger = createMessenger({ store, poster, clock, logger })
  const ledger = createLedger({ store, poster, stock, messenger, counts, clock, logger })
  const beat = createBeat({ store, ledger, logger })
  const book = createScheduleBook(options)
  let cron: ScheduledTask | undefined
  let isStopped = false

  /** Puts what was changed into the index before telling. */
  async function watched<T extends GuildSchedule | undefined>(guild: string, changing: Promise<T>): Promise<T> {
    const schedule = await changing
    if (schedule) await beat.watchSchedule(schedules.key(guild, schedule.id))
    return schedule
  }

  async function showCount(key: Key<Delivery>, shown: number | undefined): Promise<number | undefined> {
    const [delivery, post] = await Promise.all([store.read(key), readPost(store, key)])
    if (delivery?.state !== 'posted' || delivery.message === null || !post || post.round.closedAt !== null) return shown
    const members = countMembers(post.round)
    if (members !== shown) await poster.edit(post, delivery.message, { kind: 'open', members })
    return members
  }

  async function noteAnswer(key: Key<Delivery>, message: string | undefined): Promise<void> {
    const isNews = message !== undefined && (await isUnrecorded(store, key))
    const isProved = isNews && (await recordPosted(store, key, { message, at: clock() }))
    if (isProved && !isStopped) void beat.deliver(key, clock())
    const delivery = await store.read(key)
    if (delivery?.state === 'posted' && !isStopped) counts.note(key, delivery.postedAt ?? clock())
  }

  function tick(now: number): void {
    if (isStopped) return
    beat.tick(now)
    messenger.tick(now)
  }

  async function idle(): Promise<void> {
    await Promise.all([beat.idle(), counts.idle()])
    await messenger.idle() // the others may have begun one
  }

  return {
    async start() {
      await loadIndex(store, book, beat, { now: clock(), logger })
      await messenger.load()
      if (isStopped) return
      tick(clock())
      cron = scheduleCron(EVERY_MINUTE, () => tick(clock()), { timezone: 'UTC', suppressMissedWarning: true })
    },
    async stop() {
      isStopped = true
      await cron?.destroy()
      counts.stop()
      await within(STOP_WITHIN_MS, idle())
    },
    tick,
    idle,
    async set(guild, wish) {
      const outcome = await book.create(guild, wish, clock())
      if (outcome.kind === 'set') await beat.watchSchedule(schedules.key(guild, outcome.schedule.id))
      return outcome
    },
    edit: (guild, id, changes) => watched(guild, book.edit(guild, id, changes, clock())),
    pause: (guild, id) => watched(guild, book.pause(guild, id, clock())),
    resume: (guild, id) => watched(guild, book.resume(guild, id, clock())),
    skip: (guild, id) => watched(guild, book.skip(guild, id, clock())),
    unskip: (guild, id) => watched(guild, book.unskip(guild, id)),
    remove: (guild, id) => watched(guild, book.remove(guild, id, clock())),
    restore: (guild, id) => watched(guild, book.restore(guild, id, clock())),
    async list(guild) {
      const all = await book.list(guild)
      return Promise.all(
        all.map(async (schedule) => {
          const stockLeft = await stock.left(guild, schedule.id, schedule)
          const daysLeft = Math.floor(stockLeft / schedule.questions)
          return {
            schedule,
            nextRun: nextRun(schedule, clock()),
            skipped: skipped(schedule, clock()),
            last: await book.last(guild, schedule.id),
            stockLeft,
            daysLeft,
          }
        }),
      )
    },
    schedules: book.list,
    nextRun: (schedule) => nextRun(schedule, clock()),
    late: (schedule) => lateSlot(schedule, clock()),
    skipped: (schedule) => skipped(schedule, clock()),
    async preview(guild, id) {
      const schedule = (await book.list(guild)).find((one) => one.id === id)
      return schedule && previewOf(guild, schedule, stock, clock())
    },
    async postNow(guild, id, interaction) {
      const schedule = (await book.list(guild)).find((one) => one.id === id)
      if (!schedule) return undefined
      const now = clock()
      const date = `${MANUAL_PREFIX}${interaction}`
      const key = deliveries.key(guild, id, date)
      const opened = await ledger.open(schedules.key(guild, id), schedule, { date, at: now }, now)
      if (opened) await beat.deliver(opened, now)
      const delivery = await store.read(key)
      return delivery && { ...delivery, date }
    },
    answered(guild, round, message) {
      const place = deliveryOfRound(round)
      if (!place) return
      const key = deliveries.key(guild, place.schedule, place.date)
      noteAnswer(key, message).catch((error) =>
        logger.error({ delivery: key.path, err: error }, 'an answer could not be counted'),
      )
    },
    async guildIsBack(guild) {
      for (const { id } of await book.resumeAfterAbsence(guild, clock()))
        await beat.watchSchedule(schedules.key(guild, id))
    },
    nextDue: beat.nextSlotAt,
  }
}

function nextRun(schedule: Schedule, now: number): number | undefined {
  return isRunning(schedule) ? nextPost(schedule, Math.max(schedule.handledUntil, now))?.at : undefined
}

function skipped(schedule: Schedule, now: number): number | undefined {
  return isRunning(schedule) ? skippedSlot(schedule, Math.max(schedule.handledUntil, now))?.at : undefined
}

async function isUnrecorded(store: DocumentStore, key: Key<Delivery>): Promise<boolean> {
  return (await store.read(key))?.message === null
}

async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs)
  })
  await Promise.race([work, limit]).finally(() => clearTimeout(timer))
}
