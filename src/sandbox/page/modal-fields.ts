import { preselected } from './select-options.ts'
import type { Modal, ModalValues } from './types.ts'

type TopLevel = Modal['components'][number]
/** What a Label component can hold. */
export type LabelledInput = Extract<TopLevel, { type: 18 }>['component']

/** One line of a modal: some text, or an input with its label. */
export type ModalPart =
  | { kind: 'text'; content: string }
  | { kind: 'input'; label: string; description: string; input: LabelledInput }

/** Flattens the two ways in which Discord's modals hold inputs: rows of one text input, and labels. */
export function modalParts(modal: Modal): ModalPart[] {
  return modal.components.flatMap((component): ModalPart[] => {
    switch (component.type) {
      case 10:
        return [{ kind: 'text', content: component.content }]
      case 18: {
        const { label, description = '', component: input } = component
        return [{ kind: 'input', label, description, input }]
      }
      default:
        return component.components.map((input) => ({
          kind: 'input',
          label: input.label ?? '',
          description: '',
          input,
        }))
    }
  })
}

/** What the inputs hold when the modal opens: text, or a list of chosen values. */
export function initialValues(parts: ModalPart[]): ModalValues {
  const values: ModalValues = {}
  for (const part of parts) {
    if (part.kind !== 'input') continue
    const { input } = part
    if (input.type === 4) values[input.custom_id] = input.value ?? ''
    else if (isMenu(input)) values[input.custom_id] = preselected(input)
  }
  return values
}

type Menu = Extract<LabelledInput, { type: 3 | 5 | 6 | 7 | 8 }>

/** Whether an input is one of the five select menus. */
export function isMenu(input: LabelledInput): input is Menu {
  return input.type === 3 || input.type === 5 || input.type === 6 || input.type === 7 || input.type === 8
}

/** In the reader's words. */
type Complaints = { missing: (label: string) => string; tooShort: (min: number) => string }

/** What Discord's client refuses to send, by custom id. */
export function findProblems(parts: ModalPart[], values: ModalValues, words: Complaints): Record<string, string> {
  const problems: Record<string, string> = {}
  for (const part of parts) {
    if (part.kind !== 'input') continue
    const problem = problemOf(part.input, values[part.input.custom_id], part.label, words)
    if (problem !== undefined) problems[part.input.custom_id] = problem
  }
  return problems
}

function problemOf(
  input: LabelledInput,
  value: string | string[] | undefined,
  label: string,
  words: Complaints,
): string | undefined {
  const isRequired = !('required' in input) || input.required !== false
  if (value === undefined || value.length === 0) return isRequired ? words.missing(label) : undefined
  if (input.type !== 4) return undefined
  const min = input.min_length ?? 0
  return value.length < min ? words.tooShort(min) : undefined
}
