import { html, LitElement, nothing } from 'lit'
import type { Words } from '../words.ts'

export type SelectOption = { value: string; label: string; description?: string; pictogram?: string }

/**
 * A select menu as Discord's: a button that opens a list; one choice is sent at once, several when the list closes.
 * Keys: arrows, Home, End, Enter or Space, Escape. Fires `choose` with the values.
 */
export class SelectMenu extends LitElement {
  static override properties = {
    options: { attribute: false },
    placeholder: {},
    label: {},
    min: { type: Number },
    max: { type: Number },
    disabled: { type: Boolean },
    initial: { attribute: false },
    chosen: { state: true },
    words: { attribute: false },
    isOpen: { state: true },
    active: { state: true },
    opensUp: { state: true },
  }
  declare options: SelectOption[]
  declare placeholder: string
  /** Its name for screen readers where that is not the placeholder. */
  declare label: string
  declare min: number
  declare max: number
  declare disabled: boolean
  /** What is chosen at first; a new message may change it, a mere redraw does not. */
  declare initial: string[]
  declare chosen: string[]
  declare words: Words
  declare isOpen: boolean
  declare active: number
  declare opensUp: boolean
  #before: string[] = []
  #drawnInitial = ''
  readonly #outside = (event: PointerEvent) => {
    if (!event.composedPath().includes(this)) this.#close(true)
  }

  constructor() {
    super()
    this.options = []
    this.placeholder = ''
    this.label = ''
    this.min = 1
    this.max = 1
    this.disabled = false
    this.initial = []
    this.chosen = []
    this.isOpen = false
    this.active = 0
    this.opensUp = false
  }

  protected override createRenderRoot(): this {
    return this
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    document.removeEventListener('pointerdown', this.#outside)
  }

  protected override willUpdate(): void {
    const initial = this.initial.join('\n')
    if (initial === this.#drawnInitial) return
    this.#drawnInitial = initial
    this.chosen = this.initial
  }

  protected override render() {
    const picked = this.options.filter(({ value }) => this.chosen.includes(value))
    const shown = picked.map(({ label, pictogram }) => [pictogram, label].filter(Boolean).join(' ')).join('、')
    return html`
      <button type="button" class="select-button" role="combobox" aria-haspopup="listbox" aria-expanded=${this.isOpen}
        aria-label=${this.label || this.placeholder} aria-activedescendant=${this.isOpen ? this.#optionId(this.active) : nothing}
        ?disabled=${this.disabled} @click=${() => (this.isOpen ? this.#close(true) : this.#open())} @keydown=${this.#onKey}>
        <span class="select-value ${shown ? 'chosen' : ''}">${shown || this.placeholder}</span>
        <span class="select-arrow" aria-hidden="true"></span>
      </button>
      ${this.isOpen ? this.#drawList() : nothing}`
  }

  #drawList() {
    const hint =
      this.max > 1 ? html`<div class="select-hint">${this.words.selectCount(this.min, this.max)}</div>` : nothing
    const done = html`<button type="button" class="select-done" @click=${() => this.#close(true)}>${this.words.done}</button>`
    return html`<div class="select-popup ${this.opensUp ? 'up' : ''}">
      ${hint}
      <ul role="listbox" aria-multiselectable=${this.max > 1} aria-label=${this.label || this.placeholder}>
        ${this.options.map((option, index) => this.#drawOption(option, index))}
      </ul>
      ${this.max > 1 ? done : nothing}
    </div>`
  }

  #drawOption(option: SelectOption, index: number) {
    const isChosen = this.chosen.includes(option.value)
    return html`<li role="option" id=${this.#optionId(index)} aria-selected=${isChosen}
      class=${index === this.active ? 'active' : ''} @click=${() => this.#pick(index)} @pointermove=${() => this.#activate(index)}>
      ${option.pictogram ? html`<span class="pictogram" aria-hidden="true">${option.pictogram}</span>` : nothing}
      <span class="option-text"><span class="option-label">${option.label}</span>
        ${option.description ? html`<span class="option-description">${option.description}</span>` : nothing}</span>
      <span class="option-mark" aria-hidden="true">${isChosen ? '✓' : ''}</span>
    </li>`
  }

  #optionId(index: number): string {
    return `${this.id}-option-${index}`
  }

  #open(): void {
    if (this.disabled) return
    this.#before = this.chosen
    const place = this.getBoundingClientRect()
    this.opensUp = innerHeight - place.bottom < 300 && place.top > innerHeight - place.bottom
    this.active = Math.max(
      0,
      this.options.findIndex(({ value }) => this.chosen.includes(value)),
    )
    this.isOpen = true
    document.addEventListener('pointerdown', this.#outside)
  }

  /** `keep`: several choices are sent if they changed and are enough; otherwise all is as before. */
  #close(keep: boolean): void {
    this.isOpen = false
    document.removeEventListener('pointerdown', this.#outside)
    if (this.max === 1) return
    const changed = this.chosen.join('\n') !== this.#before.join('\n')
    if (keep && changed && this.chosen.length >= this.min) this.#send()
    else this.chosen = this.#before
  }

  #pick(index: number): void {
    const option = this.options[index]
    if (!option) return
    this.active = index
    if (this.max === 1) {
      this.chosen = [option.value]
      this.isOpen = false
      document.removeEventListener('pointerdown', this.#outside)
      this.#send()
    } else if (this.chosen.includes(option.value)) {
      this.chosen = this.chosen.filter((value) => value !== option.value)
    } else if (this.chosen.length < this.max) {
      this.chosen = [...this.chosen, option.value]
    }
  }

  #send(): void {
    this.dispatchEvent(new CustomEvent<string[]>('choose', { detail: this.chosen }))
  }

  #activate(index: number): void {
    if (index !== this.active) this.active = index
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (!this.isOpen) {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
      event.preventDefault()
      this.#open()
      return
    }
    const last = this.options.length - 1
    const moves: Record<string, number> = {
      ArrowDown: Math.min(last, this.active + 1),
      ArrowUp: Math.max(0, this.active - 1),
      Home: 0,
      End: last,
    }
    const target = moves[event.key]
    if (target !== undefined) this.active = target
    else if (event.key === 'Enter' || event.key === ' ') this.#pick(this.active)
    else if (event.key === 'Escape') this.#close(false)
    else if (event.key === 'Tab') this.#close(true)
    else return
    // Tab closes the list and still moves on.
    if (event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
  }

  protected override updated(): void {
    if (this.isOpen) this.querySelector('li.active')?.scrollIntoView({ block: 'nearest' })
  }
}

customElements.define('sandbox-select', SelectMenu)

declare global {
  interface HTMLElementTagNameMap {
    'sandbox-select': SelectMenu
  }
}
