import { type Client, channelMention, roleMention } from 'discord.js'
import type { ScheduleReport } from '../daily/daily.ts'
import type { GuildSchedule } from '../daily/schedule.ts'
import { missingForPosting, missingPermissions } from './channel-permissions.ts'
import type { Message } from './command.ts'
import { embedsOf } from './embeds.ts'
import { extrasLines, failedExtras, nextRunText, reasonText, whereText } from './schedule-card.ts'
import type { GuildSettings } from './settings.ts'
import type { Reader } from './texts.ts'

const FEW_POSTS = 7
const OK = '✓'
const TO_DO = '✗'

interface Checked {
  readonly client: Client
  readonly guild: string
  readonly reader: Reader
}

/** What stands and what is to be done, for each schedule and for the moderators' channel, as it is now. */
export function healthMessage(
  checked: Checked,
  { reports, settings }: { reports: readonly ScheduleReport[]; settings: GuildSettings },
): Message {
  const { reader } = checked
  const schedules = reports.map((report) => scheduleHealth(checked, report).join('\n'))
  const moderators = `**${reader.t('settings.channel')}**\n${moderatorsHealth(checked, settings.moderatorChannel)}`
  return { embeds: embedsOf([...schedules, moderators], { title: reader.t('daily.healthTitle') }) }
}

/** What a moderator should know right after a schedule was set: a role that will not be pinged, nobody to tell of problems. */
export function scheduleWarnings(checked: Checked, schedule: GuildSchedule, settings: GuildSettings): string[] {
  const lines = [...roleHealth(checked, schedule), moderatorsHealth(checked, settings.moderatorChannel)]
  return lines.filter((line) => line.startsWith(TO_DO))
}

function scheduleHealth(checked: Checked, report: ScheduleReport): string[] {
  const { reader } = checked
  const { schedule, last } = report
  return [
    `**${schedule.id}** · ${whereText(schedule, reader)}`,
    ...extrasLines(schedule, reader),
    stateHealth(report, reader),
    ...channelHealth(checked, report),
    ...roleHealth(checked, schedule),
    stockHealth(report, reader),
    ...(last ? failedExtras(last, reader).map((line) => `${TO_DO} ${line}`) : []),
  ]
}

function stateHealth({ schedule, nextRun }: ScheduleReport, reader: Reader): string {
  if (schedule.paused)
    return `${TO_DO} ${reader.t('daily.paused', { reason: reasonText(schedule.paused.reason, reader) })}`
  return nextRun === undefined ? `${TO_DO} ${reader.t('daily.healthOver')}` : `${OK} ${nextRunText(nextRun, reader)}`
}

function channelHealth({ client, guild, reader }: Checked, { schedule }: ScheduleReport): string[] {
  const channel = channelMention(schedule.channel)
  if (!client.guilds.cache.get(guild)?.channels.cache.has(schedule.channel))
    return [`${TO_DO} ${reader.t('daily.healthNoChannel')}`]
  const missing = missingForPosting(client, guild, schedule)
  if (missing.length === 0) return [`${OK} ${reader.t('daily.healthChannel', { channel })}`]
  const permissions = missing.map((one) => reader.t(`permissions.${one}`)).join(reader.t('common.separator'))
  return [`${TO_DO} ${reader.t('daily.healthMissing', { channel, permissions })}`]
}

function roleHealth({ client, guild, reader }: Checked, schedule: GuildSchedule): string[] {
  if (schedule.role === null) return []
  const role = client.guilds.cache.get(guild)?.roles.cache.get(schedule.role)
  if (!role) return [`${TO_DO} ${reader.t('daily.healthNoRole')}`]
  const mention = roleMention(role.id)
  return role.mentionable || missingPermissions(client, guild, schedule.channel, ['MentionEveryone']).length === 0
    ? [`${OK} ${reader.t('daily.healthRole', { role: mention })}`]
    : [`${TO_DO} ${reader.t('daily.healthRoleSilent', { role: mention })}`]
}

function stockHealth({ stockLeft, daysLeft }: ScheduleReport, reader: Reader): string {
  const stock = reader.t('daily.stock', { days: daysLeft, questions: stockLeft })
  return daysLeft > FEW_POSTS ? `${OK} ${stock}` : `${TO_DO} ${stock} ${reader.t('daily.healthStock')}`
}

function moderatorsHealth({ client, guild, reader }: Checked, id: string | null): string {
  if (id === null) return `${TO_DO} ${reader.t('daily.healthNoModerators')}`
  const channel = channelMention(id)
  const missing = missingPermissions(client, guild, id, ['ViewChannel', 'SendMessages'])
  if (missing.length === 0) return `${OK} ${reader.t('daily.healthModerators', { channel })}`
  const permissions = missing.map((one) => reader.t(`permissions.${one}`)).join(reader.t('common.separator'))
  return `${TO_DO} ${reader.t('daily.healthMissing', { channel, permissions })}`
}
