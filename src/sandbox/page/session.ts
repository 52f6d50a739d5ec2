import { type Api, ApiError } from './api.ts'
import { setNow } from './clock.ts'
import { type EventStream, followEvents, type SandboxEvent } from './events.ts'
import { EMPTY_LOG, type MessageLog, newestOf, withEarlier, withMessage, withoutMessage } from './message-log.ts'
import type { InteractionRequest, InteractionResult, Message, Modal, State } from './types.ts'
import { Typing } from './typing.ts'
import { mentions, ReadMarks, type Unread } from './unread.ts'

/** Messages fetched at once. */
const PAGE_SIZE = 50

/** Who is at the newest message keeps this many; a longer list would make every change slow to draw. */
const KEPT = 150

export type OpenModal = { modal: Modal; interactionId: string; channelId: string }

/**
 * Everything one user sees, kept in step with the sandbox. Views read its fields; `onChange` tells them to look again.
 * It ends with `close()` when the page switches to another user.
 */
export class Session {
  state: State
  channelId: string
  readonly logs = new Map<string, MessageLog>()
  readonly unread: Map<string, Unread>
  /** Channel → last message read before it was opened: the "new" line stands after it. */
  readonly newAfter = new Map<string, string>()
  readonly typing: Typing
  /** Messages with a component waiting for the bot → its custom id. */
  readonly busy = new Map<string, string>()
  readonly failedMessages = new Set<string>()
  openModal: OpenModal | undefined
  isConnected = true
  readonly #api: Api
  readonly #marks: ReadMarks
  readonly #onChange: () => void
  readonly #events: EventStream
  readonly #loading = new Set<string>()

