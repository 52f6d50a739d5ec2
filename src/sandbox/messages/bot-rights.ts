import { PermissionFlagsBits as Can } from 'discord-api-types/v10'
import type { Core } from '../core.ts'
import { refuse } from '../discord-error.ts'
import { findMessage } from '../world/history.ts'
import { botUser } from '../world/people.ts'
import { channelPermissions } from '../world/permissions.ts'
import { needChannel } from '../world/places.ts'
import type { Channel, StoredMessage } from '../world/world.ts'

/** A channel that the bot may view. @throws DiscordError 10003, 50001 */
export function needBotChannel(core: Core, id: string): Channel {
  const channel = needChannel(core.world, id)
  if (!(botPermissions(core, channel) & Can.ViewChannel)) throw refuse('missingAccess')
  return channel
}

/** @throws DiscordError 50013 unless the bot has all these permissions there */
export function requireBot(core: Core, channel: Channel, permissions: bigint): void {
  if ((botPermissions(core, channel) & permissions) !== permissions) throw refuse('missingPermissions')
}

export function botMay(core: Core, channel: Channel, permissions: bigint): boolean {
  return (botPermissions(core, channel) & permissions) === permissions
}

function botPermissions(core: Core, channel: Channel): bigint {
  return channelPermissions(core.world, botUser(core.world), channel)
}

/** A message that is not hidden. @throws DiscordError 10008 */
export function needBotMessage(core: Core, channel: Channel, id: string): StoredMessage {
  const stored = findMessage(core.world, channel.id, id)
  if (!stored || stored.hiddenFor) throw refuse('unknownMessage')
  return stored
}
