import { type APIMessage, PermissionFlagsBits as Can } from 'discord-api-types/v10'
import { may } from '../world/permissions.ts'
import { findChannel } from '../world/places.ts'
import type { Channel, StoredMessage, User, World } from '../world/world.ts'
import { UserRefusal } from './refusal.ts'

/** A message as the page gets it: Discord's, and what only the sandbox knows. */
export type ShownMessage = APIMessage & {
  sandbox: {
    hiddenFor?: string
    thinking?: true
    failed?: true
    interaction?: NonNullable<StoredMessage['interaction']>
  }
}

export function show({ message, hiddenFor, isThinking, hasFailed, interaction }: StoredMessage): ShownMessage {
  return {
    ...message,
    sandbox: {
      ...(hiddenFor && { hiddenFor }),
      ...(isThinking && { thinking: true }),
      ...(hasFailed && { failed: true }),
      ...(interaction && { interaction }),
    },
  }
}

export function canView(world: World, user: User, channelId: string): boolean {
  const channel = findChannel(world, channelId)
  return channel !== undefined && may(world, user, channel, Can.ViewChannel)
}

export function canSee(world: World, user: User, stored: StoredMessage): boolean {
  if (stored.hiddenFor && stored.hiddenFor !== user.id) return false
  return canView(world, user, stored.message.channel_id)
}

/** @throws UserRefusal 404 for a channel that is not there or not to be seen */
export function needViewable(world: World, user: User, channelId: string): Channel {
  const channel = findChannel(world, channelId)
  if (!channel || !may(world, user, channel, Can.ViewChannel)) {
    throw new UserRefusal(404, 'unknownChannel', `There is no channel ${channelId} that you may view`)
  }
  return channel
}
