import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { ApiError } from './api.ts'
import { Autocomplete } from './autocomplete.ts'
import { type CommandChoice, localDescription, localName } from './command-choices.ts'
import {
  asksBot,
  type Field,
  fillFields,
  narrow,
  newField,
  newFields,
  type Option,
  ownSuggestions,
  pickedValue,
  reachableFrom,
  readSoFar,
  type Suggestion,
} from './command-draft.ts'
import { drawAdd, drawField, type FieldHands, type FieldLook } from './command-field.ts'
import { buildCommandRequest } from './command-request.ts'
import type { Scene } from './scene.ts'
import type { Session } from './session.ts'
import { drawSuggestions, moveActive } from './suggestion-list.ts'
import { spreadTyped } from './typed-options.ts'

/** Discord offers at most this many rows under a field. */
const MAX_SUGGESTIONS = 25

/** A picked command with its options as fields. Fires `sending`, then `sent` when the bot has it, and `leave` when it is given up. */
export class CommandForm extends LitElement {
  static override properties = {
    choice: { attribute: false },
    rest: { attribute: false },
    scene: { attribute: false },
    session: { attribute: false },
    channelId: { attribute: false },
    fields: { state: true },
    current: { state: true },
    active: { state: true },
    isListShut: { state: true },
    problem: { state: true },
    isSending: { state: true },
  }
  declare choice: CommandChoice
  declare rest: string
  declare scene: Scene
  declare session: Session
  declare channelId: string
  declare fields: Field[]
  /** Name of the option being filled in. */
  declare current: string | undefined
  declare active: number
  declare isListShut: boolean
  declare problem: { text: string; option?: string } | undefined
  declare isSending: boolean
  readonly #autocomplete = new Autocomplete(() => this.requestUpdate())

  constructor() {
    super()
    this.fields = []
    this.active = 0
    this.isListShut = false
    this.isSending = false
  }

