import type { ChatInputCommandInteraction } from 'discord.js'
import { ApplicationCommandOptionType, ChannelType } from 'discord-api-types/v10'
import { MODES } from '../src/daily/delivery.ts'
import { MAX_QUESTIONS, MAX_REVEAL_HOURS, MAX_WINDOW_MINUTES } from '../src/daily/schedule.ts'
import type { Answer, Call, Command, ComponentCall, ComponentHandler, Message } from '../src/discord/command.ts'
import { memberComponents } from '../src/discord/daily-members.ts'
import { plain } from '../src/discord/reply.ts'
import { pause, post, remove, removed, restored, resume, skip, unskipped } from '../src/discord/schedule-deeds.ts'
import { set, unedited } from '../src/discord/schedule-edits.ts'
import { papersChoices, scheduleChoices } from '../src/discord/schedule-options.ts'
import { health, list, preview } from '../src/discord/schedule-views.ts'
import { CLEARABLE } from '../src/discord/schedule-wish.ts'
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
    unskip: updating(unskipped),
    remove: updating(removed),
    restore: updating(restored),
    unedit: updating(unedited),
    cancel: updating(async ({ reader }) => plain(reader.t('common.cancelled'))),
  },
} satisfies Command

const SUBCOMMANDS: Readonly<Record<string, (call: Call<ChatInputCommandInteraction>) => Promise<Message>>> = {
  set,
  list,
  health,
  preview,
  skip,
  pause,
  resume,
  remove,
  post,
}

function updating(handle: (call: ComponentCall) => Promise<Message>): ComponentHandler {
  return { defer: 'update', run: async (call) => ({ kind: 'update', message: await handle(call) }) }
}
