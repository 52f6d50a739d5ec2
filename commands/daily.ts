import { type ChatInputCommandInteraction, channelMention } from 'discord.js'
import { ApplicationCommandOptionType, ChannelType } from 'discord-api-types/v10'
import { faultOfWish, type GuildSchedule, MAX_QUESTIONS, type ScheduleWish } from '../src/daily/schedule.ts'
import { requirePosting } from '../src/discord/channel-permissions.ts'
import type { Answer, Call, Command, ComponentCall, Message } from '../src/discord/command.ts'
import { cancelId, confirmMessage, undoMessage } from '../src/discord/confirm.ts'
import { customId, customIdFits } from '../src/discord/custom-id.ts'
import { keyPart, wholeNumber } from '../src/discord/custom-id-args.ts'
import { answerMessage } from '../src/discord/daily-post.ts'
import { plain } from '../src/discord/reply.ts'
import { nextRunText, papersText, reasonText, scheduleText, whereText } from '../src/discord/schedule-card.ts'
import { changesBack, readChangesBack } from '../src/discord/schedule-changes.ts'
import { papersChoices, scheduleChoices, scheduleOf } from '../src/discord/schedule-options.ts'
import { completeWish, givenWish } from '../src/discord/schedule-wish.ts'
import { UserError } from '../src/discord/user-error.ts'
import { zoneChoices } from '../src/discord/zone-options.ts'
import { answerQuestion } from '../src/quiz/round.ts'

const { String: text, Integer, Channel } = ApplicationCommandOptionType
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
          { name: 'schedule', type: text, autocomplete: true, max_length: 100 },
        ],
      },
      { name: 'list' },
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
    answer: { defer: 'hidden', open: true, run: async (call) => ({ kind: 'hidden', message: await answered(call) }) },
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
  async pause(call) {
    const { app, guild, reader } = call
    const schedule = await app.daily.pause(guild, (await chosen(call)).id)
    return schedule ? plain(`${whereText(schedule, reader)}\n${reader.t('daily.pausedNow')}`) : unknownSchedule()
  },
  async resume(call) {
    const { app, guild, reader, interaction } = call
    const { id, channel } = await chosen(call)
    requirePosting(interaction.client, guild, channel, reader)
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
    requirePosting(interaction.client, guild, schedule.channel, reader)
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
  const given = await givenWish(call)
  const value = interaction.options.getString('schedule')
  const before = value === null ? undefined : await scheduleOf(call, value)
  const channel = given.channel ?? before?.channel
  if (channel !== undefined) requirePosting(interaction.client, guild, channel, reader)
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
    `${reader.t(`common.${name}`)}${reader.t('common.colon')}${whereText(schedule, reader)} · ${papersText(schedule, reader)}`
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
  return { embeds: [{ title: reader.t('daily.listTitle'), description: fields.join('\n\n') }] }
}

async function answered(call: ComponentCall): Promise<Message> {
  const [round, question, choice] = [keyPart(call.args[0]), wholeNumber(call.args[1]), wholeNumber(call.args[2])]
  const place = { guild: call.guild, round, question }
  const outcome = await answerQuestion(call.app.store, place, { member: call.member, choice, now: call.app.now() })
  if (outcome.kind === 'unknown') throw new UserError('unknownPost')
  if (outcome.kind === 'verdict') call.app.daily.answered(call.guild, round, call.interaction.message.id)
  return answerMessage(outcome, call.reader)
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
  return [whereText(schedule, reader), papersText(schedule, reader), nextRunText(app.daily.nextRun(schedule), reader)]
}

function chosen(call: Call<ChatInputCommandInteraction>): Promise<GuildSchedule> {
  return scheduleOf(call, call.interaction.options.getString('schedule', true))
}

function unknownSchedule(): never {
  throw new UserError('unknownSchedule')
}
