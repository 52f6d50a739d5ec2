import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import { keyed } from 'lit/directives/keyed.js'
import { repeat } from 'lit/directives/repeat.js'
import type { MessageLog } from './message-log.ts'
import { answeredId, drawMessage, isHidden, type MessageActions, type RowState } from './message-row.ts'
import type { Scene } from './scene.ts'
import { formatInstant } from './time-formats.ts'
import type { Message } from './types.ts'

/** Messages of one author within this time stand under one name. */
const GROUP_MS = 7 * 60_000

/** This close to the newest message counts as reading it: new ones keep the view at the end. */
const NEAR_END_PX = 120
/** This close to the top asks for older messages. */
const NEAR_START_PX = 300

/** What comes before a reader's own scrolling: wheel, finger, keys, the scroll bar. */
const READER_SCROLLS = ['wheel', 'touchmove', 'keydown', 'pointerdown']

/** One channel's messages. Fires `need-earlier` near the top and `seen` when the newest is in view. */
export class MessageList extends LitElement {
  static override properties = {
    log: { attribute: false },
    scene: { attribute: false },
    channelName: { attribute: false },
    newAfter: { attribute: false },
    busy: { attribute: false },
    failed: { attribute: false },
    revision: { attribute: false },
    actions: { attribute: false },
    isAtEnd: { state: true },
  }
  declare log: MessageLog
  declare scene: Scene
  declare channelName: string
  declare newAfter: string | undefined
  declare busy: ReadonlyMap<string, string>
  declare failed: ReadonlySet<string>
  /** Counts changes of the mutable maps above. */
  declare revision: number
  declare actions: MessageActions
  declare isAtEnd: boolean
  /** The row that must not move on the screen while older ones are laid above it. */
  #anchor: { id: string; row: Element; top: number } | undefined
  #resize: ResizeObserver | undefined
  /** Until the reader scrolls: a message that came after this one and is taller than the view is read from its top. */
  #answersAfter: string | undefined

  constructor() {
    super()
    this.isAtEnd = true
  }

  protected override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.addEventListener('scroll', this.#onScroll, { passive: true })
    for (const kind of READER_SCROLLS) this.addEventListener(kind, this.#onReaderScroll, { passive: true })
    // Late heights (custom elements, pictures, the keyboard of a phone) must not push the newest message out of view.
    this.#resize = new ResizeObserver(() => this.#keepEnd())
    this.#resize.observe(this)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.removeEventListener('scroll', this.#onScroll)
    for (const kind of READER_SCROLLS) this.removeEventListener(kind, this.#onReaderScroll)
    this.#resize?.disconnect()
  }

  protected override firstUpdated(): void {
    const list = this.querySelector('discord-messages')
    if (list) this.#resize?.observe(list)
  }

  protected override willUpdate(): void {
    const row = this.querySelector('.row')
    const id = row?.querySelector('discord-message')?.getAttribute('data-id')
    this.#anchor = row && id ? { id, row, top: row.getBoundingClientRect().top } : undefined
  }

  protected override updated(changed: PropertyValues<this>): void {
    const isFirst = this.log.messages[0]?.id === this.#anchor?.id
    if (changed.has('log') && !isFirst) this.#holdAnchor()
    this.#keepEnd()
  }

  #holdAnchor(): void {
    if (!this.#anchor || this.isAtEnd || !this.#anchor.row.isConnected) return
    this.scrollTop += this.#anchor.row.getBoundingClientRect().top - this.#anchor.top
  }

  protected override render(): TemplateResult {
    const { words } = this.scene
    const { messages, reachesStart } = this.log
    const start = reachesStart ? this.#drawBeginning() : this.#drawEarlier()
    // The library reads its theme once, when an element is made: another theme makes the list anew.
    return html`${start}
      ${keyed(
        this.scene.light,
        html`<discord-messages no-background ?light-theme=${this.scene.light} role="log" aria-live="polite" aria-label=${words.messagesIn(this.channelName)}>
          ${repeat(
            messages,
            ({ id }) => id,
            (message, index) => this.#drawRow(message, messages[index - 1]),
          )}
        </discord-messages>`,
      )}
      ${this.isAtEnd ? nothing : html`<button type="button" class="to-end" @click=${() => this.jumpToEnd()}>${words.jumpToNewest} ↓</button>`}`
  }

  #drawBeginning(): TemplateResult {
    const { words } = this.scene
    return html`<div class="beginning"><strong>${words.beginning(this.channelName)}</strong><span>${words.tryIt}</span></div>`
  }

  #drawEarlier(): TemplateResult {
    const { words } = this.scene
    if (this.log.messages.length === 0) return html`<p class="beginning">${words.loading}</p>`
    return html`<button type="button" class="earlier" @click=${this.#askEarlier}>${words.loadEarlier}</button>`
  }

