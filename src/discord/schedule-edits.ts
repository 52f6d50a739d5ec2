import type { ChatInputCommandInteraction } from 'discord.js'
import { faultOfWish, type GuildSchedule, type ScheduleWish } from '../daily/schedule.ts'
import { requirePosting } from './channel-permissions.ts'
import type { Call, ComponentCall, Message } from './command.ts'
import { undoMessage } from './confirm.ts'
import { customId, customIdFits } from './custom-id.ts'
import { scheduleWarnings } from './daily-health.ts'
import { plain } from './reply.ts'
import { extrasLines, papersText, runText, whereText } from './schedule-card.ts'
import { changesBack, readChangesBack } from './schedule-changes.ts'
import { refuseTwin, scheduleOf, setLines, unknownSchedule } from './schedule-options.ts'
import { completeWish, givenWish } from './schedule-wish.ts'
import { UserError } from './user-error.ts'

/** What makes two schedules post the same. */
const TIMETABLE = ['channel', 'time', 'zone', 'days', 'papers'] as const

/** `/daily set`: a new schedule, or changes to one. */
export async function set(call: Call<ChatInputCommandInteraction>): Promise<Message> {
  const { app, guild, reader, interaction } = call
  const value = interaction.options.getString('schedule')
  const before = value === null ? undefined : await scheduleOf(call, value)
  const given = await givenWish(call, before)
  const channel = given.channel ?? before?.channel
  if (channel !== undefined) requirePosting(interaction.client, guild, { ...given, channel }, reader)
  if (before) {
    const settings = await app.settings.of(guild)
    return edited(call, before, given, (after) =>
      scheduleWarnings({ client: interaction.client, guild, reader }, after, settings),
    )
  }
  const wish = await completeWish(call, given)
  await refuseTwin(call, wish)
  const made = await app.daily.set(guild, wish)
  if (made.kind === 'too-many') throw new UserError('tooManySchedules', { max: made.max })
  const isFirst = await app.settings.suggestLanguage(guild, reader.language)
  const warnings = scheduleWarnings(
    { client: interaction.client, guild, reader },
    made.schedule,
    await app.settings.of(guild),
  )
  const language = reader.t(`commands.settings.server.options.language.choices.${reader.language}`)
  const chosen = isFirst ? [reader.t('settings.languageChosen', { language })] : []
  const done = [`**${reader.t('daily.set')}**`, ...setLines(call, made.schedule), ...chosen, ...warnings].join('\n')
  return undoMessage(done, customId('daily', 'remove', made.schedule.id), reader)
}

/** Puts back what an edit changed. */
export async function unedited(call: ComponentCall): Promise<Message> {
  const [id = '', ...args] = call.args
  const changes = readChangesBack(args)
  if (faultOfWish(changes)) throw new UserError('outdated')
  return edited(call, await scheduleOf(call, id), changes)
}

/** Changes what is given, shows before and after, and offers the way back. */
async function edited(
  call: Call<unknown>,
  before: GuildSchedule,
  changes: Partial<ScheduleWish>,
  warningsOf: (after: GuildSchedule) => string[] = () => [],
): Promise<Message> {
  const { app, guild, reader } = call
  if (TIMETABLE.some((field) => field in changes)) await refuseTwin(call, { ...before, ...changes }, before.id)
  const after = await app.daily.edit(guild, before.id, changes)
  if (!after) return unknownSchedule()
  const back = [after.id, ...changesBack(before, after)]
  if (back.length === 1)
    return plain([reader.t('daily.unchanged'), ...setLines(call, after), ...warningsOf(after)].join('\n'))
  const line = (name: 'before' | 'after', schedule: GuildSchedule) =>
    `${reader.t(`common.${name}`)}${reader.t('common.colon')}${[whereText(schedule, reader), papersText(schedule, reader), ...extrasLines(schedule, reader)].join(' · ')}`
  const done = [
    `**${reader.t('daily.changed')}**`,
    line('before', before),
    line('after', after),
    runText(after, app.daily.nextRun(after), reader),
    ...warningsOf(after),
  ].join('\n')
  return customIdFits('daily', 'unedit', ...back)
    ? undoMessage(done, customId('daily', 'unedit', ...back), reader)
    : plain(done)
}
