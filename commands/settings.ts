import type { ChatInputCommandInteraction } from 'discord.js'
import { ApplicationCommandOptionType, ChannelType } from 'discord-api-types/v10'
import { missingPermissions } from '../src/discord/channel-permissions.ts'
import type { Answer, Call, Command, ComponentCall, Message, ModalCall } from '../src/discord/command.ts'
import { zoneText } from '../src/discord/schedule-card.ts'
import type { GuildSettings } from '../src/discord/settings.ts'
import { termsForm, termsMessage, termsOfForm } from '../src/discord/terms-card.ts'
import { LANGUAGES, type Language, type Reader } from '../src/discord/texts.ts'
import { UserError } from '../src/discord/user-error.ts'
import { zoneChoices, zoneOf } from '../src/discord/zone-options.ts'

const { String: text, Role, Channel } = ApplicationCommandOptionType

export const settings = {
  data: {
    name: 'settings',
    subcommands: [
      {
        name: 'server',
        options: [
          { name: 'language', type: text, choices: LANGUAGES },
          { name: 'zone', type: text, autocomplete: true, max_length: 60 },
          { name: 'role', type: Role },
          { name: 'channel', type: Channel, channel_types: [ChannelType.GuildText] },
          { name: 'clear', type: text, choices: ['role', 'channel'] },
        ],
      },
      { name: 'terms' },
    ],
  },
  defer: { server: 'hidden', terms: 'never' },
  forModerators: true,

  async execute(call: Call<ChatInputCommandInteraction>): Promise<Answer> {
    if (call.interaction.options.getSubcommand() === 'terms') return askForTerms(call)
    return { kind: 'hidden', message: await changed(call) }
  },

  autocomplete: async (call) => zoneChoices(call.interaction.options.getFocused(), call.app.now()),

  modals: {
    terms: { defer: 'hidden', run: async (call) => ({ kind: 'update', message: await termsChanged(call) }) },
  },

  components: {
    editTerms: { defer: 'never', run: askForTerms },
    undoTerms: { defer: 'update', run: async (call) => ({ kind: 'update', message: await termsUndone(call) }) },
  },
} satisfies Command

async function changed(call: Call<ChatInputCommandInteraction>): Promise<Message> {
  const { app, guild, reader } = call
  const before = await app.settings.of(guild)
  const changes = changesOf(call.interaction, guild, app.now())
  const isChange = Object.keys(changes).length > 0
  if (isChange) await app.settings.change(guild, changes)
  if (isChange) await app.settings.suggestLanguage(guild, reader.language)
  const after = isChange ? await app.settings.of(guild) : before
  const title = reader.t(after === before ? 'settings.title' : 'settings.changed')
  return { embeds: [{ title, description: lines(before, after, reader).join('\n') + notes(call, after) }] }
}

async function askForTerms({ app, guild, reader }: Call<unknown>): Promise<Answer> {
  return { kind: 'modal', modal: termsForm(await app.terms.text(guild), reader) }
}

async function termsChanged({ app, guild, reader, interaction }: ModalCall): Promise<Message> {
  const after = termsOfForm(interaction)
  return termsMessage(await app.terms.change(guild, after), after, reader)
}

async function termsUndone({ app, guild, reader, args }: ComponentCall): Promise<Message> {
  const undone = await app.terms.text(guild)
  if (!(await app.terms.undo(guild, args[0] ?? ''))) throw new UserError('changedSince')
  return termsMessage(undone, await app.terms.text(guild), reader)
}

function changesOf({ options }: ChatInputCommandInteraction, guild: string, now: number): Partial<GuildSettings> {
  const language = LANGUAGES.find((one): one is Language => one === options.getString('language'))
  const zone = options.getString('zone')
  const role = options.getRole('role')
  const channel = options.getChannel('channel')
  const clear = options.getString('clear')
  if (role?.id === guild) throw new UserError('everyoneRole') // Discord: the role of all has the server's id
  return {
    ...(language && { language }),
    ...(zone !== null && { zone: zoneOf(zone, now) }),
    ...(clear === 'role' && { moderatorRole: null }),
    ...(clear === 'channel' && { moderatorChannel: null }),
    ...(role && { moderatorRole: role.id }),
    ...(channel && { moderatorChannel: channel.id }),
  }
}

/** One line a setting; what was changed shows before → after. */
function lines(before: GuildSettings, after: GuildSettings, reader: Reader): string[] {
  const show = (name: 'language' | 'zone' | 'role' | 'channel', value: (from: GuildSettings) => string | null) => {
    const [old, now] = [value(before), value(after)].map((one) => one ?? reader.t('settings.notSet'))
    return `**${reader.t(`settings.${name}`)}**${reader.t('common.colon')}${old === now ? now : `${old} → ${now}`}`
  }
  return [
    show(
      'language',
      ({ language }) => language && reader.t(`commands.settings.server.options.language.choices.${language}`),
    ),
    show('zone', ({ zone }) => zoneText(zone)),
    show('role', ({ moderatorRole }) => moderatorRole && `<@&${moderatorRole}>`),
    show('channel', ({ moderatorChannel }) => moderatorChannel && `<#${moderatorChannel}>`),
  ]
}

function notes({ interaction, guild, reader }: Call<ChatInputCommandInteraction>, after: GuildSettings): string {
  const missing = after.moderatorChannel ? missingPermissions(interaction.client, guild, after.moderatorChannel) : []
  const permissions = missing.map((one) => reader.t(`permissions.${one}`)).join(reader.t('common.separator'))
  return [
    ...(missing.length > 0
      ? [`\n\n${reader.t('settings.channelUnusable', { channel: `<#${after.moderatorChannel}>`, permissions })}`]
      : []),
    ...(after.moderatorRole ? [`\n\n-# ${reader.t('settings.integrations')}`] : []),
  ].join('')
}
