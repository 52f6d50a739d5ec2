import type { APIMessage } from 'discord-api-types/v10'

type Part = Record<string, unknown>

/** All that a reader sees of a message: content, embeds, text displays, buttons and menus, one a line. */
export function text(message: Pick<APIMessage, 'content' | 'embeds' | 'components'> | undefined): string {
  if (!message) return ''
  const lines = [message.content, ...message.embeds.flatMap(embedLines), ...componentLines(message.components ?? [])]
  return lines.filter((line) => line !== undefined && line !== '').join('\n')
}

function embedLines(embed: APIMessage['embeds'][number]): (string | undefined)[] {
  const fields = (embed.fields ?? []).flatMap((field) => [field.name, field.value])
  return [embed.author?.name, embed.title, embed.description, ...fields, embed.footer?.text]
}

function componentLines(components: readonly unknown[]): string[] {
  return parts(components).flatMap((part) =>
    ['content', 'label', 'placeholder', 'description'].flatMap((key) => {
      const value = part[key]
      return typeof value === 'string' ? [value] : []
    }),
  )
}

/** A message's components, nested ones and menu options too, in reading order. */
export function parts(value: unknown): Part[] {
  if (Array.isArray(value)) return value.flatMap(parts)
  if (!isPart(value)) return []
  return [
    value,
    ...parts(value.components),
    ...parts(value.accessory),
    ...parts(value.component),
    ...parts(value.options),
  ]
}

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
