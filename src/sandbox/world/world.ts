import type {
  APIApplicationCommand,
  APIMessage,
  APIOverwrite,
  APIRole,
  Locale,
  ThreadAutoArchiveDuration,
} from 'discord-api-types/v10'

/** Everything the sandbox remembers. Plain data: this is what the snapshot file holds. */
export interface World {
  version: 1
  /** How far tests moved the clock, in milliseconds. */
  clockAhead: number
  lastId: string
  application: { id: string; name: string }
  guild: Guild
  users: User[]
  channels: Channel[]
  /** Oldest first, by channel id. */
  messages: Record<string, StoredMessage[]>
  commands: { global: APIApplicationCommand[]; guild: APIApplicationCommand[] }
  /** `author:channel:nonce` → the message it made. */
  nonces: Record<string, { messageId: string; at: number }>
  /** Channel id → instants of edits of messages over an hour old. */
  oldEdits: Record<string, number[]>
  /** Attachment id → its bytes. */
  files: Record<string, StoredFile>
}

export interface Guild {
  id: string
  name: string
  ownerId: string
  locale: Locale
  joinedAt: string
  roles: APIRole[]
}

export interface User {
  id: string
  username: string
  globalName: string | null
  locale: Locale
  bot: boolean
  /** Role ids without @everyone. */
  roles: string[]
  joinedAt: string
  /** The server's owner exists because Discord has one, but nobody plays them. */
  isListed: boolean
  /** Not in the server (any more). */
  isAbsent?: true
}

export interface Channel {
  id: string
  name: string
  type: number
  position: number
  topic: string | null
  parentId: string | null
  overwrites: APIOverwrite[]
  lastMessageId: string | null
  thread?: Thread
}

export interface Thread {
  ownerId: string
  createdAt: string
  isArchived: boolean
  isLocked: boolean
  archivedAt: string
  autoArchiveMinutes: ThreadAutoArchiveDuration
}

export interface StoredMessage {
  message: APIMessage
  /** Only this user sees it (Discord: ephemeral). */
  hiddenFor?: string
  /** The bot has deferred and not answered yet. */
  isThinking?: true
  /** The bot did not answer in time; only the one who asked sees this. */
  hasFailed?: true
  interaction?: { id: string; name: string; user: { id: string; username: string; globalName: string | null } }
  /** The interaction token that made it, so that its webhook reaches it. */
  token?: string
}

export interface StoredFile {
  name: string
  contentType: string
  base64: string
}
