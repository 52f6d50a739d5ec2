import { MessageFlags, MessageType } from 'discord-api-types/v10'
import type { Core } from '../core.ts'
import { refuse } from '../discord-error.ts'
import type { UploadedFile } from '../messages/attachments.ts'
import { readMessage } from '../messages/message-schema.ts'
import { createMessage, deleteMessage, editMessage } from '../messages/write.ts'
import { findMessage } from '../world/history.ts'
import { botUser } from '../world/people.ts'
import { needChannel } from '../world/places.ts'
import type { StoredMessage } from '../world/world.ts'
import type { Interaction } from './book.ts'
import { originOf } from './origin.ts'

/** A message of this interaction, `@original` being the first answer. @throws DiscordError 10008 */
export function needWebhookMessage(core: Core, interaction: Interaction, id: string): StoredMessage {
  const wanted = id === '@original' ? interaction.originalId : id
  const stored = wanted ? findMessage(core.world, interaction.channelId, wanted) : undefined
  if (!stored || (stored.token !== interaction.token && wanted !== interaction.originalId)) {
    throw refuse('unknownMessage')
  }
  return stored
}

export function editWebhookMessage(
  core: Core,
  interaction: Interaction,
  id: string,
  body: unknown,
  files: UploadedFile[],
): StoredMessage {
  const stored = needWebhookMessage(core, interaction, id)
  const wasLayout = ((stored.message.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0
  const isFirst = stored.isThinking === true
  const edited = editMessage(core, stored, readMessage(body, [], wasLayout), files, !isFirst)
  if (isFirst) interaction.isDeferred = false
  return edited
}

export function deleteWebhookMessage(core: Core, interaction: Interaction, id: string): void {
  const stored = needWebhookMessage(core, interaction, id)
  deleteMessage(core, stored)
  if (stored.message.id === interaction.originalId) interaction.isDeferred = false
}

/** A further message. Straight after a deferral Discord writes it into the waiting message instead. */
export function followUp(core: Core, interaction: Interaction, body: unknown, files: UploadedFile[]): StoredMessage {
  if (interaction.isDeferred) return editWebhookMessage(core, interaction, '@original', body, files)
  const message = readMessage(body)
  const isHidden = ((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0
  const origin = { ...originOf(core, interaction, isHidden), type: MessageType.Reply }
  const channel = needChannel(core.world, interaction.channelId)
  return createMessage(core, channel, botUser(core.world), message, files, origin)
}
