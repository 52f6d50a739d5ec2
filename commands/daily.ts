import { type ChatInputCommandInteraction, channelMention } from 'discord.js'
import { ApplicationCommandOptionType, ChannelType } from 'discord-api-types/v10'
import { MODES } from '../src/daily/delivery.ts'
import {
  faultOfWish,
  type GuildSchedule,
  MAX_QUESTIONS,
  MAX_REVEAL_HOURS,
  MAX_WINDOW_MINUTES,
  type ScheduleWish,
} from '../src/daily/schedule.ts'
import { requirePosting } from '../src/discord/channel-permissions.ts'
import type { Answer, Call, Command, ComponentCall, Message } from '../src/discord/command.ts'
import { cancelId, confirmMessage, undoMessage } from '../src/discord/confirm.ts'
import { customId, customIdFits } from '../src/discord/custom-id.ts'
import { keyPart } from '../src/discord/custom-id-args.ts'
import { healthMessage } from '../src/discord/daily-health.ts'
import { memberComponents } from '../src/discord/daily-members.ts'
import { previewMessage } from '../src/discord/daily-preview.ts'
import { clip, MAX_EMBED_TEXT_CHARACTERS, plain } from '../src/discord/reply.ts'
import {
  extrasLines,
  instant,
  nextRunText,
  papersText,
  reasonText,
  scheduleText,
  whereText,
} from '../src/discord/schedule-card.ts'
import { changesBack, readChangesBack } from '../src/discord/schedule-changes.ts'
import { papersChoices, scheduleChoices, scheduleOf } from '../src/discord/schedule-options.ts'
import { CLEARABLE, completeWish, givenWish } from '../src/discord/schedule-wish.ts'
import { DEFAULT_LANGUAGE } from '../src/discord/settings.ts'
import { UserError } from '../src/discord/user-error.ts'
import { zoneChoices } from '../src/discord/zone-options.ts'

const { String: text, Integer, Channel, Role, Boolean: yesOrNo } = ApplicationCommandOptionType
const scheduleOption = { name: 'schedule', type: text, required: true, autocomplete: true, max_length: 100 } as const

export const daily = {
  data: {
    name: 'daily',
    subcommands: [
      {
        name: 'set',
        options: [
          {
            name: 'channel',
            type: Channel,
            channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
          },
          { name: 'time', type: text, max_length: 20 },
          { name: 'zone', type: text, autocomplete: true, max_length: 60 },
          { name: 'days', type: text, max_length: 60 },
          { name: 'questions', type: Integer, min_value: 1, max_value: MAX_QUESTIONS },
          { name: 'papers', type: text, autocomplete: true, max_length: 100 },
          { name: 'until', type: text, max_length: 20 },
          { name: 'role', type: Role },
          { name: 'thread', type: yesOrNo },
          { name: 'pin', type: yesOrNo },
          { name: 'recap', type: yesOrNo },
          { name: 'mode', type: text, choices: MODES },
          { name: 'reveal', type: Integer, min_value: 1, max_value: MAX_REVEAL_HOURS },
          { name: 'window', type: Integer, min_value: 1, max_value: MAX_WINDOW_MINUTES / 60 },
          { name: 'clear', type: text, choices: CLEARABLE },
          { name: 'schedule', type: text, autocomplete: true, max_length: 100 },
        ],
      },
      { name: 'list' },
      { name: 'health' },
      { name: 'preview', options: [scheduleOption] },
      { name: 'skip', options: [scheduleOption] },
      { name: 'pause', options: [scheduleOption] },
      { name: 'resume', options: [scheduleOption] },
      { name: 'remove', options: [scheduleOption] },
      { name: 'post', options: [scheduleOption] },
    ],
  },
  defer: 'hidden',
  forModerators: true,

  async execute(call: Call<ChatInputCommandInteraction>): Promise<Answer> {
    const run = SUBCOMMANDS[call.interaction.options.getSubcommand()]
    if (!run) throw new UserError('outdated')
    return { kind: 'hidden', message: await run(call) }
  },

  async autocomplete(call) {
    const { name, value } = call.interaction.options.getFocused(true)
    if (name === 'zone') return zoneChoices(value, call.app.now())
    if (name === 'papers') return papersChoices(call, value)
    return scheduleChoices(call, value)
  },

  components: {
    ...memberComponents,
    unskip: { defer: 'update', run: async (call) => ({ kind: 'update', message: await unskipped(call) }) },
    remove: { defer: 'update', run: async (call) => ({ kind: 'update', message: await removed(call) }) },
    restore: { defer: 'update', run: async (call) => ({ kind: 'update', message: await restored(call) }) },
    unedit: { defer: 'update', run: async (call) => ({ kind: 'update', message: await unedited(call) }) },
    cancel: {
      defer: 'update',
      run: async ({ reader }) => ({ kind: 'update', message: plain(reader.t('common.cancelled')) }),
    },
  },
} satisfies Command