  constructor(api: Api, state: State, channelId: string | undefined, onChange: () => void) {
    this.#api = api
    this.#onChange = onChange
    this.typing = new Typing(onChange)
    this.#marks = new ReadMarks(state.me.id, localStorage)
    this.state = state
    if (state.now !== undefined) setNow(state.now)
    this.unread = this.#marks.unreadAtStart(state)
    this.channelId = state.channels.find(({ id }) => id === channelId)?.id ?? state.channels[0]?.id ?? ''
    this.#events = followEvents(state.me.id, {
      event: (event) => this.#take(event),
      lost: () => this.#setConnected(false),
    })
  }

  close(): void {
    this.#events.close()
  }

  log(): MessageLog {
    return this.logs.get(this.channelId) ?? EMPTY_LOG
  }

  openChannel(channelId: string): void {
    if (!this.state.channels.some(({ id }) => id === channelId)) return
    this.newAfter.delete(this.channelId)
    this.channelId = channelId
    const last = this.#marks.lastRead(channelId)
    if (last !== undefined && this.unread.has(channelId)) this.newAfter.set(channelId, last)
    void this.loadNewest(channelId)
    this.#onChange()
  }

  async loadNewest(channelId: string): Promise<void> {
    const page = await this.#attempt(() => this.#api.messages(channelId, PAGE_SIZE))
    if (!page) return
    this.logs.set(channelId, { messages: page, reachesStart: page.length < PAGE_SIZE })
    if (channelId === this.channelId) this.markRead()
    this.#onChange()
  }

  async loadEarlier(): Promise<void> {
    const { channelId } = this
    const oldest = this.log().messages[0]
    if (!oldest || this.log().reachesStart || this.#loading.has(channelId)) return
    this.#loading.add(channelId)
    const page = await this.#attempt(() => this.#api.messages(channelId, PAGE_SIZE, oldest.id))
    this.#loading.delete(channelId)
    if (page) this.logs.set(channelId, withEarlier(this.log(), page, PAGE_SIZE))
    this.#onChange()
  }

  /** Everything in the open channel has been seen. */
  markRead(): void {
    const last = this.log().messages.at(-1)
    if (!last || document.hidden) return
    this.#marks.markRead(this.channelId, last.id)
    if (this.unread.delete(this.channelId)) this.#onChange()
  }

  /** The newest message is in view. */
  reachedEnd(): void {
    const log = this.log()
    if (log.messages.length > 2 * KEPT) {
      this.logs.set(this.channelId, newestOf(log, KEPT))
      this.#onChange()
    }
    this.markRead()
  }

  async send(content: string): Promise<void> {
    await this.#api.send(this.channelId, content)
    this.newAfter.delete(this.channelId)
  }

  /** Throws ApiError when the sandbox refuses, as a Discord client would not have offered it. */
  async interact(request: InteractionRequest): Promise<InteractionResult> {
    const result = await this.#api.interact(request)
    const { response, interactionId } = result
    if (response.modal) this.openModal = { modal: response.modal, interactionId, channelId: this.channelId }
    if (response.message) this.#putIfUnknown(response.message)
    this.#onChange()
    return result
  }

  /** A click or a choice on a message; its outcome shows at the message. */
  async useComponent(message: Message, customId: string, values?: string[]): Promise<void> {
    if (this.busy.has(message.id)) return
    const { id: messageId, channel_id: channelId } = message
    this.busy.set(messageId, customId)
    this.failedMessages.delete(messageId)
    this.#onChange()
    const request = { type: 'component' as const, messageId, channelId, customId, ...(values ? { values } : {}) }
    const result = await this.#attempt(() => this.interact(request))
    this.busy.delete(messageId)
    if (!result || result.response.kind === 'failed') this.failedMessages.add(messageId)
    this.#onChange()
  }

  closeModal(): void {
    this.openModal = undefined
    this.#onChange()
  }

  async dismiss(message: Message): Promise<void> {
    await this.#attempt(() => this.#api.dismiss(message.channel_id, message.id))
    this.#drop(message.channel_id, message.id)
  }

  async remove(message: Message): Promise<void> {
    await this.#attempt(() => this.#api.remove(message.channel_id, message.id))
  }

  async refresh(): Promise<void> {
    const state = await this.#attempt(() => this.#api.state())
    if (!state) return
    this.state = state
    if (state.now !== undefined) setNow(state.now)
    if (!state.channels.some(({ id }) => id === this.channelId)) this.openChannel(state.channels[0]?.id ?? '')
    this.#onChange()
  }

  /** What happened before the connection must be fetched. */
  async #catchUp(): Promise<void> {
    this.#setConnected(true)
    await Promise.all([this.refresh(), this.loadNewest(this.channelId)])
  }

  #take(event: SandboxEvent): void {
    switch (event.type) {
      case 'hello':
        void this.#catchUp()
        break
      case 'messageCreate':
        this.#arrived(event.message)
        break
      case 'messageUpdate':
        this.#put(event.message)
        break
      case 'messageDelete':
        this.#drop(event.channelId, event.messageId)
        break
      case 'interactionFailed':
        this.#failed(event)
        break
      case 'typing':
        this.typing.start(event.channelId, event.userId)
        break
      case 'botStatus':
        this.state = { ...this.state, bot: { ...this.state.bot, online: event.online } }
        this.#onChange()
        break
      case 'commandsUpdate':
      case 'stateChange':
        void this.refresh()
        break
      default:
        event satisfies never
    }
  }

  #arrived(message: Message): void {
    const { channel_id: channelId } = message
    this.typing.stop(channelId, message.author.id)
    this.#put(message)
    if (message.author.id === this.state.me.id || this.#isSeen(channelId)) this.markRead()
    else this.#countUnread(message)
  }

  #countUnread(message: Message): void {
    const { channel_id: channelId } = message
    const before = this.unread.get(channelId)
    const mentioned = before?.mentioned === true || mentions(message, this.state.me)
    this.unread.set(channelId, { count: (before?.count ?? 0) + 1, mentioned })
    if (!before && channelId === this.channelId) this.#rememberNewLine(message)
    this.#onChange()
  }

  /** The open channel got something while nobody looked: the line goes before it. */
  #rememberNewLine(message: Message): void {
    const { messages } = this.log()
    const before = messages[messages.findIndex(({ id }) => id === message.id) - 1]
    if (before) this.newAfter.set(message.channel_id, before.id)
  }

  #isSeen(channelId: string): boolean {
    return channelId === this.channelId && !document.hidden
  }

  /** A channel that was never opened is fetched as a whole when it is: nothing to keep here. */
  #put(message: Message): void {
    const log = this.logs.get(message.channel_id)
    if (log) this.logs.set(message.channel_id, withMessage(log, message))
    this.#onChange()
  }

  /** An answer to a request may come after a newer version of the same message over the socket. */
  #putIfUnknown(message: Message): void {
    const known = this.logs.get(message.channel_id)?.messages.some(({ id }) => id === message.id)
    if (known === false) this.#put(message)
  }

  #drop(channelId: string, messageId: string): void {
    const log = this.logs.get(channelId)
    if (log) this.logs.set(channelId, withoutMessage(log, messageId))
    this.#onChange()
  }

  #failed(event: Extract<SandboxEvent, { type: 'interactionFailed' }>): void {
    if (event.messageId !== undefined) this.failedMessages.add(event.messageId)
    this.#onChange()
  }

  #setConnected(isConnected: boolean): void {
    if (this.isConnected === isConnected) return
    this.isConnected = isConnected
    this.#onChange()
  }

  /** What the sandbox refuses or cannot answer is shown by the caller's absence of a result, not thrown. */
  async #attempt<T>(call: () => Promise<T>): Promise<T | undefined> {
    try {
      return await call()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (error.status === 0) this.#setConnected(false)
      else console.warn(`sandbox refused: ${error.code} ${error.message}`)
      return undefined
    }
  }
}
