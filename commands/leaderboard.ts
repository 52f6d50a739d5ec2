import type { ChatInputCommandInteraction } from 'discord.js'
import { ApplicationCommandOptionType } from 'discord-api-types/v10'
import { boardMessage, sharedBoard } from '../src/discord/board-card.ts'
import type { Answer, Call, Command, ComponentCall, Message } from '../src/discord/command.ts'
import { UserError } from '../src/discord/user-error.ts'
import { PERIODS, type Period } from '../src/leaderboard/period.ts'

const DEFAULT_PERIOD: Period = 'week'

export const leaderboard = {
  data: {
    name: 'leaderboard',
    options: [{ name: 'period', type: ApplicationCommandOptionType.String, choices: PERIODS }],
  },
  defer: 'hidden',

  async execute(call: Call<ChatInputCommandInteraction>): Promise<Answer> {
    const period = call.interaction.options.getString('period') ?? DEFAULT_PERIOD
    return { kind: 'hidden', message: await shown(call, periodOf(period)) }
  },

  components: {
    show: {
      defer: 'update',
      run: async (call) => ({ kind: 'update', message: await shown(call, periodOf(call.args[0])) }),
    },
    hide: { defer: 'update', run: async (call) => ({ kind: 'update', message: await hidden(call, true) }) },
    unhide: { defer: 'update', run: async (call) => ({ kind: 'update', message: await hidden(call, false) }) },
    share: { defer: 'public', run: async (call) => ({ kind: 'public', message: await shared(call) }) },
  },
} satisfies Command

async function shown({ app, guild, member, reader }: Call<unknown>, period: Period): Promise<Message> {
  const { zone } = await app.settings.of(guild)
  const board = await app.boards.of(guild, { member, period, zone, now: app.now() })
  return boardMessage(board, { period, zone }, reader)
}

async function hidden(call: ComponentCall, isHidden: boolean): Promise<Message> {
  const period = periodOf(call.args[0])
  await call.app.boards.hide(call.guild, call.member, isHidden)
  return shown(call, period)
}

async function shared(call: ComponentCall): Promise<Message> {
  const { app, guild } = call
  const period = periodOf(call.args[0])
  const { zone, language } = await app.settings.of(guild)
  const board = await app.boards.of(guild, { member: null, period, zone, now: app.now() })
  return sharedBoard(board, { period, zone }, await app.texts.reader(language ?? call.reader.language))
}

function periodOf(text: string | undefined): Period {
  const period = PERIODS.find((one) => one === text)
  if (!period) throw new UserError('outdated')
  return period
}
