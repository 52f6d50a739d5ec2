import type { ChatInputCommandInteraction } from 'discord.js'
import { ApplicationCommandOptionType, ChannelType } from 'discord-api-types/v10'
import { missingPermissions } from '../src/discord/channel-permissions.ts'
import type { Answer, Call, Command } from '../src/discord/command.ts'
import { zoneText } from '../src/discord/schedule-card.ts'
import type { GuildSettings } from '../src/discord/settings.ts'
import { LANGUAGES, type Language, type Reader } from '../src/discord/texts.ts'
import { UserError } from '../src/discord/user-error.ts'
import { zoneChoices, zoneOf } from '../src/discord/zone-options.ts'

const { String: text, Role, Channel } = ApplicationCommandOptionType

export const settings = {
  data: {
    name: 'settings',
    options: [
      { name: 'language', type: text, choices: LANGUAGES },
      { name: 'zone', type: text, autocomplete: true, max_length: 60 },
      { name: 'role', type: Role },
      { name: 'channel', type: Channel, channel_types: [ChannelType.GuildText] },
      { name: 'clear', type: text, choices: ['role', 'channel'] },
    ],
  },
  defer: 'hidden',
  forModerators: true,

  async execute(call: Call<ChatInputCommandInteraction>): Promise<Answer> {
    const { app, guild, reader } = call
    const before = await app.settings.of(guild)
    const changes = changesOf(call.interaction, guild, app.now())
    const after = Object.keys(changes).length > 0 ? await app.settings.change(guild, changes) : before
    if (after !== before) await app.settings.suggestLanguage(guild, reader.language)
    const title = reader.t(after === before ? 'settings.title' : 'settings.changed')
    return {
      kind: 'hidden',
      message: { embeds: [{ title, description: lines(before, after, reader).join('\n') + notes(call, after) }] },
    }
  },

  autocomplete: async (call) => zoneChoices(call.interaction.options.getFocused(), call.app.now()),
} satisfies Command

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
    show('language', ({ language }) => language && reader.t(`commands.settings.options.language.choices.${language}`)),
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
