import { type ChatInputCommandInteraction, channelMention } from 'discord.js'
import { ApplicationCommandOptionType, ChannelType } from 'discord-api-types/v10'
import { parseDays } from '../src/daily/days.ts'
import { faultOfWish, type GuildSchedule, MAX_QUESTIONS, type ScheduleWish } from '../src/daily/schedule.ts'
import { requirePosting } from '../src/discord/channel-permissions.ts'
import type { Answer, Call, Command, ComponentCall, Message } from '../src/discord/command.ts'
import { cancelId, confirmMessage, undoMessage } from '../src/discord/confirm.ts'
import { customId } from '../src/discord/custom-id.ts'
import { answerMessage } from '../src/discord/daily-post.ts'
import { paperOf } from '../src/discord/paper-options.ts'
import { escapeText, plain } from '../src/discord/reply.ts'
import { nextRunText, papersText, reasonText, scheduleText, whereText } from '../src/discord/schedule-card.ts'
import { papersChoices, scheduleChoices, scheduleOf } from '../src/discord/schedule-options.ts'
import { UserError } from '../src/discord/user-error.ts'
import { zoneChoices, zoneOf } from '../src/discord/zone-options.ts'
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
            required: true,
            channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
          },
          { name: 'time', type: text, required: true, max_length: 10 },
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
  const wish = await wishOf(call)
  requirePosting(interaction.client, guild, wish.channel, reader)
  await app.settings.suggestLanguage(guild, reader.language)
  const value = interaction.options.getString('schedule')
  if (value !== null) return edited(call, await scheduleOf(call, value), wish)
  const made = await app.daily.set(guild, wish)
  if (made.kind === 'too-many') throw new UserError('tooManySchedules', { max: made.max })
  return undoMessage(
    [`**${reader.t('daily.set')}**`, ...setLines(call, made.schedule)].join('\n'),
    customId('daily', 'remove', made.schedule.id),
    reader,
  )
}

async function edited(
  call: Call<ChatInputCommandInteraction>,
  before: GuildSchedule,
  wish: ScheduleWish,
): Promise<Message> {
  const after = await call.app.daily.edit(call.guild, before.id, wish)
  if (!after) return unknownSchedule()
  const { reader } = call
  return plain(
    [
      `**${reader.t('daily.changed')}**`,
      `${reader.t('common.before')}${reader.t('common.colon')}${whereText(before, reader)} · ${papersText(before, reader)}`,
      `${reader.t('common.after')}${reader.t('common.colon')}${whereText(after, reader)} · ${papersText(after, reader)}`,
      nextRunText(call.app.daily.nextRun(after), reader),
    ].join('\n'),
  )
}

/** What the options of `/daily set` say. Throws `UserError` for the first that cannot be. */
async function wishOf(call: Call<ChatInputCommandInteraction>): Promise<ScheduleWish> {
  const { options } = call.interaction
  const time = options
    .getString('time', true)
    .normalize('NFKC')
    .trim()
    .replace(/^(\d):/, '0$1:')
  const days = options.getString('days') ?? 'daily'
  const zone = options.getString('zone')
  const wish: ScheduleWish = {
    channel: options.getChannel('channel', true).id,
    time,
    zone: zone === null ? (await call.app.settings.of(call.guild)).zone : zoneOf(zone, call.app.now()),
    days: parseDays(days) ?? [],
    questions: options.getInteger('questions') ?? 1,
    papers: await paperIds(call, options.getString('papers')),
  }
  const fault = faultOfWish(wish)
  if (fault === 'time') throw new UserError('badTime', { time: escapeText(time) })
  if (fault === 'days') throw new UserError('badDays', { days: escapeText(days) })
  if (fault) throw new RangeError(`expected a wish without faults, got a fault in ${fault}`)
  return wish
}

async function paperIds(call: Call<unknown>, value: string | null): Promise<string[]> {
  const names = (value ?? '').split(/[,，、;；]/u).map((name) => name.trim())
  const papers = await Promise.all(names.filter(Boolean).map((name) => paperOf(call, name)))
  for (const paper of papers)
    if (paper.questions.length === 0) throw new UserError('noQuestions', { paper: call.reader.content(paper.title) })
  return papers.map((paper) => paper.id)
}

async function list({ app, guild, reader }: Call<unknown>): Promise<Message> {
  const reports = await app.daily.list(guild)
  if (reports.length === 0) return plain(reader.t('daily.listEmpty'))
  const fields = reports.map((report) => `**${report.schedule.id}** · ${scheduleText(report, reader).join('\n')}`)
  return { embeds: [{ title: reader.t('daily.listTitle'), description: fields.join('\n\n') }] }
}

async function answered(call: ComponentCall): Promise<Message> {
  const [round = '', question = '', choice = ''] = call.args
  const place = { guild: call.guild, round, question: Number(question) }
  const outcome = await answerQuestion(call.app.store, place, {
    member: call.member,
    choice: Number(choice),
    now: call.app.now(),
  })
  if (outcome.kind === 'unknown') throw new UserError('unknownRound')
  if (outcome.kind === 'verdict') call.app.daily.answered(call.guild, round, call.interaction.message.id)
  return answerMessage(outcome, call.reader)
}

async function removed(call: ComponentCall): Promise<Message> {
  const schedule = await call.app.daily.remove(call.guild, call.args[0] ?? '')
  if (!schedule) return unknownSchedule()
  return undoMessage(
    `${whereText(schedule, call.reader)}\n${call.reader.t('daily.removed')}`,
    customId('daily', 'restore', schedule.id),
    call.reader,
  )
}

async function restored(call: ComponentCall): Promise<Message> {
  const schedule = await call.app.daily.restore(call.guild, call.args[0] ?? '')
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
