import {
  type APIGuildTextChannel,
  type APIThreadChannel,
  ChannelType,
  type GuildTextChannelType,
  type ThreadChannelType,
} from 'discord-api-types/v10'
import { refuse } from '../discord-error.ts'
import { toApiMember } from './people.ts'
import type { Channel, Guild, Thread, World } from './world.ts'

const NO_FLAGS = Number(0) // widened: the flag enums have no zero

export function findChannel(world: World, id: string): Channel | undefined {
  return world.channels.find((channel) => channel.id === id)
}

/** @throws DiscordError 10003 */
export function needChannel(world: World, id: string): Channel {
  const channel = findChannel(world, id)
  if (!channel) throw refuse('unknownChannel')
  return channel
}

export type ApiChannel = APIGuildTextChannel<GuildTextChannelType> | APIThreadChannel

/** A channel as Discord's API shows it. */
export function toApiChannel(world: World, channel: Channel): ApiChannel {
  return channel.thread ? toApiThread(world, channel, channel.thread) : toApiText(world, channel)
}

function toApiText(world: World, channel: Channel): APIGuildTextChannel<GuildTextChannelType> {
  return {
    id: channel.id,
    type: ChannelType.GuildText,
    guild_id: world.guild.id,
    name: channel.name,
    position: channel.position,
    permission_overwrites: channel.overwrites,
    topic: channel.topic,
    nsfw: false,
    last_message_id: channel.lastMessageId,
    rate_limit_per_user: 0,
    parent_id: channel.parentId,
    last_pin_timestamp: null,
    flags: NO_FLAGS,
  }
}

function toApiThread(world: World, channel: Channel, thread: Thread): APIThreadChannel {
  const type: ThreadChannelType = ChannelType.PublicThread
  return {
    id: channel.id,
    type,
    guild_id: world.guild.id,
    name: channel.name,
    parent_id: channel.parentId ?? world.guild.id,
    owner_id: thread.ownerId,
    last_message_id: channel.lastMessageId,
    last_pin_timestamp: null,
    rate_limit_per_user: 0,
    message_count: world.messages[channel.id]?.length ?? 0,
    total_message_sent: world.messages[channel.id]?.length ?? 0,
    member_count: 1,
    thread_metadata: {
      archived: thread.isArchived,
      archive_timestamp: thread.archivedAt,
      auto_archive_duration: thread.autoArchiveMinutes,
      locked: thread.isLocked,
      create_timestamp: thread.createdAt,
    },
    flags: NO_FLAGS,
    applied_tags: [],
  }
}

/** The guild as `GET /guilds/:id` shows it. */
export function toApiGuild(guild: Guild): Record<string, unknown> {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    icon_hash: null,
    splash: null,
    discovery_splash: null,
    owner_id: guild.ownerId,
    region: 'us-west',
    afk_channel_id: null,
    afk_timeout: 300,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 0,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    roles: guild.roles,
    emojis: [],
    stickers: [],
    features: [],
    mfa_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    max_presences: null,
    max_members: 250_000,
    vanity_url_code: null,
    description: null,
    banner: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: guild.locale,
    public_updates_channel_id: null,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
    nsfw: false,
    nsfw_level: 0,
    premium_progress_bar_enabled: false,
    safety_alerts_channel_id: null,
    home_header: null,
    hub_type: null,
    latest_onboarding_question_id: null,
    incidents_data: null,
  }
}

/** What GUILD_CREATE carries: the guild with its channels and members. */
export function toGuildCreate(world: World): Record<string, unknown> {
  return {
    ...toApiGuild(world.guild),
    joined_at: world.guild.joinedAt,
    large: false,
    unavailable: false,
    member_count: world.users.length,
    voice_states: [],
    members: world.users.filter((user) => user.id === world.application.id).map(toApiMember),
    channels: world.channels.filter((channel) => !channel.thread).map((channel) => toApiChannel(world, channel)),
    threads: world.channels
      .filter((channel) => channel.thread && !channel.thread.isArchived)
      .map((channel) => toApiChannel(world, channel)),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  }
}
