import { type APIRole, type APIUser, PermissionFlagsBits as Can } from 'discord-api-types/v10'
import { findUser, toApiUser } from '../world/people.ts'
import { may } from '../world/permissions.ts'
import type { Channel, User, World } from '../world/world.ts'
import { walk } from './component-tree.ts'
import type { MessageBody } from './message-schema.ts'

export interface Mentions {
  everyone: boolean
  users: APIUser[]
  roles: APIRole['id'][]
}

interface Allowed {
  everyone: boolean
  user(id: string): boolean
  role(id: string): boolean
}

/**
 * Who a message pings: what its text names, as far as `allowed_mentions` and the author's permissions let it.
 * @param repliedTo author of the message that is answered
 */
export function findMentions(
  world: World,
  channel: Channel,
  author: User,
  text: string,
  allowed: MessageBody['allowed_mentions'],
  repliedTo?: string,
): Mentions {
  const may = readAllowed(allowed)
  const canAll = canMentionAll(world, channel, author)
  const userIds = new Set([...text.matchAll(/<@!?(\d{1,20})>/g)].map((match) => match[1] ?? '').filter(may.user))
  if (repliedTo && (allowed ? (allowed.replied_user ?? false) : true)) userIds.add(repliedTo)
  const roleIds = [...text.matchAll(/<@&(\d{1,20})>/g)].map((match) => match[1] ?? '').filter(may.role)
  const roles = world.guild.roles.filter((role) => roleIds.includes(role.id) && (canAll || role.mentionable))
  return {
    everyone: may.everyone && canAll && /@(everyone|here)\b/.test(text),
    users: [...userIds].flatMap((id) => findUser(world, id) ?? []).map(toApiUser),
    roles: roles.map((role) => role.id),
  }
}

function canMentionAll(world: World, channel: Channel, author: User): boolean {
  return may(world, author, channel, Can.MentionEveryone)
}

function readAllowed(allowed: MessageBody['allowed_mentions']): Allowed {
  if (!allowed) return { everyone: true, user: () => true, role: () => true }
  const parse = new Set<string>(allowed.parse ?? [])
  return {
    everyone: parse.has('everyone'),
    user: (id) => parse.has('users') || (allowed.users ?? []).includes(id),
    role: (id) => parse.has('roles') || (allowed.roles ?? []).includes(id),
  }
}

/** The text in which Discord looks for mentions: the content, and the text displays of a layout. */
export function mentionableText(content: string, components: unknown): string {
  const displays = [...walk(components)].map(({ component }) => component.content)
  return [content, ...displays.filter((one) => typeof one === 'string')].join('\n')
}