  #drawRow(message: Message, previous: Message | undefined) {
    const row = this.#rowState(message, previous)
    const divider = this.#divider(message, previous)
    const parts = [message, this.scene, row.continues, row.waitingFor, row.hasFailed, row.original, divider?.text]
    return guard(parts, () => {
      const line = divider
        ? html`<div class="divider ${divider.kind}" role="separator"><span>${divider.text}</span></div>`
        : nothing
      return html`<div class="row ${row.continues ? 'continues' : ''}">${line}${drawMessage(message, row, this.scene, this.actions)}</div>`
    })
  }

  #rowState(message: Message, previous: Message | undefined): RowState {
    const answered = answeredId(message)
    return {
      continues: previous !== undefined && this.#continues(message, previous),
      waitingFor: this.busy.get(message.id),
      hasFailed: this.failed.has(message.id),
      original: answered === undefined ? undefined : this.log.messages.find(({ id }) => id === answered),
    }
  }

  #continues(message: Message, previous: Message): boolean {
    return (
      previous.author.id === message.author.id &&
      previous.id !== this.newAfter &&
      answeredId(message) === undefined &&
      !message.sandbox?.interaction &&
      isHidden(message) === isHidden(previous) &&
      Date.parse(message.timestamp) - Date.parse(previous.timestamp) < GROUP_MS
    )
  }

  #divider(message: Message, previous: Message | undefined): { kind: string; text: string } | undefined {
    if (previous !== undefined && previous.id === this.newAfter)
      return { kind: 'new', text: this.scene.words.newMessages }
    if (previous !== undefined && dayOf(message) === dayOf(previous)) return undefined
    return { kind: 'day', text: formatInstant(Date.parse(message.timestamp) / 1000, 'D', this.scene.locale, 0) }
  }

  readonly #onScroll = (): void => {
    const isAtEnd = this.scrollHeight - this.scrollTop - this.clientHeight < NEAR_END_PX
    if (isAtEnd !== this.isAtEnd) this.isAtEnd = isAtEnd
    if (isAtEnd) this.dispatchEvent(new Event('seen'))
    if (this.scrollTop < NEAR_START_PX) this.#askEarlier()
  }

  readonly #askEarlier = (): void => {
    if (!this.log.reachesStart) this.dispatchEvent(new Event('need-earlier'))
  }

  readonly #onReaderScroll = (): void => {
    this.#answersAfter = undefined
  }

  jumpToEnd(): void {
    this.isAtEnd = true
    this.#keepEnd()
  }

  /** The reader asked the bot something: who is at the end sees what comes from its first line on. */
  expectAnswer(): void {
    this.#answersAfter = this.log.messages.at(-1)?.id ?? ''
  }

  #keepEnd(): void {
    if (!this.isAtEnd) return
    const answer = this.#tallAnswer()
    if (answer) this.scrollTop += answer.getBoundingClientRect().top - this.getBoundingClientRect().top
    else this.scrollTop = this.scrollHeight
  }

  /** The newest row, if it is awaited and does not fit into the view. */
  #tallAnswer(): Element | undefined {
    if (this.#answersAfter === undefined || this.log.messages.at(-1)?.id === this.#answersAfter) return undefined
    const row = this.querySelector('discord-messages')?.lastElementChild
    return row && row.getBoundingClientRect().height > this.clientHeight ? row : undefined
  }
}

const days = new WeakMap<Message, string>()

/** The reader's local day; remembered, since every change asks it of every message. */
function dayOf(message: Message): string {
  const known = days.get(message)
  if (known !== undefined) return known
  const day = new Date(message.timestamp).toDateString()
  days.set(message, day)
  return day
}

customElements.define('sandbox-message-list', MessageList)

declare global {
  interface HTMLElementTagNameMap {
    'sandbox-message-list': MessageList
  }
}
