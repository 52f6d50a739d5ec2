import type { Message } from './types.ts'

/** One channel's messages as far as they are loaded, oldest first, each id once. */
export type MessageLog = {
  messages: readonly Message[]
  /** Whether the oldest loaded message is the channel's first. */
  reachesStart: boolean
}

export const EMPTY_LOG: MessageLog = { messages: [], reachesStart: false }

/** Puts a message at its place by id (snowflakes grow with time), or in the place of its older version. */
export function withMessage(log: MessageLog, message: Message): MessageLog {
  const messages = [...log.messages]
  const known = messages.findLastIndex((other) => other.id === message.id)
  if (known >= 0) messages[known] = message
  else messages.splice(messages.findLastIndex((other) => precedes(other.id, message.id)) + 1, 0, message)
  return { ...log, messages }
}

export function withoutMessage(log: MessageLog, messageId: string): MessageLog {
  return { ...log, messages: log.messages.filter((message) => message.id !== messageId) }
}

/** Lays an older page before what is loaded. */
export function withEarlier(log: MessageLog, page: Message[], pageSize: number): MessageLog {
  const known = new Set(log.messages.map((message) => message.id))
  const earlier = page.filter((message) => !known.has(message.id))
  return { messages: [...earlier, ...log.messages], reachesStart: page.length < pageSize }
}

/** The newest messages only; the others are fetched again when somebody scrolls up to them. */
export function newestOf(log: MessageLog, count: number): MessageLog {
  if (log.messages.length <= count) return log
  return { messages: log.messages.slice(-count), reachesStart: false }
}

/** Compares two snowflakes by the time they hold. */
export function precedes(id: string, other: string): boolean {
  return id.length === other.length ? id < other : id.length < other.length
}
