import { ChannelType, GatewayIntentBits as Intent, Locale, OverwriteType } from 'discord-api-types/v10'
import { z } from 'zod'
import type { Core } from '../core.ts'
import { refuse } from '../discord-error.ts'
import { botUser, needUser, toApiMember } from './people.ts'
import { needChannel, toApiChannel, toGuildCreate } from './places.ts'
import { seedRole } from './seed.ts'
import type { Channel } from './world.ts'

const permissions = z.string().regex(/^\d+$/)

/** What an administrator of the server would do by hand. */
export const changeSchema = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('overwrite'),
    channelId: z.string(),
    /** Of the role or the user. */
    id: z.string(),
    type: z.enum(['role', 'member']),
    allow: permissions.default('0'),
    deny: permissions.default('0'),
  }),
  z.object({ action: z.literal('removeOverwrite'), channelId: z.string(), id: z.string() }),
  z.object({ action: z.literal('createChannel'), name: z.string().min(1).max(100) }),
  z.object({ action: z.literal('deleteChannel'), channelId: z.string() }),
  z.object({
    action: z.literal('createRole'),
    name: z.string().min(1).max(100),
    permissions: permissions.default('0'),
  }),
  z.object({
    action: z.literal('updateRole'),
    roleId: z.string(),
    permissions: permissions.optional(),
    mentionable: z.boolean().optional(),
  }),
  z.object({ action: z.literal('deleteRole'), roleId: z.string() }),
  z.object({
    action: z.literal('addMember'),
    name: z.string().min(1).max(32),
    locale: z.enum(Locale).default(Locale.EnglishUS),
    roles: z.array(z.string()).default([]),
  }),
  z.object({ action: z.literal('setGuildLocale'), locale: z.enum(Locale) }),
  z.object({ action: z.literal('removeBot') }),
  z.object({ action: z.literal('addBot') }),
  /** Discord's own trouble: the guild cannot be reached, though the bot is in it; and its end. */
  z.object({ action: z.literal('outage') }),
  z.object({ action: z.literal('endOutage') }),
])

export type Change = z.infer<typeof changeSchema>
type ChangeOf<T extends Change['action']> = Extract<Change, { action: T }>

/**
 * Changes the world and tells bot and pages.
 * @returns what was made: `{ id }` of a channel, role or member
 * @throws DiscordError 10003, 10011 for what is not there
 */
export function changeWorld(core: Core, change: Change): { id?: string } {
  const made = carryOut(core, change)
  core.bus.tell({ type: 'stateChange' })
  return made
}

function carryOut(core: Core, change: Change): { id?: string } {
  switch (change.action) {
    case 'overwrite':
      return setOverwrite(core, change)
    case 'removeOverwrite':
      return removeOverwrite(core, change)
    case 'createChannel':
      return createChannel(core, change)
    case 'deleteChannel':
      return deleteChannel(core, needChannel(core.world, change.channelId))
    case 'createRole':
      return createRole(core, change)
    case 'updateRole':
      return updateRole(core, change)
    case 'deleteRole':
      return deleteRole(core, change.roleId)
    case 'addMember':
      return addMember(core, change)
    case 'setGuildLocale':
      core.world.guild.locale = change.locale
      tell(core, 'GUILD_UPDATE', toGuildCreate(core.world))
      return {}
    case 'removeBot':
      botUser(core.world).isAbsent = true
      tell(core, 'GUILD_DELETE', { id: core.world.guild.id })
      return {}
    case 'addBot':
      delete botUser(core.world).isAbsent
      tell(core, 'GUILD_CREATE', toGuildCreate(core.world))
      return {}
    case 'outage':
      tell(core, 'GUILD_DELETE', { id: core.world.guild.id, unavailable: true })
      return {}
    case 'endOutage':
      tell(core, 'GUILD_CREATE', toGuildCreate(core.world))
      return {}
  }
}

/** Tells the bot of a change. */
export function tell(core: Core, name: string, data: unknown, intent: number = Intent.Guilds): void {
  core.bus.tell({ type: 'dispatch', name, data, intent })
}

