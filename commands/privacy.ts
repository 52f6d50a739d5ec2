import type { ChatInputCommandInteraction } from 'discord.js'
import type { Answer, Call, Command, Message } from '../src/discord/command.ts'
import { cancelId, confirmMessage } from '../src/discord/confirm.ts'
import { customId } from '../src/discord/custom-id.ts'
import { exportMessage, storedMessage } from '../src/discord/privacy-card.ts'
import { plain } from '../src/discord/reply.ts'
import { UserError } from '../src/discord/user-error.ts'

export const privacy = {
  data: { name: 'privacy', subcommands: [{ name: 'show' }, { name: 'export' }, { name: 'delete' }] },
  defer: 'hidden',

  async execute(call: Call<ChatInputCommandInteraction>): Promise<Answer> {
    const run = SUBCOMMANDS[call.interaction.options.getSubcommand()]
    if (!run) throw new UserError('outdated')
    return { kind: 'hidden', message: await run(call) }
  },

  components: {
    export: { defer: 'hidden', run: async (call) => ({ kind: 'hidden', message: await exported(call) }) },
    ask: { defer: 'update', run: async (call) => ({ kind: 'update', message: asked(call) }) },
    delete: { defer: 'update', run: async (call) => ({ kind: 'update', message: await deleted(call) }) },
    cancel: {
      defer: 'update',
      run: async ({ reader }) => ({ kind: 'update', message: plain(reader.t('common.cancelled')) }),
    },
  },
} satisfies Command

const SUBCOMMANDS: Readonly<Record<string, (call: Call<unknown>) => Promise<Message>>> = {
  show: async ({ app, guild, member, reader }) => storedMessage(await app.privacy.find(guild, member), reader),
  export: exported,
  delete: async (call) => asked(call),
}

async function exported({ app, guild, member, reader }: Call<unknown>): Promise<Message> {
  const findings = await app.privacy.find(guild, member)
  return exportMessage(findings, { guild, member, now: app.now() }, reader)
}

function asked({ reader }: Call<unknown>): Message {
  const deed = { id: customId('privacy', 'delete'), label: reader.t('privacy.deleteConfirm') }
  return confirmMessage(reader.t('privacy.deleteAsk'), deed, cancelId('privacy'), reader)
}

async function deleted({ app, guild, member, reader }: Call<unknown>): Promise<Message> {
  if (!(await app.privacy.erase(guild, member))) throw new UserError('erasureIncomplete')
  return plain(reader.t('privacy.deleted'))
}