const SUBCOMMANDS: Readonly<Record<string, (call: Call<ChatInputCommandInteraction>) => Promise<Message>>> = {
  set,
  list,
  health,
  preview,
  skip,
  async pause(call) {
    const { app, guild, reader } = call
    const schedule = await app.daily.pause(guild, (await chosen(call)).id)
    return schedule ? plain(`${whereText(schedule, reader)}\n${reader.t('daily.pausedNow')}`) : unknownSchedule()
  },
  async resume(call) {
    const { app, guild, reader, interaction } = call
    const { id, channel } = await chosen(call)
    requirePosting(interaction.client, guild, { channel }, reader)
    const schedule = await app.daily.resume(guild, id)
    return schedule
      ? plain(`${reader.t('daily.resumedNow')}\n${setLines(call, schedule).join('\n')}`)
      : unknownSchedule()
  },
  async remove(call) {
    const schedule = await chosen(call)
    const deed = { id: customId('daily', 'remove', schedule.id), label: call.reader.t('daily.removeConfirm') }
    return confirmMessage(
      `${whereText(schedule, call.reader)}\n${call.reader.t('daily.removeAsk')}`,
      deed,
      cancelId('daily'),
      call.reader,
    )
  },
  async post(call) {
    const { app, guild, reader, interaction } = call
    const schedule = await chosen(call)
    requirePosting(interaction.client, guild, { channel: schedule.channel }, reader)
    const delivery = await app.daily.postNow(guild, schedule.id, interaction.id)
    const channel = channelMention(schedule.channel)
    if (delivery?.state === 'posted') return plain(reader.t('daily.posted', { channel }))
    if (delivery?.state === 'planned' || delivery?.state === 'posting')
      return plain(reader.t('daily.sending', { channel }))
    throw new UserError('postFailed', { reason: reasonText(delivery?.reason ?? 'try-later', reader) })
  },
}

async function set(call: Call<ChatInputCommandInteraction>): Promise<Message> {
  const { app, guild, reader, interaction } = call
  const value = interaction.options.getString('schedule')
  const before = value === null ? undefined : await scheduleOf(call, value)
  const given = await givenWish(call, before)
  const { channel = before?.channel, thread = false, pin = false } = given
  if (channel !== undefined) requirePosting(interaction.client, guild, { channel, thread, pin }, reader)
  if (before) return edited(call, before, given)
  const made = await app.daily.set(guild, await completeWish(call, given))
  if (made.kind === 'too-many') throw new UserError('tooManySchedules', { max: made.max })
  await app.settings.suggestLanguage(guild, reader.language)
  const done = [`**${reader.t('daily.set')}**`, ...setLines(call, made.schedule)].join('\n')
  return undoMessage(done, customId('daily', 'remove', made.schedule.id), reader)
}

/** Changes what is given, shows before and after, and offers the way back. */
async function edited(call: Call<unknown>, before: GuildSchedule, changes: Partial<ScheduleWish>): Promise<Message> {
  const { app, guild, reader } = call
  const after = await app.daily.edit(guild, before.id, changes)
  if (!after) return unknownSchedule()
  const line = (name: 'before' | 'after', schedule: GuildSchedule) =>
    `${reader.t(`common.${name}`)}${reader.t('common.colon')}${[whereText(schedule, reader), papersText(schedule, reader), ...extrasLines(schedule, reader)].join(' · ')}`
  const done = [
    `**${reader.t('daily.changed')}**`,
    line('before', before),
    line('after', after),
    nextRunText(app.daily.nextRun(after), reader),
  ].join('\n')
  const back = [after.id, ...changesBack(before, after)]
  return customIdFits('daily', 'unedit', ...back)
    ? undoMessage(done, customId('daily', 'unedit', ...back), reader)
    : plain(done)
}

