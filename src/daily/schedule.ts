import { z } from 'zod'
import { defineKind } from '../store/document-store.ts'
import { isDate } from './calendar-dates.ts'
import { MODES, REASONS, type Reason } from './delivery.ts'
import { addDays, laterDate, nextSlot, type Slot } from './slots.ts'
import { isTimeZone } from './time-zones.ts'
import { localDateAt } from './wall-clock.ts'

export const MAX_SCHEDULES = 10 // per guild; more is a sign of a mistake
export const MAX_QUESTIONS = 10 // a post shows up to four, more are asked one at a time
export const MAX_REVEAL_HOURS = 168
export const MAX_WINDOW_MINUTES = 720 // shorter than the time between two slots, so that late posts never pile up
export const DEFAULT_WINDOW_MINUTES = 180
const MINUTE_MS = 60_000
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/
const DATE = /^\d{4}-\d{2}-\d{2}$/

const Instant = z.number().int() // milliseconds since the epoch
const LocalDate = z.string().regex(DATE, 'expected YYYY-MM-DD')

/** What a guild wants posted. */
export const schedules = defineKind({
  name: 'schedules',
  version: 2,
  schema: z.strictObject({
    channel: z.string().min(1),
    /** Local time, HH:mm. */
    time: z.string().regex(TIME, 'expected HH:mm'),
    /** IANA zone. */
    zone: z.string().min(1),
    /** ISO days of the week, 1 for Monday to 7. */
    days: z.array(z.number().int().min(1).max(7)).min(1).max(7),
    questions: z.number().int().min(1).max(10),
    /** Ids of papers; empty for all. */
    papers: z.array(z.string().min(1)),
    /** How long after a slot its post may still come. */
    windowMinutes: z.number().int().min(1).max(MAX_WINDOW_MINUTES),
    startsOn: LocalDate,
    endsOn: LocalDate.nullable(),
    /** The role that a post pings. */
    role: z.string().nullable(),
    thread: z.boolean(),
    pin: z.boolean(),
    recap: z.boolean(),
    mode: z.enum(MODES),
    /** After how many hours the answers are revealed; null for at the next slot. */
    revealHours: z.number().int().min(1).max(MAX_REVEAL_HOURS).nullable(),
    /** Local date of the one slot that is not to be posted. */
    skipDate: LocalDate.nullable(),
    /** The stock level of which moderators were told last. */
    toldStock: z.number().int().min(0).nullable(),
    paused: z.strictObject({ reason: z.enum(REASONS), since: Instant }).nullable(),
    removedAt: Instant.nullable(),
    createdAt: Instant,
    /** Slots up to this instant are dealt with or were never due. */
    handledUntil: Instant,
    /** Local date of the latest slot that has a delivery. */
    lastDate: LocalDate.nullable(),
    /** 第 N 期 of the latest post. */
    lastNumber: z.number().int().min(0),
    /** Last key parts of the deliveries still to be posted or closed, so that a start finds them without a search. */
    open: z.array(z.string()),
  }),
  migrate: (data) => ({ ...NOTHING_EXTRA, ...(data as object) }), // version 1, and what comes of it is validated
})

const NOTHING_EXTRA = {
  role: null,
  thread: false,
  pin: false,
  recap: false,
  mode: 'all',
  revealHours: null,
  skipDate: null,
  toldStock: null,
} as const
export type Schedule = z.infer<typeof schedules.schema>
export type GuildSchedule = Schedule & { readonly id: string }

/** What a moderator may choose; fields as in the schedule. */
export interface ScheduleWish {
  readonly channel: string
  readonly time: string
  readonly zone: string
  readonly days: readonly number[]
  readonly questions: number
  readonly papers: readonly string[]
  readonly windowMinutes?: number
  readonly endsOn?: string | null
  readonly role?: string | null
  readonly thread?: boolean
  readonly pin?: boolean
  readonly recap?: boolean
  readonly mode?: Schedule['mode']
  readonly revealHours?: number | null
}

/** The first field of a wish that cannot be, or undefined. */
export function faultOfWish(wish: Partial<ScheduleWish>): keyof ScheduleWish | undefined {
  const { time, zone, days, questions, windowMinutes, endsOn, mode, revealHours } = wish
  if (time !== undefined && !TIME.test(time)) return 'time'
  if (zone !== undefined && !isTimeZone(zone)) return 'zone'
  if (days !== undefined && (days.length === 0 || !days.every((day) => isWhole(day, 1, 7)))) return 'days'
  if (questions !== undefined && !isWhole(questions, 1, MAX_QUESTIONS)) return 'questions'
  if (windowMinutes !== undefined && !isWhole(windowMinutes, 1, MAX_WINDOW_MINUTES)) return 'windowMinutes'
  if (typeof endsOn === 'string' && !isDate(endsOn)) return 'endsOn'
  if (mode !== undefined && !MODES.includes(mode)) return 'mode'
  if (typeof revealHours === 'number' && !isWhole(revealHours, 1, MAX_REVEAL_HOURS)) return 'revealHours'
  return undefined
}

