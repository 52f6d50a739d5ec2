import {
  type APIApplicationCommand,
  ApplicationCommandType,
  PermissionFlagsBits as Can,
  InteractionType,
} from 'discord-api-types/v10'
import { z } from 'zod'
import type { Core } from '../core.ts'
import type { FirstAnswer } from '../interactions/answers.ts'
import { type Opened, openInteraction } from '../interactions/open.ts'
import { findMessage } from '../world/history.ts'
import { may } from '../world/permissions.ts'
import type { Channel, StoredMessage, User } from '../world/world.ts'
import { encodeOptions, encodePartial, leafOptions, nest } from './command-options.ts'
import { useComponent } from './component-use.ts'
import { submitModal } from './modal-fields.ts'
import { UserRefusal } from './refusal.ts'
import { Resolver } from './resolved.ts'
import { canSee, needViewable, type ShownMessage, show } from './sight.ts'
import { usableCommands } from './state.ts'

const sentFile = z.object({ name: z.string().min(1), contentType: z.string(), base64: z.string() })
const optionValues = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

const commandFields = {
  channelId: z.string(),
  name: z.string(),
  /** Tells apart two commands of one name (the server's and the application's). */
  commandId: z.string().optional(),
  subcommandPath: z.array(z.string()).default([]),
  options: optionValues.default({}),
}

export const actSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('command'), ...commandFields, attachments: z.array(sentFile).default([]) }),
  z.object({ type: z.literal('autocomplete'), ...commandFields, focused: z.string() }),
  z.object({
    type: z.literal('component'),
    channelId: z.string(),
    messageId: z.string(),
    customId: z.string(),
    values: z.array(z.string()).optional(),
  }),
  z.object({
    type: z.literal('modal'),
    interactionId: z.string(),
    customId: z.string(),
    fields: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
    attachments: z.array(sentFile).default([]),
  }),
  z.object({
    type: z.literal('message-command'),
    channelId: z.string(),
    name: z.string(),
    messageId: z.string(),
  }),
  z.object({ type: z.literal('user-command'), channelId: z.string(), name: z.string(), userId: z.string() }),
])

export type Act = z.infer<typeof actSchema>
type ActOf<T extends Act['type']> = Extract<Act, { type: T }>

/** How the bot first answered, as the page gets it. */
export interface Acted {
  interactionId: string
  response: {
    kind: FirstAnswer['kind']
    message?: ShownMessage
    modal?: unknown
    choices?: unknown
  }
}

/** Does what a person did, and waits for the bot's first answer. @throws UserRefusal where a client would not let them */
export async function act(core: Core, user: User, wish: Act): Promise<Acted> {
  const { interaction, answer } = open(core, user, wish)
  return { interactionId: interaction.id, response: showAnswer(await answer) }
}

function open(core: Core, user: User, wish: Act): Opened {
  switch (wish.type) {
    case 'command':
      return openCommand(core, user, wish)
    case 'autocomplete':
      return openAutocomplete(core, user, wish)
    case 'component':
      return openComponent(core, user, wish)
    case 'modal':
      return openModal(core, user, wish)
    default:
      return openMenu(core, user, wish)
  }
}

function openCommand(core: Core, user: User, wish: ActOf<'command'>): Opened {
  const channel = needCommandChannel(core, user, wish.channelId)
  const command = needCommand(core, user, wish.name, ApplicationCommandType.ChatInput, wish.commandId)
  const resolver = new Resolver(core, user, channel.id, wish.attachments)
  const leaves = encodeOptions(leafOptions(command, wish.subcommandPath), wish.options, resolver)
  const options = nest(command, wish.subcommandPath, leaves)
  return openInteraction(core, {
    type: InteractionType.ApplicationCommand,
    user,
    channel,
    name: [command.name, ...wish.subcommandPath].join(' '),
    data: { ...commandData(command), options, ...resolver.data },
  })
}

