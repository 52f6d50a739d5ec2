import type { Paper } from '../papers/paper.ts'
import type { DocumentStore } from '../store/document-store.ts'
import type { Delivery } from './delivery.ts'
import type { Poster } from './poster.ts'
import type { GuildSchedule, ScheduleWish } from './schedule.ts'

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

/** What `daily` needs of pino. */
export interface DailyLogger {
  info(details: object, message: string): void
  warn(details: object, message: string): void
  error(details: object, message: string): void
}

/** A delivery with the last part of its key: the local date, or `m-INTERACTION` for `/daily post`. */
export type GuildDelivery = Delivery & { readonly date: string }

export interface ScheduleReport {
  readonly schedule: GuildSchedule
  /** Instant of the next slot; undefined while paused or after the end. */
  readonly nextRun: number | undefined
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
  tick(now: number): Promise<void>
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
  /** Creates a schedule. Throws RangeError for a wish that `faultOfWish` names. */
  set(
    guild: string,
    wish: ScheduleWish,
  ): Promise<{ kind: 'set'; schedule: GuildSchedule } | { kind: 'too-many'; max: number }>
  /** Changes what is given; another time, zone or days hold from the next local date without a delivery. */
  edit(guild: string, schedule: string, changes: Partial<ScheduleWish>): Promise<GuildSchedule | undefined>
  pause(guild: string, schedule: string): Promise<GuildSchedule | undefined>
  resume(guild: string, schedule: string): Promise<GuildSchedule | undefined>
  /** Takes the schedule away; open posts are still closed, and `restore` brings it back for 30 days. */
  remove(guild: string, schedule: string): Promise<GuildSchedule | undefined>
  restore(guild: string, schedule: string): Promise<GuildSchedule | undefined>
  /** Every schedule of a guild with its next run, last delivery and stock, oldest first. */
  list(guild: string): Promise<ScheduleReport[]>
  /** The schedules alone, without reading deliveries: for autocomplete. */
  schedules(guild: string): Promise<GuildSchedule[]>
  /** Instant of a schedule's next slot; undefined while it is paused, removed or over. */
  nextRun(schedule: GuildSchedule): number | undefined
  /** Posts now, beside the slots; the same interaction posts once. Resolves with the delivery after the first try. */
  postNow(guild: string, schedule: string, interaction: string): Promise<GuildDelivery | undefined>
  /**
   * Call after an answer is durable: brings the number shown on the post up to date, merged. `message` is the message
   * that was clicked, which proves that the post is there. Rounds that are no delivery's are ignored.
   */
  answered(guild: string, round: string, message?: string): void
  /** Resumes what was paused because the bot was not in the guild. Call when a guild is joined again. */
  guildIsBack(guild: string): Promise<void>
  /** Instant of the next slot of all guilds. */
  nextDue(): number | undefined
}
