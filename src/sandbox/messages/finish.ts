import {
  type APIAttachment,
  type APIEmbed,
  type APIMessageTopLevelComponent,
  EmbedType,
  ComponentType as Type,
} from 'discord-api-types/v10'
import { isRecord } from '../form-body.ts'
import { numberComponents, walk } from './component-tree.ts'
import type { MessageBody } from './message-schema.ts'

const SPOILER = { spoiler: false }
const SELECT = { min_values: 1, max_values: 1, disabled: false }

/** What Discord adds to a component that was sent without it. */
const DEFAULTS: Partial<Record<Type, Record<string, unknown>>> = {
  [Type.StringSelect]: SELECT,
  [Type.UserSelect]: SELECT,
  [Type.RoleSelect]: SELECT,
  [Type.MentionableSelect]: SELECT,
  [Type.ChannelSelect]: SELECT,
  [Type.Container]: { accent_color: null, ...SPOILER },
  [Type.Separator]: { divider: true, spacing: 1 },
  [Type.Thumbnail]: { description: null, ...SPOILER },
  [Type.File]: SPOILER,
}

/** Embeds as Discord stores them; the schema has checked their shape. */
export function finishEmbeds(embeds: MessageBody['embeds'], attachments: APIAttachment[]): APIEmbed[] {
  return (embeds ?? []).map((sent) => {
    const embed = placeMedia(dropEmpty(sent), attachments) as APIEmbed
    const fields = embed.fields && {
      fields: embed.fields.map((field) => ({ ...field, inline: field.inline ?? false })),
    }
    return { ...embed, ...fields, type: EmbedType.Rich }
  })
}

/** Components as Discord stores them: numbered, with defaults; the schema has checked their shape. */
export function finishComponents(
  components: MessageBody['components'],
  attachments: APIAttachment[],
): APIMessageTopLevelComponent[] {
  const finished = (components ?? []).map((component) => placeMedia(dropEmpty(component), attachments))
  numberComponents(finished)
  for (const { component } of walk(finished)) addDefaults(component)
  return finished as APIMessageTopLevelComponent[]
}

function addDefaults(component: Record<string, unknown>): void {
  const defaults = DEFAULTS[Number(component.type) as Type] ?? {}
  for (const [key, value] of Object.entries(defaults)) component[key] ??= value
  if (!Array.isArray(component.items)) return
  for (const item of component.items.filter(isRecord)) {
    item.description ??= null
    item.spoiler ??= false
  }
}

/** Without null and undefined fields, at every depth. */
function dropEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropEmpty)
  if (!isRecord(value)) return value
  const kept = Object.entries(value).filter(([, field]) => field !== undefined && field !== null)
  return Object.fromEntries(kept.map(([key, field]) => [key, dropEmpty(field)]))
}

/** `attachment://name` stands for the message's own file of that name. */
function placeMedia(value: unknown, attachments: APIAttachment[]): unknown {
  if (Array.isArray(value)) return value.map((item) => placeMedia(item, attachments))
  if (!isRecord(value)) return value
  const placed = Object.fromEntries(Object.entries(value).map(([key, field]) => [key, placeMedia(field, attachments)]))
  const { url } = placed
  if (typeof url !== 'string' || !url.startsWith('attachment://')) return placed
  const name = url.slice('attachment://'.length)
  const attachment = attachments.find((one) => one.filename === name)
  if (!attachment) return placed
  return { ...placed, id: attachment.id, url: attachment.url, proxy_url: attachment.url, attachment_id: attachment.id }
}
