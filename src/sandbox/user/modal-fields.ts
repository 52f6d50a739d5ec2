import { type APIModalInteractionResponseCallbackData, ComponentType } from 'discord-api-types/v10'
import { isRecord } from '../form-body.ts'
import { walk } from '../messages/component-tree.ts'
import { readValues } from './component-use.ts'
import { UserRefusal } from './refusal.ts'
import type { Resolver } from './resolved.ts'

export type Fields = Record<string, string | string[]>

const MAX_VALUE = 4_000 // characters of a text input

/**
 * A filled modal as the bot gets it, checked as Discord's client checks it.
 * @param fields by custom id: text for inputs; lists for menus, and for uploads the files' names
 * @throws UserRefusal naming the field and what is wrong with it
 */
export function submitModal(
  modal: APIModalInteractionResponseCallbackData,
  fields: Fields,
  resolver: Resolver,
): Record<string, unknown> {
  const known = new Set([...walk(modal.components)].map(({ component }) => component.custom_id))
  const unknown = Object.keys(fields).find((name) => !known.has(name))
  if (unknown !== undefined) throw refused(`The modal has no field ${unknown}`)
  const components = modal.components.map((component, index) => submitTop(component, index + 1, fields, resolver))
  return { custom_id: modal.custom_id, components, ...resolver.data }
}

function submitTop(component: unknown, id: number, fields: Fields, resolver: Resolver): Record<string, unknown> {
  if (!isRecord(component)) throw new Error('a modal holds components')
  const base = { type: component.type, id: typeof component.id === 'number' ? component.id : id }
  if (Array.isArray(component.components)) {
    return { ...base, components: component.components.filter(isRecord).map((one) => submit(one, fields, resolver)) }
  }
  if (isRecord(component.component)) return { ...base, component: submit(component.component, fields, resolver) }
  return base
}

function submit(input: Record<string, unknown>, fields: Fields, resolver: Resolver): Record<string, unknown> {
  const name = String(input.custom_id)
  const base = { type: input.type, custom_id: name, ...(typeof input.id === 'number' && { id: input.id }) }
  const given = fields[name]
  if (input.type === ComponentType.TextInput) return { ...base, value: readText(input, name, given) }
  const values = given === undefined ? [] : [given].flat()
  const isRequired = input.required !== false
  if (values.length === 0 && !isRequired) return { ...base, values: [] }
  if (input.type === ComponentType.FileUpload) {
    if (values.length === 0) throw refused(`${name} is required`)
    return { ...base, values: values.map((file) => resolver.attach(name, file)) }
  }
  return { ...base, values: readValues(input, values, resolver) }
}

function readText(input: Record<string, unknown>, name: string, given: string | string[] | undefined): string {
  if (Array.isArray(given)) throw refused(`${name} must be text`)
  // Who leaves a prefilled input alone sends what it was filled with.
  const value = given ?? (typeof input.value === 'string' ? input.value : '')
  const isRequired = input.required !== false
  if (value === '') {
    if (isRequired) throw refused(`${name} is required`)
    return value
  }
  const min = typeof input.min_length === 'number' ? input.min_length : 0
  const max = typeof input.max_length === 'number' ? input.max_length : MAX_VALUE
  if (value.length < min || value.length > max) throw refused(`${name} must have ${min} to ${max} characters`)
  return value
}

function refused(message: string): UserRefusal {
  return new UserRefusal(400, 'badField', message)
}
