import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import WebSocket from 'ws'
import { parts } from './visible-text.ts'
import type { Response, SandboxUser, Shown, State } from './wire.ts'

/** What a person needs of the driver. */
export interface Door {
  readonly url: string
  call<T>(method: string, path: string, body?: unknown, userId?: string): Promise<T>
  channel(nameOrId: string): Promise<string>
  state(userId?: string): Promise<State>
}

type OptionValue = string | number | boolean

export interface SandboxEvent {
  type: string
  channelId?: string
  messageId?: string
  message?: Shown
  interactionId?: string
  userId?: string
}

export interface Where {
  /** Name or id; 大厅 unless told. */
  channel?: string
  /** Files for attachment options, which name them. */
  attachments?: { name: string; contentType: string; base64: string }[]
}

const DEFAULT_CHANNEL = '大厅'
const FINAL_WITHIN_MS = 15_000 // for a deferred answer to become one

/** One user of the sandbox, who types commands and clicks, and sees what the bot does. */
export class Person {
  readonly user: SandboxUser
  readonly #driver: Door
  readonly #socket: WebSocket
  readonly #events: SandboxEvent[] = []
  readonly #waiting = new Set<() => void>()

  private constructor(driver: Door, user: SandboxUser, socket: WebSocket) {
    this.#driver = driver
    this.user = user
    this.#socket = socket
    socket.on('message', (data) => {
      this.#events.push(JSON.parse(String(data)) as SandboxEvent)
      for (const wake of this.#waiting) wake()
    })
  }

  static async enter(driver: Door, user: SandboxUser): Promise<Person> {
    const socket = new WebSocket(`${driver.url.replace('http', 'ws')}/sandbox/events?user=${user.id}`)
    const person = new Person(driver, user, socket)
    await person.#waitForEvent(0, (event) => event.type === 'hello', 5_000)
    return person
  }

  get id(): string {
    return this.user.id
  }

  /**
   * Types a slash command and waits for what is finally seen, through a deferral.
   * @param name with its sub-commands: `lookup`, `daily set`
   */
  async command(name: string, options: Record<string, OptionValue> = {}, where: Where = {}): Promise<Response> {
    const [command, ...subcommandPath] = name.split(' ')
    const channelId = await this.#driver.channel(where.channel ?? DEFAULT_CHANNEL)
    const attachments = where.attachments ?? []
    return this.#act({ type: 'command', name: command, subcommandPath, options, channelId, attachments })
  }

  /** The choices offered while the focused option is being typed. */
  async autocomplete(
    name: string,
    focused: string,
    typed: OptionValue,
    options: Record<string, OptionValue> = {},
    where: Where = {},
  ): Promise<{ name: string; value: string | number }[]> {
    const [command, ...subcommandPath] = name.split(' ')
    const channelId = await this.#driver.channel(where.channel ?? DEFAULT_CHANNEL)
    const all = { ...options, [focused]: typed }
    const answer = await this.#act({
      type: 'autocomplete',
      name: command,
      subcommandPath,
      options: all,
      focused,
      channelId,
    })
    if (!answer.choices) throw new Error(`expected choices, got ${answer.kind}`)
    return answer.choices
  }

  /** Clicks the button with that custom id or label. */
  async click(message: Shown | undefined, customIdOrLabel: string): Promise<Response> {
    const customId = findCustomId(message, customIdOrLabel)
    return this.#act({ type: 'component', messageId: message?.id, channelId: message?.channel_id, customId })
  }

  /** Chooses in the menu with that custom id or placeholder. */
  async select(message: Shown | undefined, customIdOrPlaceholder: string, values: string[]): Promise<Response> {
    const customId = findCustomId(message, customIdOrPlaceholder)
    return this.#act({ type: 'component', messageId: message?.id, channelId: message?.channel_id, customId, values })
  }

  /** Fills and sends the modal with which the bot answered; fields by custom id. */
  async submit(
    answer: Response,
    fields: Record<string, string | string[]>,
    attachments: Where['attachments'] = [],
  ): Promise<Response> {
    if (!answer.modal) throw new Error(`expected an answer with a modal, got ${answer.kind}`)
    const { interactionId, modal } = answer
    return this.#act({ type: 'modal', interactionId, customId: modal.custom_id, fields, attachments })
  }

  /** Uses a command of a message's or a user's context menu. */
  async menu(name: string, target: { message: Shown } | { userId: string; channel?: string }): Promise<Response> {
    if ('message' in target) {
      const { id, channel_id } = target.message
      return this.#act({ type: 'message-command', name, messageId: id, channelId: channel_id })
    }
    const channelId = await this.#driver.channel(target.channel ?? DEFAULT_CHANNEL)
    return this.#act({ type: 'user-command', name, userId: target.userId, channelId })
  }

  /** The channel's newest messages that this user may see, newest last. */
  async messages(channel = DEFAULT_CHANNEL, page: { before?: string; limit?: number } = {}): Promise<Shown[]> {
    const id = await this.#driver.channel(channel)
    const query = new URLSearchParams()
    if (page.before !== undefined) query.set('before', page.before)
    query.set('limit', String(page.limit ?? 50))
    return this.#driver.call<Shown[]>('GET', `/sandbox/channels/${id}/messages?${query}`, undefined, this.id)
  }

  /** The first message there, old or new, for which the predicate holds. @throws Error after the timeout */
  async waitForMessage(channel: string, isIt: (message: Shown) => boolean, timeoutMs = 10_000): Promise<Shown> {
    const from = this.#events.length
    const channelId = await this.#driver.channel(channel)
    const old = (await this.messages(channel)).find(isIt)
    if (old) return old
    const event = await this.#waitForEvent(
      from,
      ({ message }) => message !== undefined && message.channel_id === channelId && isIt(message),
      timeoutMs,
    )
    if (!event.message) throw new Error('unreachable: the event has a message')
    return event.message
  }

  /** The message as it is now, if it is still there. */
  async look(message: Pick<Shown, 'id' | 'channel_id'>): Promise<Shown | undefined> {
    const page = await this.messages(message.channel_id, { limit: 100 })
    return page.find((one) => one.id === message.id)
  }

  /** Writes a message as a person does. */
  async say(content: string, channel = DEFAULT_CHANNEL): Promise<Shown> {
    const id = await this.#driver.channel(channel)
    return this.#driver.call<Shown>('POST', `/sandbox/channels/${id}/messages`, { content }, this.id)
  }

  /** Deletes a message by hand. */
  async delete(message: Pick<Shown, 'id' | 'channel_id'>): Promise<void> {
    await this.#driver.call('DELETE', `/sandbox/messages/${message.channel_id}/${message.id}`, undefined, this.id)
  }

  async dismiss(message: Pick<Shown, 'id' | 'channel_id'>): Promise<void> {
    await this.#driver.call('POST', `/sandbox/messages/${message.channel_id}/${message.id}/dismiss`, {}, this.id)
  }

  /** The commands that this user's picker offers. */
  async commands(): Promise<string[]> {
    const { commands } = await this.#driver.state(this.id)
    return commands.map((command) => command.name)
  }

  /** What the page was told since this person entered. */
  get events(): readonly SandboxEvent[] {
    return this.#events
  }

  leave(): void {
    this.#socket.terminate()
  }

  async #act(wish: Record<string, unknown>): Promise<Response> {
    const from = this.#events.length
    const { interactionId, response } = await this.#driver.call<{
      interactionId: string
      response: Omit<Response, 'interactionId'>
    }>('POST', '/sandbox/interactions', wish, this.id)
    const answer: Response = { interactionId, ...response }
    if (answer.kind === 'deferred' && answer.message) {
      return { ...answer, message: await this.#finalOf(answer.message, interactionId, from) }
    }
    if (answer.kind === 'deferredUpdate') {
      return { ...answer, message: await this.#updateOf(String(wish.messageId), interactionId, from) }
    }
    return answer
  }

  /** The deferred message once it is written, or what the bot wrote after it took the placeholder away. */
  async #finalOf(waiting: Shown, interactionId: string, from: number): Promise<Shown> {
    const { message } = await this.#waitForEvent(from, (event) => {
      const { message } = event
      if (!message) return false
      const isWritten = message.id === waiting.id && message.sandbox.thinking === undefined
      return isWritten || isFollowUp(message, waiting.id, interactionId)
    })
    if (!message) throw new Error('unreachable: the event has a message')
    return message
  }

  async #updateOf(messageId: string, interactionId: string, from: number): Promise<Shown> {
    const { message } = await this.#waitForEvent(
      from,
      ({ type, message }) =>
        (type === 'messageUpdate' && message?.id === messageId) ||
        (message !== undefined && isFollowUp(message, messageId, interactionId)),
    )
    if (!message) throw new Error('unreachable: the event has a message')
    return message
  }

  #waitForEvent(
    from: number,
    isIt: (event: SandboxEvent) => boolean,
    timeoutMs = FINAL_WITHIN_MS,
  ): Promise<SandboxEvent> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const event = this.#events.slice(from).find(isIt)
        if (!event) return
        clearTimeout(timer)
        this.#waiting.delete(look)
        resolve(event)
      }
      const timer = setTimeout(() => {
        this.#waiting.delete(look)
        const seen = this.#events.slice(from).map((event) => event.type)
        reject(new Error(`waited ${timeoutMs} ms in vain for an event; saw ${seen.join(', ') || 'none'}`))
      }, timeoutMs)
      this.#waiting.add(look)
      look()
    })
  }
}

/** A file of this machine as an attachment. */
export async function attachment(
  path: string,
  contentType: string,
): Promise<NonNullable<Where['attachments']>[number]> {
  return { name: basename(path), contentType, base64: (await readFile(path)).toString('base64') }
}

function isFollowUp(message: Shown, notId: string, interactionId: string): boolean {
  return (
    message.id !== notId && message.sandbox.interaction?.id === interactionId && message.sandbox.thinking === undefined
  )
}

function findCustomId(message: Shown | undefined, wanted: string): string {
  if (!message) throw new Error(`expected a message with ${wanted}, got none`)
  const offered = parts(message.components).filter((part) => typeof part.custom_id === 'string')
  const found = offered.find((part) => [part.custom_id, part.label, part.placeholder].includes(wanted))
  if (typeof found?.custom_id === 'string') return found.custom_id
  const names = offered.map((part) => part.label ?? part.placeholder ?? part.custom_id)
  throw new Error(`expected one of ${names.join(' | ')}, got ${wanted}`)
}
