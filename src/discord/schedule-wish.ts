import type { ChatInputCommandInteraction } from 'discord.js'
import { parseDate } from '../daily/calendar-dates.ts'
import { parseTime } from '../daily/clock-times.ts'
import { parseDays } from '../daily/days.ts'
import { type GuildSchedule, newSchedule, type ScheduleWish } from '../daily/schedule.ts'
import { nextSlot } from '../daily/slots.ts'
import { localDateAt } from '../daily/wall-clock.ts'
import type { Call } from './command.ts'
import { paperOf } from './paper-options.ts'
import { escapeText } from './reply.ts'
import { UserError } from './user-error.ts'
import { zoneOf } from './zone-options.ts'

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
const HOUR_MINUTES = 60
/** What `clear` takes back, and how. */
export const CLEARABLE = ['until', 'role', 'reveal', 'papers'] as const
const CLEARED: Readonly<Record<(typeof CLEARABLE)[number], Partial<ScheduleWish>>> = {
  until: { endsOn: null },
  role: { role: null },
  reveal: { revealHours: null },
  papers: { papers: [] },
}

/**
 * What the options of `/daily set` say; what was not given is not in it. `before` is the schedule that is changed.
 * Throws `UserError` for the first that cannot be.
 */
export async function givenWish(
  call: Call<ChatInputCommandInteraction>,
  before: GuildSchedule | undefined,
): Promise<Partial<ScheduleWish>> {
  const cleared = CLEARABLE.find((one) => one === call.interaction.options.getString('clear'))
  const given = { ...(cleared && CLEARED[cleared]), ...(await plainWish(call)), ...extrasWish(call) }
  const until = call.interaction.options.getString('until')
  return until === null ? given : { ...given, endsOn: await endOf(call, until, { ...before, ...given }) }
}

/** The last date as it is meant in the schedule's zone; refused when no post would come until then. */
async function endOf({ app, guild }: Call<unknown>, until: string, wish: Partial<ScheduleWish>): Promise<string> {
  const { zone: serverZone } = await app.settings.of(guild)
  const { zone = serverZone, days = EVERY_DAY, time = '23:59' } = wish
  const today = localDateAt(zone, app.now())
  const endsOn = parseDate(until, today) ?? refuse('badUntil', { until: escapeText(until) })
  const rule = newSchedule({ channel: '', questions: 1, papers: [], zone, days, time, endsOn }, app.now())
  return nextSlot(rule, app.now()) ? endsOn : refuse('untilOver', { until: endsOn, today, zone })
}

function extrasWish({ interaction, guild }: Call<ChatInputCommandInteraction>): Partial<ScheduleWish> {
  const { options } = interaction
  const role = options.getRole('role')
  if (role?.id === guild) refuse('everyonePing')
  const [thread, pin, recap] = [options.getBoolean('thread'), options.getBoolean('pin'), options.getBoolean('recap')]
  const mode = options.getString('mode')
  const reveal = options.getInteger('reveal')
  const window = options.getInteger('window')
  return {
    ...(role && { role: role.id }),
    ...(thread !== null && { thread }),
    ...(pin !== null && { pin }),
    ...(recap !== null && { recap }),
    ...(mode !== null && { mode: mode === 'one' ? 'one' : 'all' }),
    ...(reveal !== null && { revealHours: reveal }),
    ...(window !== null && { windowMinutes: window * HOUR_MINUTES }),
  }
}

async function plainWish(call: Call<ChatInputCommandInteraction>): Promise<Partial<ScheduleWish>> {
  const { options } = call.interaction
  const channel = options.getChannel('channel')
  const time = options.getString('time')
  const zone = options.getString('zone')
  const days = options.getString('days')
  const questions = options.getInteger('questions')
  const papers = options.getString('papers')
  return {
    ...(channel && { channel: channel.id }),
    ...(time !== null && { time: parseTime(time) ?? refuse('badTime', { time: escapeText(time) }) }),
    ...(zone !== null && { zone: zoneOf(zone, call.app.now()) }),
    ...(days !== null && { days: parseDays(days) ?? refuse('badDays', { days: escapeText(days) }) }),
    ...(questions !== null && { questions }),
    ...(papers !== null && { papers: await paperIds(call, papers) }),
  }
}

/** A new schedule's wish: channel and time have to be given, for the rest there are defaults. */
export async function completeWish(call: Call<unknown>, given: Partial<ScheduleWish>): Promise<ScheduleWish> {
  const { channel, time } = given
  if (channel === undefined || time === undefined) return refuse('scheduleNeeds')
  const { zone } = await call.app.settings.of(call.guild)
  return { zone, days: EVERY_DAY, questions: 1, papers: [], ...given, channel, time }
}

async function paperIds(call: Call<unknown>, value: string): Promise<string[]> {
  const names = value.split(/[,，、;；]/u).map((name) => name.trim())
  const papers = await Promise.all(names.filter(Boolean).map((name) => paperOf(call, name)))
  const empty = papers.find((paper) => paper.questions.length === 0)
  if (empty) refuse('noQuestions', { paper: escapeText(call.reader.content(empty.title)) })
  return papers.map((paper) => paper.id)
}

function refuse(...why: ConstructorParameters<typeof UserError>): never {
  throw new UserError(...why)
}
