import type { APITextInputComponent } from 'discord-api-types/v10'
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { ApiError } from './api.ts'
import { readAttachment } from './attachments.ts'
import { drawMarkdown } from './markdown/draw.ts'
import { findProblems, initialValues, isMenu, type LabelledInput, type ModalPart, modalParts } from './modal-fields.ts'
import type { Scene } from './scene.ts'
import { preselected, selectOptions } from './select-options.ts'
import type { OpenModal, Session } from './session.ts'
import type { Attachment, ModalValues } from './types.ts'
import './elements/select-menu.ts'

/** The form a bot opened. It closes when the bot took it, or when the person gives up what they typed. */
export class ModalDialog extends LitElement {
  static override properties = {
    opened: { attribute: false },
    scene: { attribute: false },
    session: { attribute: false },
    values: { state: true },
    problems: { state: true },
    failure: { state: true },
    isSending: { state: true },
    isLeaving: { state: true },
  }
  declare opened: OpenModal
  declare scene: Scene
  declare session: Session
  declare values: ModalValues
  declare problems: Record<string, string>
  declare failure: string
  declare isSending: boolean
  declare isLeaving: boolean
  #parts: ModalPart[] = []
  #untouched = ''
  #files: Attachment[] = []

  constructor() {
    super()
    this.values = {}
    this.problems = {}
    this.failure = ''
    this.isSending = false
    this.isLeaving = false
  }

  protected override createRenderRoot(): this {
    return this
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('opened')) return
    this.#parts = modalParts(this.opened.modal)
    this.values = initialValues(this.#parts)
    this.#untouched = JSON.stringify(this.values)
    this.#files = []
    this.problems = {}
    this.failure = ''
    this.isLeaving = false
  }

  protected override firstUpdated(): void {
    this.querySelector('dialog')?.showModal()
    this.querySelector<HTMLElement>('.modal-body :is(input, textarea, .select-button)')?.focus()
  }

  protected override render(): TemplateResult {
    const { words } = this.scene
    const { title } = this.opened.modal
    return html`<dialog class="modal" aria-labelledby="modal-heading" @cancel=${this.#onCancel}>
      <form @submit=${this.#onSubmit} novalidate>
        <header><h2 id="modal-heading">${title}</h2>
          <button type="button" class="close" aria-label=${words.close} @click=${this.#leave}>✕</button></header>
        <div class="modal-body">${this.#parts.map((part) => this.#drawPart(part))}</div>
        ${this.failure ? html`<p class="modal-failure" role="alert">${this.failure}</p>` : nothing}
        ${this.isLeaving ? this.#drawLeaving() : this.#drawButtons()}
      </form>
    </dialog>`
  }

