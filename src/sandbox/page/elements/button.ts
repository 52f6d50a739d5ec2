import { DiscordButton } from '@skyra/discord-components-core/discord-button.js'
import { css, html, nothing } from 'lit'

/**
 * The library's button with what a picture of Discord does not need but a working page does: a truly disabled state,
 * a light theme, emoji as text, and no wait for the parent's name.
 */
class SandboxButton extends DiscordButton {
  static override readonly styles = css`
    ${DiscordButton.styles}
    :host > *:first-child {
margin: 0; box-sizing: border-box; height: auto; min-height: 34px; padding: 6px 14px; border-radius: 8px;
      line-height: 18px; font-family: inherit; text-align: center; max-width: 100%; overflow-wrap: anywhere;
    }
    .secondary { background-color: var(--button-secondary); color: var(--text-strong); }
    .secondary.hoverable:hover { background-color: var(--button-secondary-hover); }
    .success { background-color: #248046; }
    .success.hoverable:hover { background-color: #1a6334; }
    .destructive { background-color: #da373c; }
    .destructive.hoverable:hover { background-color: #a12828; }
    .pictogram { margin-right: 6px; }
    .waiting span { opacity: 0.4; }
    button:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  `
  static override properties = { waiting: { type: Boolean }, pictogram: {}, name: {} }
  declare waiting: boolean
  declare pictogram: string
  /** What a screen reader says when the button shows a pictogram only. */
  declare name: string

  constructor() {
    super()
    this.waiting = false
    this.pictogram = ''
    this.name = ''
  }

  protected override render() {
    const pictogram =
      this.pictogram === '' ? nothing : html`<span class="pictogram" aria-hidden="true">${this.pictogram}</span>`
    const inside = html`${pictogram}<span><slot></slot></span>`
    if (this.url && !this.disabled) {
      return html`<a class="secondary hoverable" href=${this.url} target="_blank" rel="noopener noreferrer">${inside}&nbsp;↗</a>`
    }
    const state = this.disabled ? 'disabled' : this.waiting ? 'waiting' : 'hoverable'
    const label = this.name === '' ? nothing : this.name
    return html`<button class="${this.type} ${state}" ?disabled=${this.disabled} aria-busy=${this.waiting} aria-label=${label}>${inside}</button>`
  }
}

customElements.define('sandbox-button', SandboxButton)
