import { html, nothing, type TemplateResult } from 'lit'

export type Entry = { label: string; description?: string | undefined; note?: string | undefined }

/**
 * A listbox over the composer. The text field keeps the focus: it points at the active entry with
 * `aria-activedescendant`, and handles the keys.
 */
export function drawSuggestions(
  entries: Entry[],
  active: number,
  label: string,
  pick: (index: number) => void,
): TemplateResult {
  return html`<ul role="listbox" id="suggestions" aria-label=${label}>
    ${entries.map(
      (entry, index) => html`<li role="option" id=${`suggestion-${index}`} aria-selected=${index === active}
        class=${index === active ? 'active' : ''} @mousedown=${keepFocus} @click=${() => pick(index)}>
        <span class="option-label">${entry.label}</span>
        ${entry.description ? html`<span class="option-description">${entry.description}</span>` : nothing}
        ${entry.note ? html`<span class="option-note">${entry.note}</span>` : nothing}
      </li>`,
    )}
  </ul>`
}

/** The entry after or before the active one for an arrow key, around the ends; undefined for other keys. */
export function moveActive(key: string, active: number, count: number): number | undefined {
  if (count === 0) return undefined
  if (key === 'ArrowDown') return (active + 1) % count
  if (key === 'ArrowUp') return (active - 1 + count) % count
  return undefined
}

function keepFocus(event: Event): void {
  event.preventDefault()
}
