import { type APIRole, PermissionFlagsBits as Can, ChannelType, Locale } from 'discord-api-types/v10'
import type { Channel, User, World } from './world.ts'

/** Fixed ids: the same world at every first start, so that tests and pages may name them. */
export const SEED = {
  guild: '1200000000000000001',
  channels: { hall: '1200000000000000011', daily: '1200000000000000012', moderators: '1200000000000000013' },
  roles: { moderator: '1200000000000000021', bot: '1200000000000000022' },
  users: {
    lin: '1200000000000000101',
    chen: '1200000000000000102',
    alex: '1200000000000000103',
    owner: '1200000000000000109',
  },
  /** As with applications made since 2016, the bot user has the application's id. */
  application: '1200000000000000200',
} as const

/** Not a secret: it opens nothing but this sandbox. */
export const BOT_TOKEN = 'MTIwMDAwMDAwMDAwMDAwMDIwMA.sandbox.only-on-loopback'

const NO_FLAGS = Number(0) // widened: the flag enums have no zero
const BORN = '2024-01-25T20:00:00.000000+00:00'

const EVERYONE_MAY =
  Can.ViewChannel |
  Can.CreateInstantInvite |
  Can.ChangeNickname |
  Can.SendMessages |
  Can.SendMessagesInThreads |
  Can.CreatePublicThreads |
  Can.EmbedLinks |
  Can.AttachFiles |
  Can.AddReactions |
  Can.UseExternalEmojis |
  Can.ReadMessageHistory |
  Can.UseApplicationCommands

const MODERATOR_MAY =
  Can.ManageGuild | Can.ManageMessages | Can.PinMessages | Can.ManageThreads | Can.MentionEveryone | Can.KickMembers

const BOT_MAY = Can.ManageMessages | Can.PinMessages

export function seedWorld(): World {
  return {
    version: 1,
    clockAhead: 0,
    lastId: SEED.application,
    application: { id: SEED.application, name: '研读 Yandu' },
    guild: {
      id: SEED.guild,
      name: '研读小组',
      ownerId: SEED.users.owner,
      locale: Locale.EnglishUS, // what Discord reports for most servers, whatever they speak
      joinedAt: BORN,
      roles: [
        seedRole(SEED.guild, '@everyone', EVERYONE_MAY, 0),
        seedRole(SEED.roles.moderator, '版主', MODERATOR_MAY, 2),
        { ...seedRole(SEED.roles.bot, '研读 Yandu', BOT_MAY, 1), managed: true, tags: { bot_id: SEED.application } },
      ],
    },
    users: [
      seedUser(SEED.users.lin, 'xiaolin', '小林', Locale.ChineseCN),
      seedUser(SEED.users.chen, 'chenyi', '陳怡', Locale.ChineseTW),
      { ...seedUser(SEED.users.alex, 'alex', 'Alex', Locale.EnglishUS), roles: [SEED.roles.moderator] },
      { ...seedUser(SEED.users.owner, 'owner', null, Locale.EnglishUS), isListed: false },
      {
        ...seedUser(SEED.application, '研读 Yandu', null, Locale.EnglishUS),
        bot: true,
        roles: [SEED.roles.bot],
      },
    ],
    channels: [
      seedChannel(SEED.channels.hall, '大厅', 0),
      seedChannel(SEED.channels.daily, '每日一题', 1),
      { ...seedChannel(SEED.channels.moderators, '版主频道', 2), overwrites: moderatorsOnly() },
    ],
    messages: {},
    commands: { global: [], guild: [] },
    nonces: {},
    oldEdits: {},
    files: {},
  }
}

export function seedRole(id: string, name: string, permissions: bigint, position: number): APIRole {
  return {
    id,
    name,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position,
    permissions: permissions.toString(),
    managed: false,
    mentionable: false,
    flags: NO_FLAGS,
  }
}

function seedUser(id: string, username: string, globalName: string | null, locale: Locale): User {
  return { id, username, globalName, locale, bot: false, roles: [], joinedAt: BORN, isListed: true }
}

function seedChannel(id: string, name: string, position: number): Channel {
  return {
    id,
    name,
    type: ChannelType.GuildText,
    position,
    topic: null,
    parentId: null,
    overwrites: [],
    lastMessageId: null,
  }
}

/** Hidden from @everyone, open to moderators and to the bot, which has things to tell them there. */
function moderatorsOnly(): Channel['overwrites'] {
  const view = Can.ViewChannel.toString()
  return [
    { id: SEED.guild, type: 0, allow: '0', deny: view },
    { id: SEED.roles.moderator, type: 0, allow: view, deny: '0' },
    { id: SEED.roles.bot, type: 0, allow: view, deny: '0' },
  ]
}
