import { InteractionResponseType as Answer, InteractionType, MessageFlags } from 'discord-api-types/v10'
import type { Core } from '../core.ts'
import { notBuilt, refuse } from '../discord-error.ts'
import { isRecord, refuseField } from '../form-body.ts'
import type { UploadedFile } from '../messages/attachments.ts'
import { readMessage } from '../messages/message-schema.ts'
import { createMessage, editMessage } from '../messages/write.ts'
import { findMessage } from '../world/history.ts'
import { botUser } from '../world/people.ts'
import { needChannel } from '../world/places.ts'
import type { StoredMessage } from '../world/world.ts'
import type { FirstAnswer } from './answers.ts'
import type { Interaction } from './book.ts'
import { readChoices } from './choice-schema.ts'
import { readModal } from './modal-schema.ts'
import { originOf } from './origin.ts'

/**
 * The bot's first answer to an interaction.
 * @returns what `with_response=true` asks for
 * @throws DiscordError 10062 too late, 40060 twice, 50035 not allowed or past a limit
 */
export function acknowledge(
  core: Core,
  interaction: Interaction,
  body: unknown,
  files: UploadedFile[],
): Record<string, unknown> {
  refuseLate(interaction)
  const type = isRecord(body) ? body.type : undefined
  const data = isRecord(body) ? body.data : undefined
  refuseUnfit(interaction, type)
  const answer = carryOut(core, interaction, type, data, files)
  interaction.isAcknowledged = true
  interaction.settle(answer)
  return responseOf(core, interaction, type, answer)
}

function refuseLate(interaction: Interaction): void {
  if (interaction.isAcknowledged) throw refuse('alreadyAcknowledged')
  if (interaction.hasFailed) throw refuse('unknownInteraction')
}

/** Which answers an interaction takes: a modal can't answer a modal, only components have a message to update. */
function refuseUnfit(interaction: Interaction, type: unknown): void {
  const { type: asked, sourceMessageId } = interaction
  if (typeof type !== 'number') refuseField(['type'], 'BASE_TYPE_REQUIRED', 'This field is required')
  if (type === Answer.LaunchActivity || type === 10) throw notBuilt(`interaction callbacks of type ${type}`)
  const allowed = allowedAnswers(asked, sourceMessageId !== undefined)
  if (allowed.includes(type)) return
  refuseField(['type'], 'BASE_TYPE_CHOICES', `Value must be one of {${allowed.join(', ')}}.`)
}

function allowedAnswers(asked: InteractionType, hasSource: boolean): number[] {
  if (asked === InteractionType.ApplicationCommandAutocomplete) return [Answer.ApplicationCommandAutocompleteResult]
  const messages = [Answer.ChannelMessageWithSource, Answer.DeferredChannelMessageWithSource]
  const updates = hasSource ? [Answer.DeferredMessageUpdate, Answer.UpdateMessage] : []
  const modal = asked === InteractionType.ModalSubmit ? [] : [Answer.Modal]
  return [...messages, ...updates, ...modal]
}

function carryOut(
  core: Core,
  interaction: Interaction,
  type: unknown,
  data: unknown,
  files: UploadedFile[],
): FirstAnswer {
  switch (type) {
    case Answer.ChannelMessageWithSource:
      return { kind: 'message', stored: reply(core, interaction, data, files) }
    case Answer.DeferredChannelMessageWithSource:
      return { kind: 'deferred', stored: defer(core, interaction, data) }
    case Answer.DeferredMessageUpdate:
      interaction.originalId = needSource(core, interaction).message.id
      return { kind: 'deferredUpdate' }
    case Answer.UpdateMessage:
      return { kind: 'update', stored: update(core, interaction, data, files) }
    case Answer.ApplicationCommandAutocompleteResult:
      return { kind: 'choices', choices: readChoices(data, interaction.focusedType) }
    default:
      interaction.modal = readModal(data)
      return { kind: 'modal', modal: interaction.modal }
  }
}

function reply(core: Core, interaction: Interaction, data: unknown, files: UploadedFile[]): StoredMessage {
  const body = readMessage(data, ['data'])
  const isHidden = ((body.flags ?? 0) & MessageFlags.Ephemeral) !== 0
  const channel = needChannel(core.world, interaction.channelId)
  const stored = createMessage(core, channel, botUser(core.world), body, files, originOf(core, interaction, isHidden))
  interaction.originalId = stored.message.id
  return stored
}

function defer(core: Core, interaction: Interaction, data: unknown): StoredMessage {
  const flags = isRecord(data) && typeof data.flags === 'number' ? data.flags : 0
  const isHidden = (flags & MessageFlags.Ephemeral) !== 0
  const origin = originOf(core, interaction, isHidden)
  const channel = needChannel(core.world, interaction.channelId)
  const stored = createMessage(core, channel, botUser(core.world), {}, [], {
    ...origin,
    flags: MessageFlags.Loading | (isHidden ? MessageFlags.Ephemeral : 0),
    stored: { ...origin.stored, isThinking: true },
  })
  interaction.originalId = stored.message.id
  interaction.isDeferred = true
  return stored
}

function update(core: Core, interaction: Interaction, data: unknown, files: UploadedFile[]): StoredMessage {
  const source = needSource(core, interaction)
  const wasLayout = ((source.message.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0
  const stored = editMessage(core, source, readMessage(data, ['data'], wasLayout), files)
  interaction.originalId = stored.message.id
  return stored
}

function needSource(core: Core, interaction: Interaction): StoredMessage {
  const source = findMessage(core.world, interaction.channelId, interaction.sourceMessageId ?? '')
  if (!source) throw refuse('unknownMessage')
  return source
}

function responseOf(core: Core, interaction: Interaction, type: unknown, answer: FirstAnswer): Record<string, unknown> {
  const stored = 'stored' in answer ? answer.stored : undefined
  const flags = stored?.message.flags ?? 0
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      channel_id: interaction.channelId,
      guild_id: core.world.guild.id,
      ...(stored && {
        response_message_id: stored.message.id,
        response_message_loading: (flags & MessageFlags.Loading) !== 0,
        response_message_ephemeral: (flags & MessageFlags.Ephemeral) !== 0,
      }),
    },
    // A deferral has made nothing that could be shown yet.
    ...(stored && answer.kind !== 'deferred' && { resource: { type, message: stored.message } }),
  }
}