  #drawButtons(): TemplateResult {
    const { words } = this.scene
    return html`<footer><button type="button" class="plain" @click=${this.#leave}>${words.cancel}</button>
      <button class="primary" ?disabled=${this.isSending}>${this.isSending ? words.sending : words.submit}</button></footer>`
  }

  #drawLeaving(): TemplateResult {
    const { words } = this.scene
    const stay = () => {
      this.isLeaving = false
    }
    return html`<footer role="alert"><span>${words.discard}</span>
      <button type="button" class="plain" @click=${stay}>${words.keepEditing}</button>
      <button type="button" class="danger" @click=${() => this.session.closeModal()}>${words.discardNow}</button></footer>`
  }

  #drawPart(part: ModalPart): TemplateResult {
    if (part.kind === 'text') return drawMarkdown(part.content, this.scene)
    const { input, label, description } = part
    const problem = this.problems[input.custom_id]
    const isRequired = !('required' in input) || input.required !== false
    return html`<div class="modal-field ${problem ? 'wrong' : ''}">
      <label for=${`modal-field-${input.custom_id}`}>${label}${isRequired ? html`<b aria-hidden="true"> *</b>` : nothing}</label>
      ${description ? html`<p class="modal-hint">${description}</p>` : nothing}
      ${this.#drawInput(input, label)}
      ${problem ? html`<p class="modal-problem" id=${`modal-problem-${input.custom_id}`} role="alert">${problem}</p>` : nothing}
    </div>`
  }

  #drawInput(input: LabelledInput, label: string): TemplateResult {
    if (input.type === 4) return this.#drawTextInput(input)
    if (input.type === 19) return this.#drawUpload(input.custom_id, (input.max_values ?? 1) > 1)
    if (isMenu(input)) {
      const keep = (event: CustomEvent<string[]>) => this.#set(input.custom_id, event.detail)
      return html`<sandbox-select id=${`modal-field-${input.custom_id}`} .options=${selectOptions(input, this.scene)} .initial=${preselected(input)}
        .words=${this.scene.words} label=${label} placeholder=${input.placeholder || this.scene.words.select} .min=${input.min_values ?? 1} .max=${input.max_values ?? 1}
        @choose=${keep}></sandbox-select>`
    }
    return html`<div class="unknown">${this.scene.words.unknownComponent(input.type)}</div>`
  }

  #drawTextInput(input: APITextInputComponent): TemplateResult {
    const id = `modal-field-${input.custom_id}`
    const value = String(this.values[input.custom_id] ?? '')
    const problem = this.problems[input.custom_id] !== undefined
    const onInput = (event: Event) => {
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement)
        this.#set(input.custom_id, event.target.value)
    }
    const max = input.max_length ?? 4000
    const describedBy = problem ? `modal-problem-${input.custom_id}` : nothing
    if (input.style === 1) {
      return html`<input type="text" id=${id} autocomplete="off" maxlength=${max} placeholder=${input.placeholder ?? ''} aria-invalid=${problem}
        aria-describedby=${describedBy} .value=${live(value)} @input=${onInput}>`
    }
    return html`<textarea id=${id} rows="5" maxlength=${max} placeholder=${input.placeholder ?? ''} aria-invalid=${problem}
      aria-describedby=${describedBy} .value=${live(value)} @input=${onInput}></textarea><div class="count">${value.length}/${max}</div>`
  }

  #drawUpload(customId: string, multiple: boolean): TemplateResult {
    const keep = async (event: Event) => {
      if (!(event.target instanceof HTMLInputElement)) return
      const files = await Promise.all([...(event.target.files ?? [])].map(readAttachment))
      const names = files.map(({ name }) => name)
      this.#files = [...this.#files.filter(({ name }) => !names.includes(name)), ...files]
      this.#set(customId, names)
    }
    return html`<input type="file" id=${`modal-field-${customId}`} ?multiple=${multiple} @change=${keep}>`
  }

  #set(customId: string, value: string | string[]): void {
    this.values = { ...this.values, [customId]: value }
    const { [customId]: _mended, ...others } = this.problems
    this.problems = others
  }

  readonly #onCancel = (event: Event): void => {
    event.preventDefault()
    this.#leave()
  }

  readonly #leave = (): void => {
    if (JSON.stringify(this.values) === this.#untouched) this.session.closeModal()
    else this.isLeaving = true
  }

  readonly #onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (this.isSending || !this.#isComplete()) return
    this.isSending = true
    this.failure = await this.#send()
    this.isSending = false
  }

  #isComplete(): boolean {
    const { words } = this.scene
    const problems = findProblems(this.#parts, this.values, { missing: words.optionMissing, tooShort: words.tooShort })
    this.problems = problems
    const first = Object.keys(problems)[0]
    if (first !== undefined) this.#focusField(first)
    return first === undefined
  }

  #focusField(customId: string): void {
    const field = document.getElementById(`modal-field-${customId}`)
    const target = field?.querySelector<HTMLElement>('.select-button') ?? field
    target?.focus()
  }

  /** What went wrong, or '' when the bot took it and the modal is closed. */
  async #send(): Promise<string> {
    const { interactionId, modal } = this.opened
    try {
      const attachments = this.#files
      const request = {
        type: 'modal' as const,
        interactionId,
        customId: modal.custom_id,
        fields: this.values,
        attachments,
      }
      const { response } = await this.session.interact(request)
      if (response.kind === 'failed') return this.scene.words.modalFailed
      this.session.closeModal()
      return ''
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      return error.status === 0 ? this.scene.words.notAnswered : this.scene.words.refused(error.message)
    }
  }
}

customElements.define('sandbox-modal', ModalDialog)
