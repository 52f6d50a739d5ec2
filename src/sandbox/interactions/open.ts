import { PermissionFlagsBits as Can, InteractionType, MessageFlags, MessageType } from 'discord-api-types/v10'
import type { Core } from '../core.ts'
import { createMessage } from '../messages/write.ts'
import { findMessage } from '../world/history.ts'
import { botUser, needUser, toApiMember } from '../world/people.ts'
import { channelPermissions } from '../world/permissions.ts'
import { needChannel, toApiChannel } from '../world/places.ts'
import type { Channel, StoredMessage, User } from '../world/world.ts'
import type { FirstAnswer } from './answers.ts'
import { ACKNOWLEDGE_WITHIN_MS, type Interaction } from './book.ts'

export interface Opening {
  type: InteractionType
  user: User
  channel: Channel
  /** What people see it as: a command's full name, or a custom id. */
  name: string
  data: unknown
  source?: StoredMessage
  /** Of the option that autocomplete is asked for. */
  focusedType?: number
}

export interface Opened {
  interaction: Interaction
  answer: Promise<FirstAnswer>
}

const ATTACHMENT_SIZE_LIMIT = 10 * 1024 * 1024 // bytes, a server without boosts

/** Sends an interaction to the bot. The answer comes with the bot's callback, or as `failed` after 3 s. */
export function openInteraction(core: Core, opening: Opening): Opened {
  const { promise, resolve } = withResolvers<FirstAnswer>()
  const id = core.ids.next()
  const interaction = core.interactions.open({
    id,
    type: opening.type,
    userId: opening.user.id,
    channelId: opening.channel.id,
    name: opening.name,
    createdAt: core.clock.now(),
    ...(opening.source && { sourceMessageId: opening.source.message.id }),
    ...(opening.focusedType !== undefined && { focusedType: opening.focusedType }),
    settle: resolve,
  })
  failLater(core, interaction, core.awake.now() + ACKNOWLEDGE_WITHIN_MS)
  core.bus.tell({
    type: 'dispatch',
    name: 'INTERACTION_CREATE',
    data: payloadOf(core, interaction, opening),
    intent: 0,
  })
  return { interaction, answer: promise }
}

/** Fails an interaction that is still unanswered at an instant of the awake clock. */
function failLater(core: Core, interaction: Interaction, due: number): void {
  const check = () => {
    if (interaction.isAcknowledged || interaction.hasFailed) return
    if (core.awake.now() >= due) failInteraction(core, interaction)
    else failLater(core, interaction, due)
  }
  setTimeout(check, due - core.awake.now()).unref()
}

function withResolvers<T>(): { promise: Promise<T>; resolve(value: T): void } {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

function payloadOf(core: Core, interaction: Interaction, opening: Opening): Record<string, unknown> {
  const { world } = core
  const { user, channel } = opening
  const permissions = channelPermissions(world, user, channel).toString()
  return {
    version: 1,
    type: interaction.type,
    id: interaction.id,
    token: interaction.token,
    application_id: world.application.id,
    data: opening.data,
    guild: { id: world.guild.id, locale: world.guild.locale, features: [] },
    guild_id: world.guild.id,
    guild_locale: world.guild.locale,
    channel: { ...toApiChannel(world, channel), permissions },
    channel_id: channel.id,
    member: { ...toApiMember(user), permissions, unusual_dm_activity_until: null },
    locale: user.locale,
    app_permissions: appPermissions(core, channel),
    entitlements: [],
    entitlement_sku_ids: [],
    authorizing_integration_owners: { 0: world.guild.id },
    context: 0,
    attachment_size_limit: ATTACHMENT_SIZE_LIMIT,
    ...(opening.source && { message: opening.source.message }),
  }
}

/** Answers to interactions may embed, attach and mention wherever they are made. */
function appPermissions(core: Core, channel: Channel): string {
  const allowed = channelPermissions(core.world, botUser(core.world), channel)
  return (allowed | Can.EmbedLinks | Can.AttachFiles | Can.MentionEveryone).toString()
}

/** The bot has not answered within 3 s: the one who asked is told, and the token is void. */
export function failInteraction(core: Core, interaction: Interaction): void {
  if (interaction.isAcknowledged || interaction.hasFailed) return
  interaction.hasFailed = true
  if (interaction.type === InteractionType.ApplicationCommand) leaveFailedMessage(core, interaction)
  if (interaction.type !== InteractionType.ApplicationCommandAutocomplete) {
    const { id, channelId, userId, sourceMessageId } = interaction
    const source = sourceMessageId ? { messageId: sourceMessageId } : {}
    core.bus.tell({ type: 'interactionFailed', interactionId: id, channelId, userId, ...source })
  }
  interaction.settle({ kind: 'failed' })
}

function leaveFailedMessage(core: Core, interaction: Interaction): void {
  const { world } = core
  if (!world.channels.some((channel) => channel.id === interaction.channelId)) return
  createMessage(core, needChannel(world, interaction.channelId), botUser(world), {}, [], {
    type: MessageType.ChatInputCommand,
    flags: MessageFlags.Ephemeral | MessageFlags.Loading,
    stored: { hiddenFor: interaction.userId, hasFailed: true, interaction: asker(core, interaction) },
  })
}

export function asker(core: Core, interaction: Interaction): NonNullable<StoredMessage['interaction']> {
  const { id, username, globalName } = needUser(core.world, interaction.userId)
  return { id: interaction.id, name: interaction.name, user: { id, username, globalName } }
}

/** Fails those whose 3 seconds were skipped by moving the clock. */
export function failSkipped(core: Core): void {
  const now = core.clock.now()
  for (const interaction of core.interactions.unanswered()) {
    if (now - interaction.createdAt > ACKNOWLEDGE_WITHIN_MS) failInteraction(core, interaction)
  }
}

/** Ends what is older than 15 minutes. */
export function expireInteractions(core: Core): void {
  const now = core.clock.now()
  for (const { channelId, originalId } of core.interactions.sweep(now)) {
    const stored = originalId ? findMessage(core.world, channelId, originalId) : undefined
    if (!stored?.isThinking) continue
    delete stored.isThinking
    stored.hasFailed = true
    stored.message.flags = (stored.message.flags ?? 0) & ~MessageFlags.Loading
    core.bus.tell({ type: 'messageUpdate', stored })
  }
}
