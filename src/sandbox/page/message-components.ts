import type {
  APIButtonComponent,
  APIMessageTopLevelComponent,
  APISectionComponent,
  APISelectMenuComponent,
  APIThumbnailComponent,
} from 'discord-api-types/v10'
import { html, nothing, type TemplateResult } from 'lit'
import { styleMap } from 'lit/directives/style-map.js'
import { drawMarkdown, hexColor } from './markdown/draw.ts'
import { drawPicture } from './pictures.ts'
import type { Scene } from './scene.ts'
import { preselected, selectOptions } from './select-options.ts'
import './elements/button.ts'
import './elements/select-menu.ts'

/** What the components of one message do, and which of them waits for the bot. */
export type ComponentHost = {
  messageId: string
  scene: Scene
  /** custom_id of the component that waits for the bot's answer. */
  waitingFor: string | undefined
  use: (customId: string, values?: string[]) => void
}

type Drawable = APIMessageTopLevelComponent

const BUTTON_TYPES = {
  1: 'primary',
  2: 'secondary',
  3: 'success',
  4: 'destructive',
  5: 'secondary',
  6: 'secondary',
} as const

/** Rows of a classic message, or the whole body of one with Components V2. */
export function drawComponents(components: readonly Drawable[], host: ComponentHost): TemplateResult {
  return html`${components.map((component) => drawComponent(component, host))}`
}

function drawComponent(component: Drawable, host: ComponentHost): TemplateResult {
  switch (component.type) {
    case 1:
      return html`<discord-action-row>${component.components.map((inner) => drawInteractive(inner, host))}</discord-action-row>`
    case 9:
      return drawSection(component, host)
    case 10:
      return drawMarkdown(component.content, host.scene)
    case 12:
      return html`<div class="gallery">${component.items.map((item) => drawPicture(item.media.url, item.description, host.scene))}</div>`
    case 13:
      return html`<discord-file-attachment name=${component.name ?? component.file.url} href=${component.file.url} target="_blank"></discord-file-attachment>`
    case 14:
      return html`<hr class="separator ${component.divider === false ? 'invisible' : ''} ${component.spacing === 2 ? 'large' : ''}">`
    case 17:
      return drawContainer(component, host)
    default:
      return html`<div class="unknown">${host.scene.words.unknownComponent(component satisfies never)}</div>`
  }
}

function drawContainer(container: Extract<Drawable, { type: 17 }>, host: ComponentHost): TemplateResult {
  const color = typeof container.accent_color === 'number' ? hexColor(container.accent_color) : 'transparent'
  return html`<div class="container" style=${styleMap({ 'border-left-color': color })}>
    ${drawComponents(container.components, host)}
  </div>`
}

function drawSection(section: APISectionComponent, host: ComponentHost): TemplateResult {
  return html`<div class="section">
    <div class="section-text">${section.components.map((text) => drawMarkdown(text.content, host.scene))}</div>
    <div class="section-accessory">${drawAccessory(section.accessory, host)}</div>
  </div>`
}

function drawAccessory(accessory: APIButtonComponent | APIThumbnailComponent, host: ComponentHost): TemplateResult {
  return accessory.type === 2
    ? drawButton(accessory, host)
    : drawPicture(accessory.media.url, accessory.description, host.scene)
}

function drawInteractive(component: APIButtonComponent | APISelectMenuComponent, host: ComponentHost): TemplateResult {
  return component.type === 2 ? drawButton(component, host) : drawSelect(component, host)
}

function drawButton(button: APIButtonComponent, host: ComponentHost): TemplateResult {
  const label = 'label' in button ? (button.label ?? '') : ''
  const pictogram = 'emoji' in button ? (button.emoji?.name ?? '') : ''
  const customId = 'custom_id' in button ? button.custom_id : undefined
  const isDisabled = button.disabled === true
  const press = () => {
    if (customId !== undefined && !isDisabled) host.use(customId)
  }
  return html`<sandbox-button type=${BUTTON_TYPES[button.style]} ?disabled=${isDisabled}
    ?waiting=${customId !== undefined && host.waitingFor === customId} pictogram=${pictogram} name=${label === '' ? pictogram : ''}
    url=${'url' in button ? button.url : nothing} @click=${press}>${label}</sandbox-button>`
}

function drawSelect(menu: APISelectMenuComponent, host: ComponentHost): TemplateResult {
  const choose = (event: CustomEvent<string[]>) => host.use(menu.custom_id, event.detail)
  return html`<sandbox-select id=${`select-${host.messageId}-${menu.custom_id}`} .options=${selectOptions(menu, host.scene)}
    .initial=${preselected(menu)} .words=${host.scene.words} placeholder=${menu.placeholder || host.scene.words.select}
    .min=${menu.min_values ?? 1} .max=${menu.max_values ?? 1}
    ?disabled=${menu.disabled === true || host.waitingFor === menu.custom_id} @choose=${choose}></sandbox-select>`
}
