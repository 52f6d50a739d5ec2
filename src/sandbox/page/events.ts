import type { Message } from './types.ts'

/** What the sandbox tells a page as it happens; only what this user may see. */
export type SandboxEvent =
  /** From now on nothing is missed. */
  | { type: 'hello' }
  | { type: 'messageCreate' | 'messageUpdate'; message: Message }
  | { type: 'messageDelete'; channelId: string; messageId: string }
  | { type: 'interactionFailed'; interactionId: string; channelId: string; messageId?: string }
  | { type: 'typing'; channelId: string; userId: string }
  | { type: 'commandsUpdate' }
  | { type: 'botStatus'; online: boolean }
  | { type: 'stateChange' }

/** Waits between attempts to connect again, in ms; the last one repeats. */
const RETRY_MS = [250, 500, 1000, 2000, 4000]

export type EventStream = { close: () => void }

type Handlers = {
  event: (event: SandboxEvent) => void
  lost: () => void
}

/** Follows one user's events and connects again for as long as the page is open. */
export function followEvents(userId: string, handlers: Handlers): EventStream {
  let closed = false
  let attempt = 0
  let timer: number | undefined
  let socket: WebSocket | undefined

  const connect = () => {
    socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/sandbox/events?user=${userId}`)
    socket.addEventListener('open', () => {
      attempt = 0
    })
    socket.addEventListener('message', ({ data }) => {
      const event = parseEvent(data)
      if (event) handlers.event(event)
    })
    socket.addEventListener('close', retry)
  }
  const retry = () => {
    if (closed) return
    handlers.lost()
    timer = window.setTimeout(connect, RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)])
    attempt += 1
  }
  const close = () => {
    closed = true
    window.clearTimeout(timer)
    socket?.close()
  }
  connect()
  return { close }
}

function parseEvent(data: unknown): SandboxEvent | undefined {
  if (typeof data !== 'string') return undefined
  const value: unknown = JSON.parse(data)
  if (typeof value !== 'object' || value === null || !('type' in value)) return undefined
  // The sandbox and its page are built together: a known type has the fields its API declares.
  return value as SandboxEvent
}
