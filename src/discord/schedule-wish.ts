import type { ChatInputCommandInteraction } from 'discord.js'
import { parseTime } from '../daily/clock-times.ts'
import { parseDays } from '../daily/days.ts'
import type { ScheduleWish } from '../daily/schedule.ts'
import type { Call } from './command.ts'
import { paperOf } from './paper-options.ts'
import { escapeText } from './reply.ts'
import { UserError } from './user-error.ts'
import { zoneOf } from './zone-options.ts'

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]

/** What the options of `/daily set` say; what was not given is not in it. Throws `UserError` for the first that cannot be. */
export async function givenWish(call: Call<ChatInputCommandInteraction>): Promise<Partial<ScheduleWish>> {
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
