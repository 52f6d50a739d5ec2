import {
  type Client,
  channelMention,
  type GuildBasedChannel,
  PermissionsBitField,
  type PermissionsString,
} from 'discord.js'
import type { Schedule } from '../daily/schedule.ts'
import type { Reader } from './texts.ts'
import { UserError } from './user-error.ts'

/** What the daily post needs in its channel. */
export const POSTING_PERMISSIONS = [
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'ReadMessageHistory',
] as const satisfies readonly PermissionsString[]
/** What a thread or a pin needs besides, and a role that not everybody may ping. */
type ExtraPermission = 'CreatePublicThreads' | 'PinMessages' | 'MentionEveryone'
export type PostingPermission = (typeof POSTING_PERMISSIONS)[number] | ExtraPermission

/** The permissions that the bot lacks in a channel, of those for posting there unless told; all of them when it cannot see the channel. */
export function missingPermissions(
  client: Client,
  guild: string,
  channel: string,
  needed: readonly PostingPermission[] = POSTING_PERMISSIONS,
): readonly PostingPermission[] {
  const found = channelOf(client, guild, channel)
  const me = client.guilds.cache.get(guild)?.members.me
  const granted = found && me ? found.permissionsFor(me) : new PermissionsBitField()
  return needed.filter((permission) => !granted.has(permission))
}

/** The permissions that a schedule's post, thread and pin lack in its channel. */
export function missingForPosting(
  client: Client,
  guild: string,
  { channel, thread, pin }: Pick<Schedule, 'channel' | 'thread' | 'pin'>,
): readonly PostingPermission[] {
  const extra: ExtraPermission[] = [
    ...(thread ? (['CreatePublicThreads'] as const) : []),
    ...(pin ? (['PinMessages'] as const) : []),
  ]
  return missingPermissions(client, guild, channel, [...POSTING_PERMISSIONS, ...extra])
}

function channelOf(client: Client, guild: string, channel: string): GuildBasedChannel | undefined {
  return client.guilds.cache.get(guild)?.channels.cache.get(channel)
}

/** Throws `UserError` that names what is missing unless the bot may post in this channel, and do what else is wished there. */
export function requirePosting(
  client: Client,
  guild: string,
  { channel, thread = false, pin = false }: { channel: string; thread?: boolean; pin?: boolean },
  reader: Reader,
): void {
  if (!channelOf(client, guild, channel)) throw new UserError('unknownChannel')
  const missing = missingForPosting(client, guild, { channel, thread, pin })
  if (missing.length === 0) return
  const permissions = missing.map((one) => reader.t(`permissions.${one}`)).join(reader.t('common.separator'))
  throw new UserError('channelPermissions', { channel: channelMention(channel), permissions })
}
