import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { ApiError } from './api.ts'
import { type CommandChoice, commandChoices, matchingChoices, typedChoice } from './command-choices.ts'
import { can, PERMISSION } from './permissions.ts'
import type { Scene } from './scene.ts'
import type { Session } from './session.ts'
import { drawSuggestions, moveActive } from './suggestion-list.ts'
import { isThread } from './threads.ts'
import './command-form.ts'

/** Where one types: plain messages, the command picker after a slash, and the form of a picked command. */
export class Composer extends LitElement {
  static override properties = {
    scene: { attribute: false },
    session: { attribute: false },
    channelId: { attribute: false },
    commands: { attribute: false },
    isBotOnline: { attribute: false },
    text: { state: true },
    active: { state: true },
    picked: { state: true },
    isPickerShut: { state: true },
    problem: { state: true },
  }
  declare scene: Scene
  declare session: Session
  declare channelId: string
  declare commands: Session['state']['commands']
  declare isBotOnline: boolean
  declare text: string
  declare active: number
  declare picked: { choice: CommandChoice; rest: string } | undefined
  declare isPickerShut: boolean
  declare problem: string
  #choices: CommandChoice[] = []

  constructor() {
    super()
    this.text = ''
    this.active = 0
    this.isPickerShut = false
    this.problem = ''
  }

  protected override createRenderRoot(): this {
    return this
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('commands') || changed.has('scene'))
      this.#choices = commandChoices(this.commands, this.scene.locale)
    if (changed.has('channelId')) this.problem = ''
  }

  protected override render(): TemplateResult {
    const { words } = this.scene
    const notice = this.isBotOnline ? nothing : html`<div class="composer-notice">${words.botOffline}</div>`
    return html`${notice}${this.picked ? this.#drawForm(this.picked) : this.#drawText()}`
  }

  #drawForm({ choice, rest }: { choice: CommandChoice; rest: string }): TemplateResult {
    return html`<sandbox-command-form .choice=${choice} .rest=${rest} .scene=${this.scene} .session=${this.session}
      .channelId=${this.channelId} @leave=${this.#leaveForm} @sent=${this.#formSent}></sandbox-command-form>`
  }

  #drawText(): TemplateResult {
    const { words, channels } = this.scene
    const channel = channels.get(this.channelId)
    const needed = channel && isThread(channel) ? PERMISSION.sendInThreads : PERMISSION.sendMessages
    const maySend = channel !== undefined && can(channel.permissions, needed)
    const mayCommand = channel !== undefined && can(channel.permissions, PERMISSION.useApplicationCommands)
    if (!maySend && !mayCommand) return html`<div class="composer-bar refused">${words.cannotSend}</div>`
    const entries = this.#entries()
    const isOpen = entries !== undefined
    return html`${this.problem ? html`<div class="composer-problem" role="alert">${this.problem}</div>` : nothing}
      ${isOpen ? this.#drawPicker(entries) : nothing}
      <div class="composer-bar">
        <button type="button" class="slash" aria-label=${words.showCommands} title=${words.showCommands} @click=${this.#startSlash}>/</button>
        <textarea rows="1" role="combobox" aria-label=${words.messageLabel} aria-expanded=${isOpen} aria-controls="suggestions"
          aria-activedescendant=${isOpen && entries.length > 0 ? `suggestion-${this.active}` : nothing} maxlength="2000"
          placeholder=${words.messagePlaceholder(channel.name)} .value=${this.text} @input=${this.#onInput} @keydown=${this.#onKey}></textarea>
        <button type="button" class="send" aria-label=${words.send} title=${words.send} ?disabled=${this.text.trim() === ''} @click=${this.#submit}>
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M3 11V4l19 8-19 8v-7l11-1z"/></svg>
        </button>
      </div>`
  }

  #drawPicker(entries: CommandChoice[]): TemplateResult {
    const { words } = this.scene
    const rows = entries.map(({ label, plainLabel, description }) => ({
      label: `/${label}`,
      description,
      note: plainLabel === label ? undefined : `/${plainLabel}`,
    }))
    const list =
      rows.length > 0
        ? drawSuggestions(rows, this.active, words.commands, (index) => this.#pick(entries[index]))
        : html`<p class="empty">${words.noCommand}</p>`
    return html`<div class="picker"><div class="picker-title">${words.commands}</div>${list}</div>`
  }

  /** Commands that fit what stands after the slash; undefined while no command is being typed. */
  #entries(): CommandChoice[] | undefined {
    const isCommand = this.text.startsWith('/') && !this.text.includes('\n')
    return isCommand && !this.isPickerShut ? matchingChoices(this.#choices, this.text.slice(1)) : undefined
  }

  readonly #startSlash = (): void => {
    if (!this.text.startsWith('/')) this.text = '/'
    this.isPickerShut = false
    this.active = 0
    this.querySelector('textarea')?.focus()
  }

  readonly #onInput = (event: Event): void => {
    if (!(event.target instanceof HTMLTextAreaElement)) return
    this.text = event.target.value
    this.active = 0
    this.problem = ''
    if (!this.text.startsWith('/')) this.isPickerShut = false
    const typed = typedChoice(this.#choices, this.text)
    if (typed && this.#entries()) this.picked = typed
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    // While an input method composes (pinyin), Enter and arrows are its own.
    if (event.isComposing) return
    const entries = this.#entries()
    const moved = moveActive(event.key, this.active, entries?.length ?? 0)
    const isPick = event.key === 'Tab' || (event.key === 'Enter' && !event.shiftKey)
    if (moved !== undefined) this.active = moved
    else if (entries && event.key === 'Escape') this.isPickerShut = true
    else if (entries?.length && isPick) this.#pick(entries[this.active])
    else if (event.key === 'Enter' && !event.shiftKey) void this.#submit()
    else return
    event.preventDefault()
  }

  #pick(choice: CommandChoice | undefined): void {
    if (choice) this.picked = { choice, rest: '' }
  }

  readonly #submit = async (): Promise<void> => {
    const content = this.text.trim()
    if (content === '') return
    this.text = ''
    try {
      await this.session.send(content)
      this.dispatchEvent(new Event('sent'))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      this.problem = error.status === 0 ? this.scene.words.notAnswered : this.scene.words.refused(error.message)
      this.text = content
    }
  }

  readonly #formSent = (): void => {
    this.#leaveForm()
    this.dispatchEvent(new Event('sent'))
  }

  /** After a command was sent or left: back to plain text; what was typed into a left command is not kept as text. */
  readonly #leaveForm = (): void => {
    this.picked = undefined
    this.text = ''
    void this.updateComplete.then(() => this.querySelector('textarea')?.focus())
  }

  protected override updated(): void {
    this.querySelector('li.active')?.scrollIntoView({ block: 'nearest' })
    const area = this.querySelector('textarea')
    if (!area) return
    area.style.height = 'auto'
    area.style.height = `${Math.min(area.scrollHeight, innerHeight * 0.4)}px`
  }
}

customElements.define('sandbox-composer', Composer)