function openAutocomplete(core: Core, user: User, wish: ActOf<'autocomplete'>): Opened {
  const channel = needCommandChannel(core, user, wish.channelId)
  const command = needCommand(core, user, wish.name, ApplicationCommandType.ChatInput, wish.commandId)
  const offered = leafOptions(command, wish.subcommandPath)
  const leaves = encodePartial(offered, wish.options, wish.focused)
  const focusedType = offered.find((option) => option.name === wish.focused)?.type
  return openInteraction(core, {
    type: InteractionType.ApplicationCommandAutocomplete,
    user,
    channel,
    name: [command.name, ...wish.subcommandPath].join(' '),
    data: { ...commandData(command), options: nest(command, wish.subcommandPath, leaves) },
    ...(focusedType !== undefined && { focusedType }),
  })
}

function openMenu(core: Core, user: User, wish: ActOf<'message-command' | 'user-command'>): Opened {
  const channel = needCommandChannel(core, user, wish.channelId)
  const isMessage = wish.type === 'message-command'
  const type = isMessage ? ApplicationCommandType.Message : ApplicationCommandType.User
  const command = needCommand(core, user, wish.name, type)
  const resolver = new Resolver(core, user, channel.id, [])
  const target = isMessage ? wish.messageId : wish.userId
  if (isMessage) resolver.message(target, needMessage(core, user, channel, target).message)
  else if (!resolver.user(target)) throw new UserRefusal(404, 'unknownUser', `There is no user ${target}`)
  return openInteraction(core, {
    type: InteractionType.ApplicationCommand,
    user,
    channel,
    name: command.name,
    data: { ...commandData(command), target_id: target, ...resolver.data },
  })
}

function openComponent(core: Core, user: User, wish: ActOf<'component'>): Opened {
  const channel = needViewable(core.world, user, wish.channelId)
  const source = needMessage(core, user, channel, wish.messageId)
  const resolver = new Resolver(core, user, channel.id, [])
  const data = useComponent(source, wish.customId, wish.values, resolver)
  return openInteraction(core, {
    type: InteractionType.MessageComponent,
    user,
    channel,
    name: wish.customId,
    data,
    source,
  })
}

function openModal(core: Core, user: User, wish: ActOf<'modal'>): Opened {
  const opener = core.interactions.find(wish.interactionId)
  if (!opener?.modal || opener.userId !== user.id || opener.modal.custom_id !== wish.customId) {
    throw new UserRefusal(404, 'unknownModal', `No modal ${wish.customId} is open for you`)
  }
  const channel = needViewable(core.world, user, opener.channelId)
  const resolver = new Resolver(core, user, channel.id, wish.attachments)
  const source = opener.sourceMessageId && findMessage(core.world, channel.id, opener.sourceMessageId)
  return openInteraction(core, {
    type: InteractionType.ModalSubmit,
    user,
    channel,
    name: opener.name,
    data: submitModal(opener.modal, wish.fields, resolver),
    ...(source && { source }),
  })
}

function needCommandChannel(core: Core, user: User, channelId: string): Channel {
  const channel = needViewable(core.world, user, channelId)
  if (may(core.world, user, channel, Can.UseApplicationCommands)) return channel
  throw new UserRefusal(403, 'noCommands', 'You may not use commands in this channel')
}

function needCommand(
  core: Core,
  user: User,
  name: string,
  type: ApplicationCommandType,
  id?: string,
): APIApplicationCommand {
  const found = usableCommands(core.world, user).find(
    (one) => one.type === type && one.name === name && (id === undefined || one.id === id),
  )
  if (!found) throw new UserRefusal(404, 'unknownCommand', `There is no command /${name} that you may use`)
  return found
}

function needMessage(core: Core, user: User, channel: Channel, id: string): StoredMessage {
  const stored = findMessage(core.world, channel.id, id)
  if (!stored || !canSee(core.world, user, stored)) {
    throw new UserRefusal(404, 'unknownMessage', `There is no message ${id} that you may see`)
  }
  return stored
}

function commandData(command: APIApplicationCommand): Record<string, unknown> {
  const { id, name, type, guild_id } = command
  return { id, name, type, ...(guild_id && { guild_id }) }
}

function showAnswer(answer: FirstAnswer): Acted['response'] {
  if ('stored' in answer) return { kind: answer.kind, message: show(answer.stored) }
  return answer
}
