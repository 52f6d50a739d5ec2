import type { APIGuildMember, APIUser } from 'discord-api-types/v10'
import { refuse } from '../discord-error.ts'
import type { User, World } from './world.ts'

const NO_FLAGS = Number(0) // widened: the flag enums have no zero

export function findUser(world: World, id: string): User | undefined {
  return world.users.find((user) => user.id === id)
}

/** @throws DiscordError 10013 */
export function needUser(world: World, id: string): User {
  const user = findUser(world, id)
  if (!user) throw refuse('unknownUser')
  return user
}

export function botUser(world: World): User {
  return needUser(world, world.application.id)
}

/** A user as Discord's API shows them to others. */
export function toApiUser(user: User): APIUser {
  return {
    id: user.id,
    username: user.username,
    global_name: user.globalName,
    discriminator: user.bot ? '0001' : '0',
    avatar: null,
    avatar_decoration_data: null,
    banner: null,
    accent_color: null,
    collectibles: null,
    primary_guild: null,
    public_flags: NO_FLAGS,
    flags: NO_FLAGS,
    ...(user.bot && { bot: true }),
  }
}

export function toApiMember(user: User): APIGuildMember & { user: APIUser } {
  return { user: toApiUser(user), ...memberWithoutUser(user) }
}

/** A member as it accompanies a message's author or a resolved user, whose user stands beside it. */
export function memberWithoutUser(user: User): Omit<APIGuildMember, 'user'> {
  return {
    nick: null,
    avatar: null,
    banner: null,
    roles: user.roles,
    joined_at: user.joinedAt,
    premium_since: null,
    deaf: false,
    mute: false,
    pending: false,
    communication_disabled_until: null,
    flags: NO_FLAGS,
  }
}
