import { commandChoices } from './command-choices.ts'
import type { Channel, Role, State, User } from './types.ts'
import { type Words, wordsFor } from './words.ts'

/** What drawing needs to know beside the message itself. A new one is made whenever any of it changes. */
export type Scene = {
  words: Words
  /** The locale of the person who looks (BCP 47). */
  locale: string
  light: boolean
  me: User
  users: Map<string, User>
  userNames: Map<string, string>
  roles: Map<string, Role>
  channels: Map<string, Channel>
  channelNames: Map<string, string>
  /** `daily set` as registered → in the reader's language. */
  commandLabels: Map<string, string>
  openChannel: (channelId: string) => void
}

export function sceneOf(state: State, light: boolean, openChannel: (channelId: string) => void): Scene {
  const { me, users, channels, guild, bot } = state
  const userNames = new Map(users.map((user) => [user.id, displayName(user)]))
  if (!userNames.has(bot.id)) userNames.set(bot.id, bot.name)
  return {
    words: wordsFor(me.locale),
    locale: me.locale,
    light,
    me,
    users: new Map(users.map((user) => [user.id, user])),
    userNames,
    roles: new Map(guild.roles.map((role) => [role.id, role])),
    channels: new Map(channels.map((channel) => [channel.id, channel])),
    channelNames: new Map(channels.map((channel) => [channel.id, channel.name])),
    commandLabels: new Map(
      commandChoices(state.commands, me.locale).map(({ plainLabel, label }) => [plainLabel, label]),
    ),
    openChannel,
  }
}

export function displayName(user: { username: string; globalName?: string | null }): string {
  return user.globalName || user.username
}
