import { css, html, LitElement } from 'lit'

/** Text hidden until it is clicked, or opened from the keyboard. */
class SandboxSpoiler extends LitElement {
  static override styles = css`
    :host { border-radius: 3px; background: var(--spoiler); color: transparent; cursor: pointer; }
    :host(:not([open])) ::slotted(*) { visibility: hidden; }
    :host([open]) { background: var(--spoiler-open); color: inherit; cursor: auto; }
    [role='button']:focus-visible { outline: 2px solid var(--accent); }
  `
  static override properties = { label: {}, open: { type: Boolean, reflect: true } }
  declare label: string
  declare open: boolean

  constructor() {
    super()
    this.label = ''
    this.open = false
  }

  protected override render() {
    if (this.open) return html`<slot></slot>`
    const reveal = () => {
      this.open = true
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Enter' || event.key === ' ') reveal()
    }
    return html`<span role="button" tabindex="0" aria-label=${this.label} @click=${reveal} @keydown=${onKey}><slot></slot></span>`
  }
}

customElements.define('sandbox-spoiler', SandboxSpoiler)
