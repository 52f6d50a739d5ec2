import type { FormErrors } from '../form-body.ts'
import { isRecord } from '../form-body.ts'

const MAX_COMPONENTS = 40 // in a Components V2 message, nested ones counted
const MAX_DISPLAYED_TEXT = 4_000 // characters of all text displays together

export interface PlacedComponent {
  component: Record<string, unknown>
  path: PropertyKey[]
}

/** All components of a message or modal, nested ones too, in reading order, each with its place. */
export function* walk(value: unknown, path: PropertyKey[] = []): Generator<PlacedComponent> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* walk(item, [...path, index])
  } else if (isRecord(value)) {
    yield { component: value, path }
    for (const key of ['components', 'accessory', 'component']) {
      if (value[key] !== undefined) yield* walk(value[key], [...path, key])
    }
  }
}

/** Checks what holds for a message's components as a whole: unique ids, and V2's totals. */
export function checkComponents(components: unknown, isLayout: boolean, at: PropertyKey[], errors: FormErrors): void {
  const placed = [...walk(components, at)]
  refuseDuplicates(placed, errors)
  if (!isLayout) return
  if (placed.length > MAX_COMPONENTS) {
    const message = `The total number of components cannot exceed ${MAX_COMPONENTS}`
    errors.add(at, 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', message)
  }
  const length = placed.reduce((sum, { component }) => sum + displayedLength(component), 0)
  if (length > MAX_DISPLAYED_TEXT) {
    const message = `Components displayable text size exceeds maximum size of ${MAX_DISPLAYED_TEXT}`
    errors.add(at, 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', message)
  }
}

export function refuseDuplicates(placed: PlacedComponent[], errors: FormErrors): void {
  const seen = new Set<unknown>()
  for (const { component, path } of placed) {
    const id = component.custom_id
    if (id === undefined || id === null) continue
    if (seen.has(id)) {
      errors.add([...path, 'custom_id'], 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated')
    }
    seen.add(id)
  }
}

function displayedLength(component: Record<string, unknown>): number {
  return component.type === 10 && typeof component.content === 'string' ? component.content.length : 0
}

/** Gives each component its numeric id, counting up in reading order past those that were given. */
export function numberComponents(components: unknown): void {
  const placed = [...walk(components)]
  const taken = new Set(placed.map(({ component }) => component.id))
  let next = 1
  for (const { component } of placed) {
    if (typeof component.id === 'number' && component.id > 0) continue
    while (taken.has(next)) next += 1
    component.id = next
    taken.add(next)
  }
}
