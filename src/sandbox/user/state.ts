import { type APIApplicationCommand, PermissionFlagsBits as Can } from 'discord-api-types/v10'
import { botUser } from '../world/people.ts'
import { channelPermissions, guildPermissions, may } from '../world/permissions.ts'
import type { Channel, User, World } from '../world/world.ts'

/** What the page knows of the world, as one user sees it. */
export function stateFor(world: World, me: User, isBotOnline: boolean): Record<string, unknown> {
  const bot = botUser(world)
  return {
    me: showUser(world, me),
    users: world.users.filter((user) => user.isListed).map((user) => showUser(world, user)),
    guild: {
      id: world.guild.id,
      name: world.guild.name,
      locale: world.guild.locale,
      roles: world.guild.roles,
    },
    channels: world.channels
      .filter((channel) => may(world, me, channel, Can.ViewChannel))
      .map((channel) => showChannel(world, me, channel)),
    commands: usableCommands(world, me),
    bot: { id: bot.id, name: bot.username, online: isBotOnline },
  }
}

export function showUser(world: World, user: User): Record<string, unknown> {
  const { id, username, globalName, locale, roles, bot } = user
  return { id, username, globalName, locale, roles, bot, permissions: guildPermissions(world, user).toString() }
}

function showChannel(world: World, me: User, channel: Channel): Record<string, unknown> {
  const { id, name, type, position, topic, parentId, lastMessageId, thread } = channel
  const permissions = channelPermissions(world, me, channel).toString()
  const threadFields = thread ? { thread: { archived: thread.isArchived, locked: thread.isLocked } } : {}
  return { id, name, type, position, topic, parentId, lastMessageId, permissions, ...threadFields }
}

/** The commands that a user's picker offers: the server's before the application's. */
export function usableCommands(world: World, user: User): APIApplicationCommand[] {
  if (botUser(world).isAbsent) return []
  const permissions = guildPermissions(world, user)
  return [...world.commands.guild, ...world.commands.global].filter((command) => canUse(command, permissions))
}

function canUse(command: APIApplicationCommand, permissions: bigint): boolean {
  if (command.contexts && !command.contexts.includes(0)) return false
  if (permissions & Can.Administrator) return true
  const needed = command.default_member_permissions
  if (needed === null || needed === undefined) return true
  // Discord takes "0" as "administrators only".
  return needed !== '0' && (permissions & BigInt(needed)) === BigInt(needed)
}
