import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { localDescription, localName } from './command-choices.ts'
import type { Field, Option } from './command-draft.ts'
import type { Scene } from './scene.ts'

/** How one field stands among the others. */
export type FieldLook = {
  scene: Scene
  isCurrent: boolean
  isWrong: boolean
  /** Which suggestion is marked, while the field shows a list. */
  active: number | undefined
}

export type FieldHands = {
  enter: (field: Field) => void
  /** `isComposing`: an input method (pinyin) is still at work on the text. */
  type: (field: Field, text: string, isComposing: boolean) => void
  key: (field: Field, event: KeyboardEvent) => void
  choose: (field: Field, file: File | undefined) => void
  remove: (field: Field) => void
}

/** One option with its label and its input. */
export function drawField(field: Field, look: FieldLook, hands: FieldHands): TemplateResult {
  const { option } = field
  const name = localName(option, look.scene.locale)
  const classes = ['field', look.isWrong ? 'wrong' : '', look.isCurrent ? 'current' : ''].join(' ')
  const remove = html`<button type="button" class="remove-option" tabindex="-1" aria-label=${look.scene.words.removeOption(name)}
    @click=${() => hands.remove(field)}>✕</button>`
  return html`<div class=${classes}><label>
      <span class="field-label">${name}${option.required ? html`<b aria-hidden="true">*</b>` : nothing}</span>
      ${option.type === 11 ? drawFileInput(field, hands) : drawTextInput(field, look, hands)}
    </label>${option.required ? nothing : remove}</div>`
}

function drawTextInput(field: Field, look: FieldLook, hands: FieldHands): TemplateResult {
  const { option } = field
  const isNumber = option.type === 4 || option.type === 10
  const type = (event: Event) => {
    if (event.target instanceof HTMLInputElement)
      hands.type(field, event.target.value, event instanceof InputEvent && event.isComposing)
  }
  return html`<input type="text" autocomplete="off" role="combobox" data-option=${option.name} inputmode=${isNumber ? 'decimal' : 'text'}
    aria-required=${option.required === true} aria-invalid=${look.isWrong} aria-describedby="option-help" aria-autocomplete="list"
    aria-expanded=${look.active !== undefined} aria-controls="suggestions"
    aria-activedescendant=${look.active === undefined ? nothing : `suggestion-${look.active}`}
    .value=${live(field.text)} size=${Math.max(8, Math.min(28, textWidth(field.text) + 1))}
    @focus=${() => hands.enter(field)} @click=${() => hands.enter(field)} @input=${type} @keydown=${(event: KeyboardEvent) => hands.key(field, event)}>`
}

function drawFileInput(field: Field, hands: FieldHands): TemplateResult {
  const choose = (event: Event) => {
    if (event.target instanceof HTMLInputElement) hands.choose(field, event.target.files?.[0])
  }
  return html`<input type="file" data-option=${field.option.name} aria-describedby="option-help" @focus=${() => hands.enter(field)} @change=${choose}>`
}

/** An option that is not filled in yet, to be added. */
export function drawAdd(option: Option, scene: Scene, add: () => void): TemplateResult {
  const name = localName(option, scene.locale)
  return html`<button type="button" class="add-option" title=${localDescription(option, scene.locale)}
    aria-label=${scene.words.addOption(name)} @click=${add}>+ ${name}</button>`
}

/** Width in Latin characters; Chinese ones take two. */
function textWidth(text: string): number {
  return [...text].reduce((width, character) => width + (character > '\u2e80' ? 2 : 1), 0)
}
