import { channelMention, roleMention, TimestampStyles, time } from 'discord.js'
import type { ScheduleReport } from '../daily/daily.ts'
import { EXTRAS, type Extra, type GuildDelivery, type Reason } from '../daily/delivery.ts'
import { DEFAULT_WINDOW_MINUTES, type GuildSchedule } from '../daily/schedule.ts'
import { labelOf } from '../daily/time-zones.ts'
import { clip } from './reply.ts'
import type { Reader } from './texts.ts'

const WEEKDAYS = '1,2,3,4,5'
const WEEKENDS = '6,7'
const EVERY_DAY = '1,2,3,4,5,6,7'
const MAX_LABEL_CHARACTERS = 100 // Discord: name of a choice

/** A schedule with its state in lines: what, next run or pause, a skip, last result, stock. */
export function scheduleText(report: ScheduleReport, reader: Reader): string[] {
  const { schedule, last } = report
  return [
    whereText(schedule, reader),
    ...(schedule.papers.length > 0 ? [papersText(schedule, reader)] : []),
    ...extrasLines(schedule, reader),
    ...(report.skipped === undefined ? [] : [reader.t('daily.skips', { time: instant(report.skipped) })]),
    runText(schedule, report.nextRun, reader),
    ...(last
      ? [
          reader.t('daily.lastResult', {
            result: `${stateText(last, reader)} ${instant(momentOf(last))}`,
          }),
          ...failedExtras(last, reader),
        ]
      : []),
    reader.t('daily.stock', { days: report.daysLeft, questions: report.stockLeft }),
  ]
}

/** Channel, days, time, zone and number of questions in one line. */
export function whereText(schedule: GuildSchedule, reader: Reader): string {
  return reader.t('daily.where', {
    channel: channelMention(schedule.channel),
    days: daysText(schedule.days, reader),
    time: schedule.time,
    zone: zoneText(schedule.zone),
    questions: schedule.questions,
  })
}

/** What else was chosen for a schedule, in one line; none for one that has nothing but the usual. */
export function extrasLines(schedule: GuildSchedule, reader: Reader): string[] {
  const { endsOn, role, mode, revealHours, windowMinutes } = schedule
  const chosen = [
    ...(endsOn === null ? [] : [reader.t('daily.until', { date: endsOn })]),
    ...(role === null ? [] : [reader.t('daily.pings', { role: roleMention(role) })]),
    ...EXTRAS.filter((extra) => schedule[extra]).map((extra) => reader.t(`daily.extras.${extra}`)),
    ...(mode === 'one' ? [reader.t('daily.oneAtATime')] : []),
    ...(revealHours === null ? [] : [reader.t('daily.reveals', { hours: revealHours })]),
    ...(windowMinutes === DEFAULT_WINDOW_MINUTES
      ? []
      : [reader.t('daily.window', { hours: hoursText(windowMinutes) })]),
  ]
  return chosen.length === 0 ? [] : [chosen.join(' · ')]
}

/** Each thread, pin or recap of a delivery that did not come to be, with what to do about it. */
export function failedExtras({ steps }: GuildDelivery, reader: Reader): string[] {
  return EXTRAS.filter((extra) => steps[extra].state === 'failed').map((extra) =>
    reader.t('daily.extraFailed', {
      extra: reader.t(`daily.extras.${extra}`),
      reason: extraReasonText(extra, steps[extra].reason ?? 'refused', reader),
    }),
  )
}

function extraReasonText(extra: Extra, reason: Reason, reader: Reader): string {
  return reason === 'missing-permission' ? reader.t(`daily.extraNeeds.${extra}`) : reasonText(reason, reader)
}

function hoursText(minutes: number): string {
  return String(Math.round(minutes / 6) / 10)
}

/** A zone by its name, and a fixed offset as UTC±hh:mm (`Etc/GMT-8` means the opposite of what it seems). */
export function zoneText(zone: string): string {
  return zone.startsWith('Etc/GMT') ? labelOf(zone, 0) : zone
}

export function papersText(schedule: GuildSchedule, reader: Reader): string {
  const papers = schedule.papers.join(reader.t('common.separator')) || reader.t('daily.allPapers')
  return reader.t('daily.papers', { papers })
}

export function nextRunText(nextRun: number | undefined, reader: Reader): string {
  if (nextRun === undefined) return reader.t('daily.nothingDue')
  return reader.t('daily.nextRun', { time: instant(nextRun), relative: instant(nextRun, TimestampStyles.RelativeTime) })
}

/** Why a schedule is paused, or else its next run. */
export function runText({ paused }: GuildSchedule, nextRun: number | undefined, reader: Reader): string {
  return paused ? reader.t('daily.paused', { reason: reasonText(paused.reason, reader) }) : nextRunText(nextRun, reader)
}

/** A schedule in a list of choices, where channels cannot be mentioned. */
export function scheduleLabel(schedule: GuildSchedule, channelName: string | undefined, reader: Reader): string {
  const text = whereText(schedule, reader).replace(
    channelMention(schedule.channel),
    `#${channelName ?? schedule.channel}`,
  )
  return clip(`${text} · ${schedule.id}`, MAX_LABEL_CHARACTERS)
}

export function reasonText(reason: Reason, reader: Reader): string {
  return reader.t(`daily.reasons.${reason}`)
}

/** A Discord timestamp, so that each reader sees their own zone. `at` in milliseconds since the epoch. */
export function instant(
  at: number,
  style: (typeof TimestampStyles)[keyof typeof TimestampStyles] = TimestampStyles.LongDateShortTime,
): string {
  return time(Math.floor(at / 1_000), style)
}

/** When the state that is told came about. */
function momentOf({ state, closesAt, postedAt, slotAt }: GuildDelivery): number {
  return state === 'closed' ? closesAt : (postedAt ?? slotAt)
}

function stateText(delivery: GuildDelivery, reader: Reader): string {
  return reader.t(`daily.states.${delivery.state}`, {
    reason: delivery.reason ? reasonText(delivery.reason, reader) : '',
  })
}

function daysText(days: readonly number[], reader: Reader): string {
  switch (days.join()) {
    case EVERY_DAY:
      return reader.t('daily.everyDay')
    case WEEKDAYS:
      return reader.t('daily.weekdays')
    case WEEKENDS:
      return reader.t('daily.weekends')
    default:
      return days
        .map((day) => (isDay(day) ? reader.t(`daily.dayNames.d${day}`) : ''))
        .join(reader.t('common.separator'))
  }
}

function isDay(day: number): day is 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  return Number.isInteger(day) && day >= 1 && day <= 7
}
