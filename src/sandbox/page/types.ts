import type {
  APIApplicationCommand,
  APIApplicationCommandOptionChoice,
  APIMessage,
  APIModalInteractionResponseCallbackData,
  APIRole,
} from 'discord-api-types/v10'

/** The sandbox's user API, as the page reads it. */

export type User = {
  id: string
  username: string
  globalName: string | null
  locale: string
  roles: string[]
  bot: boolean
  /** Bit set over the whole guild, as a decimal string. */
  permissions: string
}

export type Channel = {
  id: string
  name: string
  type: number
  topic?: string | null
  /** What I may do in this channel: bit set as a decimal string. */
  permissions: string
  lastMessageId?: string | null
  /** The channel a thread belongs to. */
  parentId?: string | null
}

export type Role = Pick<APIRole, 'id' | 'name' | 'color'>

export type State = {
  me: User
  users: User[]
  guild: { id: string; name: string; roles: Role[] }
  channels: Channel[]
  commands: APIApplicationCommand[]
  bot: { id: string; name: string; online: boolean }
  /** The sandbox's own time in ms, when it tells it: tests can move it ahead of the browser's. */
  now?: number
}

export type Message = APIMessage & {
  sandbox?: {
    /** Only this user sees the message. */
    hiddenFor?: string
    thinking?: true
    failed?: true
    interaction?: { name: string; user: { id: string; username: string; globalName: string | null } }
  }
}

export type Modal = APIModalInteractionResponseCallbackData
export type Choice = APIApplicationCommandOptionChoice
export type OptionValue = string | number | boolean
export type Attachment = { name: string; contentType: string; base64: string }

/** By custom id: text of inputs; lists for menus, and for uploads the files' names. */
export type ModalValues = Record<string, string | string[]>

export type CommandRequest = {
  channelId: string
  name: string
  /** Tells apart two commands of one name. */
  commandId: string
  subcommandPath?: string[]
  options: Record<string, OptionValue>
}

export type InteractionRequest =
  | (CommandRequest & { type: 'command'; attachments?: Attachment[] })
  | (CommandRequest & { type: 'autocomplete'; focused: string })
  | { type: 'component'; messageId: string; channelId: string; customId: string; values?: string[] }
  | { type: 'modal'; interactionId: string; customId: string; fields: ModalValues; attachments?: Attachment[] }

export type InteractionResult = {
  interactionId: string
  response: {
    kind: 'message' | 'deferred' | 'modal' | 'choices' | 'update' | 'deferredUpdate' | 'failed'
    message?: Message
    modal?: Modal
    choices?: Choice[]
  }
}
