import {
  type APIMessage,
  type APIMessageInteractionMetadata,
  InteractionType,
  MessageFlags,
  MessageReferenceType,
  MessageType,
} from 'discord-api-types/v10'
import type { Core } from '../core.ts'
import type { Origin } from '../messages/write.ts'
import { needUser, toApiUser } from '../world/people.ts'
import type { Interaction } from './book.ts'
import { asker } from './open.ts'

/** What marks a message as an answer to an interaction. */
export function originOf(core: Core, interaction: Interaction, isHidden: boolean): Origin {
  return {
    type: interaction.sourceMessageId ? MessageType.Reply : MessageType.ChatInputCommand,
    flags: isHidden ? MessageFlags.Ephemeral : 0,
    fields: interactionFields(core, interaction),
    stored: {
      token: interaction.token,
      interaction: asker(core, interaction),
      ...(isHidden && { hiddenFor: interaction.userId }),
    },
  }
}

function interactionFields(core: Core, interaction: Interaction): Partial<APIMessage> {
  const { id: applicationId } = core.world.application
  const { id, type, sourceMessageId, channelId } = interaction
  const user = toApiUser(needUser(core.world, interaction.userId))
  const isCommand = type === InteractionType.ApplicationCommand
  return {
    webhook_id: applicationId,
    application_id: applicationId,
    interaction_metadata: metadataOf(core, interaction),
    ...(isCommand && { interaction: { id, type, name: interaction.name, user } }),
    ...(sourceMessageId && {
      message_reference: { type: MessageReferenceType.Default, channel_id: channelId, message_id: sourceMessageId },
    }),
  }
}

function metadataOf(core: Core, interaction: Interaction): APIMessageInteractionMetadata {
  const metadata: Record<string, unknown> = {
    id: interaction.id,
    type: interaction.type,
    user: toApiUser(needUser(core.world, interaction.userId)),
    authorizing_integration_owners: { 0: core.world.guild.id },
    ...(interaction.type === InteractionType.ApplicationCommand && { name: interaction.name, command_type: 1 }),
    ...(interaction.type === InteractionType.MessageComponent && {
      interacted_message_id: interaction.sourceMessageId,
    }),
  }
  return metadata as unknown as APIMessageInteractionMetadata // one shape per interaction type, built above
}