  protected override createRenderRoot(): this {
    return this
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('choice')) return
    this.fields = newFields(this.choice, this.rest, this.scene.locale)
    this.problem = undefined
  }

  protected override firstUpdated(): void {
    const missing = this.fields.find(({ option, text }) => option.required && text === '')
    const field = missing ?? this.fields.findLast(({ text }) => text !== '') ?? this.fields[0]
    if (field) this.#beginAt(field)
    else this.querySelector<HTMLElement>('.send')?.focus()
  }

  /** Nothing is picked by a mere Enter where nothing is needed: the list of an optional field opens when it is wanted. */
  #beginAt({ option, text }: Field): void {
    this.#focus(option)
    if (!option.required && text === '') {
      void this.updateComplete.then(() => {
        this.isListShut = true
      })
    }
  }

  protected override updated(): void {
    this.querySelector('li.active')?.scrollIntoView({ block: 'nearest' })
  }

  protected override render(): TemplateResult {
    const { words } = this.scene
    return html`${this.problem ? html`<div class="composer-problem" role="alert">${this.problem.text}</div>` : nothing}
      ${this.#drawPanel()}
      <form class="composer-bar command-form" aria-label=${`/${this.choice.label}`} @submit=${this.#onSubmit}>
        <button type="button" class="leave" aria-label=${words.leaveCommand} title=${words.leaveCommand} @click=${this.#leave}>✕</button>
        <span class="command-name">/${this.choice.label}</span>
        ${repeat(
          this.fields,
          ({ option }) => option.name,
          (field) => drawField(field, this.#look(field), this.#hands),
        )}
        ${this.#unusedOptions().map((option) => drawAdd(option, this.scene, () => this.#add(option)))}
        <button class="send" aria-label=${words.send} title=${words.send} ?disabled=${this.isSending}>
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M3 11V4l19 8-19 8v-7l11-1z"/></svg>
        </button>
      </form>`
  }

  /** What the field at hand wants, and what it offers. */
  #drawPanel(): TemplateResult {
    const { scene } = this
    if (this.isSending)
      return html`<div class="picker"><div class="picker-title" role="status">${scene.words.sending}</div></div>`
    const field = this.#field()
    if (!field) return html`<div class="picker"><div class="picker-title">${this.choice.description}</div></div>`
    const { option } = field
    const need = option.required ? scene.words.required : scene.words.optional
    return html`<div class="picker">
      <div class="picker-title" id="option-help"><strong>${localName(option, scene.locale)}</strong>
        <span class="need">${need}</span> ${localDescription(option, scene.locale)}</div>
      ${this.#drawOffers(field)}
    </div>`
  }

  #drawOffers(field: Field): TemplateResult | typeof nothing {
    const suggestions = this.#suggestions()
    if (suggestions === undefined) return nothing
    if (suggestions.length === 0)
      return html`<p class="empty">${this.#autocomplete.isWaiting ? this.scene.words.loading : this.scene.words.nothingFits}</p>`
    return drawSuggestions(suggestions, this.active, localName(field.option, this.scene.locale), (index) =>
      this.#pick(field, suggestions[index]),
    )
  }

  #look(field: Field): FieldLook {
    const { name } = field.option
    const isCurrent = name === this.current
    const hasList = isCurrent && (this.#suggestions()?.length ?? 0) > 0
    return {
      scene: this.scene,
      isCurrent,
      isWrong: this.problem?.option === name,
      active: hasList ? this.active : undefined,
    }
  }

  readonly #hands: FieldHands = {
    enter: (field) => this.#enter(field),
    type: (field, text, isComposing) => this.#type(field, text, isComposing),
    key: (field, event) => this.#onKey(field, event),
    remove: ({ option }) => this.#removeField(option),
    choose: (field, file) => {
      field.file = file
      this.problem = undefined
      this.requestUpdate()
    },
  }

  #field(): Field | undefined {
    return this.fields.find(({ option }) => option.name === this.current)
  }

  #unusedOptions(): Option[] {
    return this.choice.options.filter((option) => !this.fields.some((field) => field.option.name === option.name))
  }

  #suggestions(): Suggestion[] | undefined {
    const field = this.#field()
    if (!field || this.isListShut || pickedValue(field) !== undefined) return undefined
    if (asksBot(field.option)) return this.#autocomplete.suggestions
    const own = ownSuggestions(field.option, this.scene)
    return own && narrow(own, field.text).slice(0, MAX_SUGGESTIONS)
  }

  #enter(field: Field): void {
    this.isListShut = false
    if (this.current === field.option.name) return
    this.current = field.option.name
    this.active = 0
    this.#askBot(field)
  }

  /** Takes what stands in a field now; `name:` in it leads on to that option's field. */
  #type(field: Field, text: string, isComposing: boolean): void {
    const { option } = field
    const reachable = isComposing ? [] : reachableFrom(field, this.choice, this.fields)
    const texts = spreadTyped(text, reachable, option, this.scene.locale)
    field.text = ''
    this.fields = fillFields(this.fields, texts)
    this.active = 0
    this.isListShut = false
    this.problem = undefined
    const last = [...texts.keys()].at(-1) ?? option
    if (last === option) this.#askBot(field)
    else this.#focus(last)
  }

  #askBot(field: Field): void {
    this.#autocomplete.clear()
    if (!asksBot(field.option) || pickedValue(field) !== undefined) return
    const { choice, channelId, scene } = this
    const options = { ...readSoFar(this.fields, scene), [field.option.name]: field.text }
    this.#autocomplete.ask(this.session, { channelId, choice, options, focused: field.option.name }, scene.locale)
  }

  #onKey(field: Field, event: KeyboardEvent): void {
    // While an input method composes (pinyin), Enter and arrows are its own.
    if (event.isComposing) return
    const suggestions = this.#suggestions() ?? []
    const moved = moveActive(event.key, this.active, suggestions.length)
    const isPick = event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey && field.text !== '')
    if (moved !== undefined) this.active = moved
    else if (this.isListShut && event.key === 'ArrowDown') this.isListShut = false
    else if (isPick && suggestions.length > 0) this.#pick(field, suggestions[this.active])
    else if (event.key === 'Escape' && suggestions.length > 0) this.isListShut = true
    else if (event.key === 'Escape') this.#leave()
    else if (event.key === 'Backspace' && field.text === '') this.#backOut(field)
    else return
    event.preventDefault()
  }

  #pick(field: Field, suggestion: Suggestion | undefined): void {
    if (!suggestion) return
    field.text = suggestion.label
    field.picked = suggestion
    this.#autocomplete.clear()
    this.requestUpdate()
    const next = this.fields.find((other) => other !== field && other.text === '' && !other.file)
    if (next) this.#focus(next.option)
  }

  #add(option: Option): void {
    this.fields = [...this.fields, newField(option)]
    this.#focus(option)
  }

  #removeField(option: Option): void {
    this.fields = this.fields.filter((field) => field.option.name !== option.name)
    if (this.problem?.option === option.name) this.problem = undefined
    const last = this.fields.at(-1)
    if (last) this.#focus(last.option)
  }

  #backOut(field: Field): void {
    if (this.fields[0] === field && this.fields.length === 1) this.#leave()
    else if (!field.option.required) this.#removeField(field.option)
  }

  #focus(option: Option): void {
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`[data-option="${option.name}"]`)?.focus())
  }

  readonly #leave = (): void => {
    this.dispatchEvent(new Event('leave'))
  }

  readonly #onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (this.isSending) return
    const built = await buildCommandRequest(this.choice, this.fields, this.channelId, this.scene)
    if ('problem' in built) return this.#refuse(built.problem, built.option)
    this.problem = undefined
    this.isSending = true
    this.dispatchEvent(new Event('sending', { bubbles: true }))
    try {
      await this.session.interact(built.request)
      this.dispatchEvent(new Event('sent'))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      this.#refuse(error.status === 0 ? this.scene.words.notAnswered : this.scene.words.refused(error.message))
    } finally {
      this.isSending = false
    }
  }

  /** Says what is wrong and goes to the field; everything typed stays. */
  #refuse(text: string, optionName?: string): void {
    this.problem = { text, ...(optionName === undefined ? {} : { option: optionName }) }
    const option = this.choice.options.find(({ name }) => name === optionName)
    if (!option) return
    if (this.fields.some((field) => field.option === option)) this.#focus(option)
    else this.#add(option)
  }
}

customElements.define('sandbox-command-form', CommandForm)