/** A new schedule; its first slot is the first after `now`. */
export function newSchedule(wish: ScheduleWish, now: number): Schedule {
  return {
    ...NOTHING_EXTRA,
    ...given(wish),
    channel: wish.channel,
    time: wish.time,
    zone: wish.zone,
    days: tidyDays(wish.days),
    questions: wish.questions,
    papers: [...new Set(wish.papers)],
    windowMinutes: wish.windowMinutes ?? DEFAULT_WINDOW_MINUTES,
    startsOn: localDateAt(wish.zone, now),
    endsOn: wish.endsOn ?? null,
    paused: null,
    removedAt: null,
    createdAt: now,
    handledUntil: now,
    lastDate: null,
    lastNumber: 0,
    open: [],
  }
}

/**
 * The schedule with changes; another time, zone or days hold from the next local date without a delivery, and another
 * channel ends a pause that was the channel's fault.
 */
export function editedSchedule(schedule: Schedule, changes: Partial<ScheduleWish>, now: number): Schedule {
  const { days, papers, ...rest } = changes
  const edited: Schedule = { ...schedule, ...given(rest) }
  if (days) edited.days = tidyDays(days)
  if (papers) edited.papers = [...new Set(papers)]
  if (edited.channel !== schedule.channel && isPausedForChannel(schedule))
    Object.assign(edited, resumedSchedule(edited, now))
  if (edited.time === schedule.time && edited.zone === schedule.zone && `${edited.days}` === `${schedule.days}`)
    return edited
  return { ...edited, startsOn: firstFreeDate(edited, now), handledUntil: Math.max(edited.handledUntil, now) }
}

/** The schedule, paused unless it is already: the first reason is the one to mend. */
export function pausedSchedule(schedule: Schedule, reason: Reason, now: number): Schedule {
  return schedule.paused ? schedule : { ...schedule, paused: { reason, since: now } }
}

/** The schedule going on; slots before `from` stay undelivered. */
export function resumedSchedule(schedule: Schedule, from: number): Schedule {
  return { ...schedule, paused: null, handledUntil: Math.max(schedule.handledUntil, from) }
}

/** Whether its slots are to be delivered at all. */
export function isRunning(schedule: Schedule): boolean {
  return schedule.paused === null && schedule.removedAt === null
}

/** Until when the post of a slot may come, in milliseconds since the epoch. */
export function deadlineOf(schedule: Pick<Schedule, 'windowMinutes'>, slotAt: number): number {
  return slotAt + schedule.windowMinutes * MINUTE_MS
}

/** The next slot after an instant that is to be posted; undefined when none comes. */
export function nextPost(schedule: Schedule, after: number): Slot | undefined {
  const next = nextSlot(schedule, after)
  return next && next.date === schedule.skipDate ? nextSlot(schedule, next.at) : next
}

/** The next slot after an instant if it is the one to be skipped. */
export function skippedSlot(schedule: Schedule, after: number): Slot | undefined {
  const next = schedule.skipDate === null ? undefined : nextSlot(schedule, after)
  return next?.date === schedule.skipDate ? next : undefined
}

/** Only the fields of a wish that are set. */
function given(wish: Partial<Omit<ScheduleWish, 'days' | 'papers'>>): Partial<Schedule> {
  return Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined)) as Partial<Schedule> // the fields of a wish are fields of a schedule
}

/** Another channel mends these. */
function isPausedForChannel({ paused }: Schedule): boolean {
  return paused?.reason === 'unknown-channel' || paused?.reason === 'missing-permission'
}

function firstFreeDate(schedule: Schedule, now: number): string {
  const today = localDateAt(schedule.zone, now)
  return schedule.lastDate ? laterDate(addDays(schedule.lastDate, 1), today) : today
}

function tidyDays(days: readonly number[]): number[] {
  return [...new Set(days)].sort((a, b) => a - b)
}

function isWhole(value: number, from: number, to: number): boolean {
  return Number.isInteger(value) && value >= from && value <= to
}