function tellChannel(core: Core, name: string, channel: Channel): void {
  tell(core, name, toApiChannel(core.world, channel))
}

function setOverwrite(core: Core, change: ChangeOf<'overwrite'>): { id?: string } {
  const channel = needChannel(core.world, change.channelId)
  const { id, allow, deny } = change
  const type = change.type === 'role' ? OverwriteType.Role : OverwriteType.Member
  channel.overwrites = [...channel.overwrites.filter((one) => one.id !== id), { id, type, allow, deny }]
  tellChannel(core, 'CHANNEL_UPDATE', channel)
  return {}
}

function removeOverwrite(core: Core, { channelId, id }: ChangeOf<'removeOverwrite'>): { id?: string } {
  const channel = needChannel(core.world, channelId)
  channel.overwrites = channel.overwrites.filter((one) => one.id !== id)
  tellChannel(core, 'CHANNEL_UPDATE', channel)
  return {}
}

function createChannel(core: Core, { name }: ChangeOf<'createChannel'>): { id?: string } {
  const channel: Channel = {
    id: core.ids.next(),
    name,
    type: ChannelType.GuildText,
    position: core.world.channels.length,
    topic: null,
    parentId: null,
    overwrites: [],
    lastMessageId: null,
  }
  core.world.channels.push(channel)
  tellChannel(core, 'CHANNEL_CREATE', channel)
  return { id: channel.id }
}

/** Deletes a channel with its threads and messages, and tells the bot. */
export function deleteChannel(core: Core, channel: Channel): { id?: string } {
  const { world } = core
  for (const thread of world.channels.filter((one) => one.parentId === channel.id)) deleteChannel(core, thread)
  world.channels = world.channels.filter((one) => one !== channel)
  delete world.messages[channel.id]
  tellChannel(core, channel.thread ? 'THREAD_DELETE' : 'CHANNEL_DELETE', channel)
  return {}
}

function createRole(core: Core, change: ChangeOf<'createRole'>): { id?: string } {
  const { guild } = core.world
  const role = seedRole(core.ids.next(), change.name, BigInt(change.permissions), guild.roles.length)
  guild.roles.push(role)
  tell(core, 'GUILD_ROLE_CREATE', { guild_id: guild.id, role })
  return { id: role.id }
}

function updateRole(core: Core, change: ChangeOf<'updateRole'>): { id?: string } {
  const { guild } = core.world
  const role = guild.roles.find((one) => one.id === change.roleId)
  if (!role) throw refuse('unknownRole')
  if (change.permissions !== undefined) role.permissions = change.permissions
  if (change.mentionable !== undefined) role.mentionable = change.mentionable
  tell(core, 'GUILD_ROLE_UPDATE', { guild_id: guild.id, role })
  return {}
}

function deleteRole(core: Core, roleId: string): { id?: string } {
  const { world } = core
  if (!world.guild.roles.some((role) => role.id === roleId)) throw refuse('unknownRole')
  world.guild.roles = world.guild.roles.filter((role) => role.id !== roleId)
  for (const user of world.users) user.roles = user.roles.filter((id) => id !== roleId)
  for (const channel of world.channels) channel.overwrites = channel.overwrites.filter((one) => one.id !== roleId)
  tell(core, 'GUILD_ROLE_DELETE', { guild_id: world.guild.id, role_id: roleId })
  return {}
}

function addMember(core: Core, { name, locale, roles }: ChangeOf<'addMember'>): { id?: string } {
  const id = core.ids.next()
  const joinedAt = new Date(core.clock.now()).toISOString()
  core.world.users.push({
    id,
    username: `member${id}`,
    globalName: name,
    locale,
    bot: false,
    roles,
    joinedAt,
    isListed: true,
  })
  const member = toApiMember(needUser(core.world, id))
  tell(core, 'GUILD_MEMBER_ADD', { ...member, guild_id: core.world.guild.id }, Intent.GuildMembers)
  return { id }
}
