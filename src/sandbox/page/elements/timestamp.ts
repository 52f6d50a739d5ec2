import { html, LitElement } from 'lit'
import { now, onTick } from '../clock.ts'
import { formatInstant } from '../time-formats.ts'

/** `<t:…:X>`: each reader's own locale and zone; relative ones keep counting; the full date on hover. */
class SandboxTimestamp extends LitElement {
  static override properties = {
    unixSeconds: { attribute: false },
    format: { attribute: false },
    locale: { attribute: false },
  }
  declare unixSeconds: number
  declare format: string
  declare locale: string
  #stop: (() => void) | undefined

  protected override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.format === 'R') this.#stop = onTick(() => this.requestUpdate())
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stop?.()
  }

  protected override render() {
    const { unixSeconds, format, locale } = this
    const at = now()
    const full = formatInstant(unixSeconds, 'F', locale, at)
    return html`<time title=${full}>${formatInstant(unixSeconds, format, locale, at)}</time>`
  }
}

customElements.define('sandbox-timestamp', SandboxTimestamp)
