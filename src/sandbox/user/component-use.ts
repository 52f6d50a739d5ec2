import { ButtonStyle, ComponentType } from 'discord-api-types/v10'
import { isRecord } from '../form-body.ts'
import { walk } from '../messages/component-tree.ts'
import type { StoredMessage } from '../world/world.ts'
import { UserRefusal } from './refusal.ts'
import type { Resolver } from './resolved.ts'

/**
 * What the bot gets when somebody uses a button or menu of a message.
 * @throws UserRefusal where a client would not offer it: absent, disabled, a link, a value that is no option
 */
export function useComponent(
  stored: StoredMessage,
  customId: string,
  values: string[] | undefined,
  resolver: Resolver,
): Record<string, unknown> {
  if (stored.isThinking || stored.hasFailed) throw refused('noComponent', 'This message has no components yet')
  const placed = [...walk(stored.message.components)].find(({ component }) => component.custom_id === customId)
  if (!placed) throw refused('noComponent', `The message has no component ${customId}`)
  const { component } = placed
  if (component.disabled === true) throw refused('disabled', `The component ${customId} is disabled`)
  if (component.style === ButtonStyle.Link) throw refused('noComponent', 'A link sends nothing to the bot')
  const { id } = component
  const data = { custom_id: customId, component_type: component.type, ...(typeof id === 'number' && { id }) }
  if (component.type === ComponentType.Button) return data
  return { ...data, values: readValues(component, values ?? [], resolver), ...resolver.data }
}

/** The values chosen in a menu. @throws UserRefusal for too few, too many, twice the same, or none of the options */
export function readValues(component: Record<string, unknown>, values: string[], resolver: Resolver): string[] {
  const name = String(component.custom_id)
  const min = numberOr(component.min_values, 1)
  const max = numberOr(component.max_values, 1)
  if (values.length < min || values.length > max) {
    throw refused('badValues', `${name} takes ${min} to ${max} values, not ${values.length}`)
  }
  if (new Set(values).size !== values.length) throw refused('badValues', `${name} takes each value once`)
  const { type } = component
  if (type !== ComponentType.StringSelect) {
    const types = Array.isArray(component.channel_types) ? component.channel_types.map(Number) : []
    return values.map((value) => resolver.resolveChosen(Number(type), name, value, types))
  }
  const options = Array.isArray(component.options) ? component.options.filter(isRecord) : []
  const unknown = values.find((value) => !options.some((option) => option.value === value))
  if (unknown !== undefined) throw refused('badValues', `${name} has no option ${unknown}`)
  return values
}

function numberOr(value: unknown, fallback: number): number {
  return typeof value === 'number' ? value : fallback
}

function refused(code: string, message: string): UserRefusal {
  return new UserRefusal(400, code, message)
}