async function unedited(call: ComponentCall): Promise<Message> {
  const [id = '', ...args] = call.args
  const changes = readChangesBack(args)
  if (faultOfWish(changes)) throw new UserError('outdated')
  return edited(call, await scheduleOf(call, id), changes)
}

async function list({ app, guild, reader }: Call<unknown>): Promise<Message> {
  const reports = await app.daily.list(guild)
  if (reports.length === 0) return plain(reader.t('daily.listEmpty'))
  const fields = reports.map((report) => `**${report.schedule.id}** · ${scheduleText(report, reader).join('\n')}`)
  const description = clip(fields.join('\n\n'), MAX_EMBED_TEXT_CHARACTERS)
  return { embeds: [{ title: reader.t('daily.listTitle'), description }] }
}

async function health({ app, guild, reader, interaction }: Call<ChatInputCommandInteraction>): Promise<Message> {
  const [reports, settings] = await Promise.all([app.daily.list(guild), app.settings.of(guild)])
  if (reports.length === 0) return plain(reader.t('daily.listEmpty'))
  return healthMessage({ client: interaction.client, guild, reader }, { reports, settings })
}

/** The post speaks the server's language, what is said about it the moderator's. */
async function preview(call: Call<ChatInputCommandInteraction>): Promise<Message> {
  const { app, guild, reader } = call
  const schedule = await chosen(call)
  const post = await app.daily.preview(guild, schedule.id)
  if (!post) throw new UserError('noQuestionsAtAll')
  const { language, zone } = await app.settings.of(guild)
  const about = `${whereText(schedule, reader)}\n${nextRunText(app.daily.nextRun(schedule), reader)}\n-# ${reader.t('daily.previewOnly')}`
  return previewMessage(post, about, await app.texts.reader(language ?? DEFAULT_LANGUAGE), zone)
}

async function skip(call: Call<ChatInputCommandInteraction>): Promise<Message> {
  const { app, guild, reader } = call
  const { id, paused } = await chosen(call)
  if (paused) throw new UserError('skipPaused')
  const schedule = await app.daily.skip(guild, id)
  if (!schedule) return unknownSchedule()
  const skipped = app.daily.skipped(schedule)
  if (skipped === undefined) throw new UserError('nothingToSkip')
  const done = [
    whereText(schedule, reader),
    reader.t('daily.skips', { time: instant(skipped) }),
    nextRunText(app.daily.nextRun(schedule), reader),
  ]
  return undoMessage(done.join('\n'), customId('daily', 'unskip', schedule.id), reader)
}

async function unskipped(call: ComponentCall): Promise<Message> {
  const schedule = await call.app.daily.unskip(call.guild, keyPart(call.args[0]))
  if (!schedule) return unknownSchedule()
  return plain([call.reader.t('daily.unskipped'), ...setLines(call, schedule)].join('\n'))
}

async function removed(call: ComponentCall): Promise<Message> {
  const schedule = await call.app.daily.remove(call.guild, keyPart(call.args[0]))
  if (!schedule) return unknownSchedule()
  return undoMessage(
    `${whereText(schedule, call.reader)}\n${call.reader.t('daily.removed')}`,
    customId('daily', 'restore', schedule.id),
    call.reader,
  )
}

async function restored(call: ComponentCall): Promise<Message> {
  const schedule = await call.app.daily.restore(call.guild, keyPart(call.args[0]))
  return schedule ? plain([call.reader.t('daily.restored'), ...setLines(call, schedule)].join('\n')) : unknownSchedule()
}

function setLines({ app, reader }: Call<unknown>, schedule: GuildSchedule): string[] {
  return [
    whereText(schedule, reader),
    papersText(schedule, reader),
    ...extrasLines(schedule, reader),
    nextRunText(app.daily.nextRun(schedule), reader),
  ]
}

function chosen(call: Call<ChatInputCommandInteraction>): Promise<GuildSchedule> {
  return scheduleOf(call, call.interaction.options.getString('schedule', true))
}

function unknownSchedule(): never {
  throw new UserError('unknownSchedule')
}
