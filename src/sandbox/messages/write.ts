import { type APIMessage, MessageFlags, MessageReferenceType, MessageType } from 'discord-api-types/v10'
import type { Core } from '../core.ts'
import { refuse } from '../discord-error.ts'
import { refuseField } from '../form-body.ts'
import { findMessage, historyOf, removeMessage } from '../world/history.ts'
import { needUser, toApiUser } from '../world/people.ts'
import { needChannel } from '../world/places.ts'
import type { Channel, StoredMessage, User } from '../world/world.ts'
import { placeFiles, type UploadedFile } from './attachments.ts'
import { finishComponents, finishEmbeds } from './finish.ts'
import { findMentions, mentionableText } from './mentions.ts'
import type { MessageBody } from './message-schema.ts'

const SETTABLE_FLAGS =
  MessageFlags.SuppressEmbeds |
  MessageFlags.SuppressNotifications |
  MessageFlags.IsComponentsV2 |
  MessageFlags.Ephemeral

/** What distinguishes messages of an interaction from plain ones. */
export interface Origin {
  type?: MessageType
  /** Added to the message as it stands, `webhook_id` for instance. */
  fields?: Partial<APIMessage>
  stored?: Omit<StoredMessage, 'message'>
  flags?: number
  /** Some of Discord's own lines have no words. */
  isBlank?: true
}

/**
 * Writes a message and tells everybody.
 * @throws DiscordError 50006 if there is nothing in it, 50035 if it answers an unknown message
 */
export function createMessage(
  core: Core,
  channel: Channel,
  author: User,
  body: MessageBody,
  files: UploadedFile[],
  origin: Origin = {},
): StoredMessage {
  const flags = ((body.flags ?? 0) & SETTABLE_FLAGS) | (origin.flags ?? 0)
  if (!(flags & MessageFlags.Loading) && !origin.isBlank) refuseEmpty(body, files.length > 0)
  const answered = findAnswered(core, channel, body)
  const text = mentionableText(body.content ?? '', body.components)
  const mentions = findMentions(core.world, channel, author, text, body.allowed_mentions, answered?.message.author.id)
  const attachments = placeFiles(core, channel.id, body, files, [])
  const message: APIMessage = {
    id: core.ids.next(),
    channel_id: channel.id,
    type: origin.type ?? (answered ? MessageType.Reply : MessageType.Default),
    author: toApiUser(author),
    content: (body.content ?? '').trim(),
    timestamp: isoTime(core.clock.now()),
    edited_timestamp: null,
    tts: body.tts ?? false,
    mention_everyone: mentions.everyone,
    mentions: mentions.users,
    mention_roles: mentions.roles,
    attachments,
    embeds: finishEmbeds(body.embeds, attachments),
    components: finishComponents(body.components, attachments),
    pinned: false,
    flags,
    ...answerFields(answered),
    ...origin.fields,
  }
  const stored: StoredMessage = { message, ...origin.stored }
  historyOf(core.world, channel.id).push(stored)
  if (!stored.hiddenFor) channel.lastMessageId = message.id
  core.bus.tell({ type: 'messageCreate', stored, ...(body.nonce != null && { nonce: body.nonce }) })
  return stored
}

/**
 * Changes a message: fields that are absent stay, null empties them.
 * @throws DiscordError 50006 if nothing would be left
 */
export function editMessage(
  core: Core,
  stored: StoredMessage,
  body: MessageBody,
  files: UploadedFile[],
  isEdit = true,
): StoredMessage {
  const { message } = stored
  const channel = needChannel(core.world, message.channel_id)
  const content = body.content === undefined ? message.content : (body.content ?? '').trim()
  const attachments = placeFiles(core, channel.id, body, files, message.attachments)
  const components = body.components === undefined ? message.components : finishComponents(body.components, attachments)
  const embeds = body.embeds === undefined ? message.embeds : finishEmbeds(body.embeds, attachments)
  if (!content && !embeds.length && !attachments.length && !components?.length) throw refuse('emptyMessage')
  const author = needUser(core.world, message.author.id)
  const text = mentionableText(content, components)
  const mentions = findMentions(core.world, channel, author, text, body.allowed_mentions)
  Object.assign(message, {
    content,
    components,
    embeds,
    attachments,
    mentions: mentions.users,
    mention_roles: mentions.roles,
    mention_everyone: mentions.everyone,
    flags: editedFlags(message.flags ?? 0, body.flags),
  })
  if (isEdit) message.edited_timestamp = isoTime(core.clock.now())
  delete stored.isThinking
  core.bus.tell({ type: 'messageUpdate', stored })
  return stored
}

export function deleteMessage(core: Core, stored: StoredMessage): void {
  const { channel_id, id } = stored.message
  removeMessage(core.world, channel_id, id)
  for (const attachment of stored.message.attachments) delete core.world.files[attachment.id]
  core.bus.tell({ type: 'messageDelete', stored })
}

/** Discord writes instants with microseconds and an offset. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000+00:00')
}

function refuseEmpty(body: MessageBody, hasFiles: boolean): void {
  const isEmpty = !body.content?.trim() && !body.embeds?.length && !body.components?.length && !hasFiles
  if (isEmpty) throw refuse('emptyMessage')
}

/** Of the flags only embeds' suppression and Components V2 change later; V2 never goes, hidden never comes. */
function editedFlags(old: number, asked: number | null | undefined): number {
  const kept = old & ~MessageFlags.Loading
  if (asked === undefined || asked === null) return kept
  const suppress = asked & MessageFlags.SuppressEmbeds
  return (kept & ~MessageFlags.SuppressEmbeds) | suppress | (asked & MessageFlags.IsComponentsV2)
}

function findAnswered(core: Core, channel: Channel, body: MessageBody): StoredMessage | undefined {
  const reference = body.message_reference
  if (!reference) return undefined
  const stored = findMessage(core.world, reference.channel_id ?? channel.id, reference.message_id)
  if (stored && !stored.hiddenFor) return stored
  if (reference.fail_if_not_exists === false) return undefined
  refuseField(['message_reference'], 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', 'Unknown message')
}

function answerFields(answered: StoredMessage | undefined): Partial<APIMessage> {
  if (!answered) return {}
  const { referenced_message: _older, ...quoted } = answered.message
  const { id, channel_id } = quoted
  const reference = { type: MessageReferenceType.Default, message_id: id, channel_id }
  return { message_reference: reference, referenced_message: quoted }
}
