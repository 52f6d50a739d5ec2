import { type APIModalInteractionResponseCallbackData, ComponentType } from 'discord-api-types/v10'
import { z } from 'zod'
import { FormErrors, readForm } from '../form-body.ts'
import { customId, selects } from '../messages/component-schema.ts'
import { refuseDuplicates, walk } from '../messages/component-tree.ts'
import { list, text } from '../messages/fields.ts'

const MAX_TITLE = 45
const MAX_INPUTS = 5 // top-level components of a modal
const MAX_LABEL = 45
const MAX_DESCRIPTION = 100
const MAX_VALUE = 4_000
const MAX_PLACEHOLDER = 100

const componentId = z.number().int().min(0).optional()

const inputFields = {
  type: z.literal(ComponentType.TextInput),
  id: componentId,
  custom_id: customId,
  style: z.union([z.literal(1), z.literal(2)]),
  min_length: z.number().int().min(0).max(MAX_VALUE).optional(),
  max_length: z.number().int().min(1).max(MAX_VALUE).optional(),
  required: z.boolean().optional(),
  value: text(0, MAX_VALUE).optional(),
  placeholder: text(0, MAX_PLACEHOLDER).optional(),
}

const rowInput = z.object({ ...inputFields, label: text(1, MAX_LABEL) })
const labelInput = z.object({ ...inputFields, label: z.undefined().optional() })

const fileUpload = z.object({
  type: z.literal(ComponentType.FileUpload),
  id: componentId,
  custom_id: customId,
  min_values: z.number().int().min(0).max(10).optional(),
  max_values: z.number().int().min(1).max(10).optional(),
  required: z.boolean().optional(),
})

const row = z.object({
  type: z.literal(ComponentType.ActionRow),
  id: componentId,
  components: list(rowInput, 1, 1),
})

const label = z.object({
  type: z.literal(ComponentType.Label),
  id: componentId,
  label: text(1, MAX_LABEL),
  description: text(0, MAX_DESCRIPTION).optional(),
  component: z.discriminatedUnion('type', [labelInput, fileUpload, ...selects]),
})

const textDisplay = z.object({
  type: z.literal(ComponentType.TextDisplay),
  id: componentId,
  content: text(1, MAX_VALUE),
})

const modal = z.object({
  custom_id: customId,
  title: text(1, MAX_TITLE),
  components: list(z.discriminatedUnion('type', [row, label, textDisplay]), 1, MAX_INPUTS),
})

/** @throws DiscordError 50035 with each limit that the modal passes */
export function readModal(data: unknown): APIModalInteractionResponseCallbackData {
  const read = readForm(modal, data, ['data'])
  const errors = new FormErrors()
  const placed = [...walk(read.components, ['data', 'components'])]
  refuseDuplicates(placed, errors)
  for (const { component, path } of placed) checkInput(component, path, errors)
  errors.throwIfAny()
  return read as APIModalInteractionResponseCallbackData // its shape was checked by the schema
}

/** A value that the person could not send back is refused at once. */
function checkInput(component: Record<string, unknown>, path: PropertyKey[], errors: FormErrors): void {
  const { min_length: min, max_length: max, value } = component
  if (typeof min === 'number' && typeof max === 'number' && min > max) {
    errors.add([...path, 'min_length'], 'TEXT_INPUT_MIN_LENGTH_OVER_MAX', 'Min length must not exceed max length.')
  }
  if (typeof value === 'string' && typeof max === 'number' && value.length > max) {
    errors.add([...path, 'value'], 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`)
  }
}
