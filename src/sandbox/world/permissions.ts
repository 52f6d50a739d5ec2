import { PermissionFlagsBits as Can, OverwriteType } from 'discord-api-types/v10'
import type { Channel, User, World } from './world.ts'

const ALL = Object.values(Can).reduce((all, flag) => all | flag, 0n)

/** What a member may do in the server as a whole. Source: Discord's documentation, "Permission hierarchy". */
export function guildPermissions(world: World, user: User): bigint {
  if (user.isAbsent) return 0n
  if (user.id === world.guild.ownerId) return ALL
  const held = new Set([world.guild.id, ...user.roles])
  let allowed = 0n
  for (const role of world.guild.roles) if (held.has(role.id)) allowed |= BigInt(role.permissions)
  return allowed & Can.Administrator ? ALL : allowed
}

/** What a member may do in a channel: overwrites of @everyone, then of their roles together, then their own. */
export function channelPermissions(world: World, user: User, channel: Channel): bigint {
  if (user.isAbsent) return 0n
  const base = guildPermissions(world, user)
  if (base === ALL) return ALL
  const overwrites = overwritesOf(world, channel)
  let allowed = base
  const everyone = overwrites.find((overwrite) => overwrite.id === world.guild.id)
  if (everyone) allowed = (allowed & ~BigInt(everyone.deny)) | BigInt(everyone.allow)
  let deny = 0n
  let allow = 0n
  for (const overwrite of overwrites) {
    if (overwrite.type !== OverwriteType.Role || !user.roles.includes(overwrite.id)) continue
    deny |= BigInt(overwrite.deny)
    allow |= BigInt(overwrite.allow)
  }
  allowed = (allowed & ~deny) | allow
  const own = overwrites.find((overwrite) => overwrite.type === OverwriteType.Member && overwrite.id === user.id)
  if (own) allowed = (allowed & ~BigInt(own.deny)) | BigInt(own.allow)
  return withoutImplied(allowed, channel)
}

export function may(world: World, user: User, channel: Channel, permission: bigint): boolean {
  return (channelPermissions(world, user, channel) & permission) === permission
}

/** A thread has no overwrites of its own. */
function overwritesOf(world: World, channel: Channel): Channel['overwrites'] {
  const parent = channel.thread && world.channels.find((other) => other.id === channel.parentId)
  return parent ? parent.overwrites : channel.overwrites
}

/** Who cannot see can do nothing; who cannot send cannot mention everyone, attach or embed. */
function withoutImplied(allowed: bigint, channel: Channel): bigint {
  if (!(allowed & Can.ViewChannel)) return 0n
  const send = channel.thread ? Can.SendMessagesInThreads : Can.SendMessages
  if (allowed & send) return allowed
  return allowed & ~(Can.MentionEveryone | Can.EmbedLinks | Can.AttachFiles | Can.SendTTSMessages)
}
