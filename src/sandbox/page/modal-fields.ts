import type { APITextInputComponent } from 'discord-api-types/v10'
import type { Modal } from './types.ts'

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

/** What the inputs hold when the modal opens. */
export function initialValues(parts: ModalPart[]): Record<string, string> {
  const values: Record<string, string> = {}
  for (const part of parts) {
    if (part.kind === 'input' && part.input.type === 4) values[part.input.custom_id] = part.input.value ?? ''
  }
  return values
}

/** What Discord's client refuses to send, in the reader's words; undefined: fine. */
export function textProblem(
  input: APITextInputComponent,
  value: string,
  words: { missing: string; tooShort: (min: number) => string },
): string | undefined {
  const isEmpty = value.trim() === ''
  if (isEmpty) return input.required === false ? undefined : words.missing
  const min = input.min_length ?? 0
  return value.length < min ? words.tooShort(min) : undefined
}
