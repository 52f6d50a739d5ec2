import type { ChatInputCommandInteraction } from 'discord.js'
import type { Call, Message } from './command.ts'
import { healthMessage } from './daily-health.ts'
import { previewMessage } from './daily-preview.ts'
import { embedsOf } from './embeds.ts'
import { plain } from './reply.ts'
import { runText, scheduleText, whereText } from './schedule-card.ts'
import { chosenSchedule } from './schedule-options.ts'
import { DEFAULT_LANGUAGE } from './settings.ts'
import { UserError } from './user-error.ts'

export async function list({ app, guild, reader }: Call<unknown>): Promise<Message> {
  const reports = await app.daily.list(guild)
  if (reports.length === 0) return plain(reader.t('daily.listEmpty'))
  const fields = reports.map((report) => `**${report.schedule.id}** · ${scheduleText(report, reader).join('\n')}`)
  return { embeds: embedsOf(fields, { title: reader.t('daily.listTitle') }) }
}

export async function health({ app, guild, reader, interaction }: Call<ChatInputCommandInteraction>): Promise<Message> {
  const [reports, settings] = await Promise.all([app.daily.list(guild), app.settings.of(guild)])
  if (reports.length === 0) return plain(reader.t('daily.listEmpty'))
  return healthMessage({ client: interaction.client, guild, reader }, { reports, settings })
}

/** The post speaks the server's language, what is said about it the moderator's. */
export async function preview(call: Call<ChatInputCommandInteraction>): Promise<Message> {
  const { app, guild, reader } = call
  const schedule = await chosenSchedule(call)
  const post = await app.daily.preview(guild, schedule.id)
  if (!post) throw new UserError('noQuestionsAtAll')
  const { language, zone } = await app.settings.of(guild)
  const about = `${whereText(schedule, reader)}\n${runText(schedule, app.daily.nextRun(schedule), reader)}\n-# ${reader.t('daily.previewOnly')}`
  return previewMessage(post, about, await app.texts.reader(language ?? DEFAULT_LANGUAGE), zone)
}
