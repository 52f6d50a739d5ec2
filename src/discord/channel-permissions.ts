import {
  type Client,
  channelMention,
  type GuildBasedChannel,
  PermissionsBitField,
  type PermissionsString,
} from 'discord.js'
import type { Reader } from './texts.ts'
import { UserError } from './user-error.ts'

/** What the daily post needs in its channel. */
export const POSTING_PERMISSIONS = [
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'ReadMessageHistory',
] as const satisfies readonly PermissionsString[]
export type PostingPermission = (typeof POSTING_PERMISSIONS)[number]

/** The permissions that the bot lacks in a channel for posting there; all of them when it cannot see the channel. */
export function missingPermissions(client: Client, guild: string, channel: string): readonly PostingPermission[] {
  const found = channelOf(client, guild, channel)
  const me = client.guilds.cache.get(guild)?.members.me
  const granted = found && me ? found.permissionsFor(me) : new PermissionsBitField()
  return POSTING_PERMISSIONS.filter((permission) => !granted.has(permission))
}

function channelOf(client: Client, guild: string, channel: string): GuildBasedChannel | undefined {
  return client.guilds.cache.get(guild)?.channels.cache.get(channel)
}

/** Throws `UserError` that names what is missing unless the bot may post in this channel. */
export function requirePosting(client: Client, guild: string, channel: string, reader: Reader): void {
  if (!channelOf(client, guild, channel)) throw new UserError('unknownChannel')
  const missing = missingPermissions(client, guild, channel)
  if (missing.length === 0) return
  const permissions = missing.map((one) => reader.t(`permissions.${one}`)).join(reader.t('common.separator'))
  throw new UserError('channelPermissions', { channel: channelMention(channel), permissions })
}
