import type { AutocompleteInteraction, ChatInputCommandInteraction } from 'discord.js'
import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10'
import type { GuildSchedule, ScheduleWish } from '../daily/schedule.ts'
import { twinOf } from '../daily/twins.ts'
import { matchPapers } from '../papers/find-paper.ts'
import type { Call } from './command.ts'
import { clip, MAX_AUTOCOMPLETE_CHOICES, MAX_CHOICE_CHARACTERS } from './reply.ts'
import { extrasLines, papersText, runText, scheduleLabel, whereText } from './schedule-card.ts'
import { UserError } from './user-error.ts'

type Choices = APIApplicationCommandOptionChoice<string>[]

/** The schedule that an option names by its id. Throws `UserError('unknownSchedule')`. */
export async function scheduleOf(call: Call<unknown>, value: string): Promise<GuildSchedule> {
  const found = (await call.app.daily.schedules(call.guild)).find((schedule) => schedule.id === value.trim())
  if (!found) throw new UserError('unknownSchedule')
  return found
}

/** The schedule that the option `schedule` names. */
export function chosenSchedule(call: Call<ChatInputCommandInteraction>): Promise<GuildSchedule> {
  return scheduleOf(call, call.interaction.options.getString('schedule', true))
}

export function unknownSchedule(): never {
  throw new UserError('unknownSchedule')
}

/** Throws `UserError('sameSchedule')` when a schedule other than `own` would post the same at the same time. */
export async function refuseTwin({ app, guild, reader }: Call<unknown>, wish: ScheduleWish, own?: string) {
  const others = (await app.daily.schedules(guild)).filter(({ id }) => id !== own)
  const twin = twinOf(wish, others, app.now())
  if (twin) throw new UserError('sameSchedule', { schedule: twin.id, where: whereText(twin, reader) })
}

/** What a schedule is from now on, a line for each side of it. */
export function setLines({ app, reader }: Call<unknown>, schedule: GuildSchedule): string[] {
  return [
    whereText(schedule, reader),
    papersText(schedule, reader),
    ...extrasLines(schedule, reader),
    runText(schedule, app.daily.nextRun(schedule), reader),
  ]
}

/** Schedules to choose from while somebody types. */
export async function scheduleChoices(call: Call<AutocompleteInteraction>, typed: string): Promise<Choices> {
  const channels = call.interaction.guild?.channels.cache
  return (await call.app.daily.schedules(call.guild))
    .map((schedule) => ({
      name: scheduleLabel(schedule, channels?.get(schedule.channel)?.name, call.reader),
      value: schedule.id,
    }))
    .filter(({ name }) => name.includes(typed.trim()))
}

/** Papers for a list separated by commas: each choice is the list so far with one more paper. */
export async function papersChoices(call: Call<unknown>, typed: string): Promise<Choices> {
  const names = typed.split(/[,，、]/u).map((name) => name.trim())
  const last = names.pop() ?? ''
  const papers = (await call.app.library.papers(call.guild)).filter(
    (paper) => paper.questions.length > 0 && !names.includes(paper.id),
  )
  return matchPapers(papers, last)
    .slice(0, MAX_AUTOCOMPLETE_CHOICES)
    .map((paper) => ({
      name: clip([...names, `${paper.id} ${call.reader.content(paper.title)}`].join(', '), MAX_CHOICE_CHARACTERS),
      value: [...names, paper.id].join(', '),
    }))
}
