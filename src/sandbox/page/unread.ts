import { precedes } from './message-log.ts'
import { displayName } from './scene.ts'
import type { Message, State, User } from './types.ts'

export type Unread = { count: number; mentioned: boolean }

/** How far one user has read each channel: the last read message's id, kept in this browser. */
export class ReadMarks {
  readonly #key: string
  readonly #storage: Storage
  #marks: Record<string, string>

  constructor(userId: string, storage: Storage) {
    this.#key = `sandbox-read-${userId}`
    this.#storage = storage
    this.#marks = parseMarks(storage.getItem(this.#key))
  }

  lastRead(channelId: string): string | undefined {
    return this.#marks[channelId]
  }

  markRead(channelId: string, messageId: string): void {
    const last = this.#marks[channelId]
    if (last !== undefined && !precedes(last, messageId)) return
    this.#marks[channelId] = messageId
    this.#storage.setItem(this.#key, JSON.stringify(this.#marks))
  }

  /** Channels with something newer than their mark, when the page opens. What was never opened counts as unread. */
  unreadAtStart(state: State): Map<string, Unread> {
    const unread = new Map<string, Unread>()
    for (const { id, lastMessageId } of state.channels) {
      const last = this.#marks[id]
      if (lastMessageId && (last === undefined || precedes(last, lastMessageId))) {
        unread.set(id, { count: 0, mentioned: false })
      }
    }
    return unread
  }
}

/** Whether a message pings a user: by name, by role, or everyone. */
export function mentions(message: Message, me: User): boolean {
  return (
    message.mention_everyone ||
    message.mentions.some((user) => user.id === me.id) ||
    message.mention_roles.some((role) => me.roles.includes(role))
  )
}

/** Who wrote it, as the list calls them. */
export function authorName(message: Message): string {
  return displayName({ username: message.author.username, globalName: message.author.global_name })
}

function parseMarks(stored: string | null): Record<string, string> {
  if (stored === null) return {}
  const marks: Record<string, string> = {}
  for (const [channel, id] of Object.entries(parseObject(stored))) if (typeof id === 'string') marks[channel] = id
  return marks
}

function parseObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    // Somebody edited the browser's storage by hand: unread marks begin anew.
    return {}
  }
}
