import { ButtonStyle, ComponentType } from 'discord-api-types/v10'
import { z } from 'zod'
import { emoji, list, snowflake, text, url } from './fields.ts'

const MAX_CUSTOM_ID = 100
const MAX_LABEL = 80 // a button's
const MAX_BUTTON_URL = 512
const MAX_OPTIONS = 25 // of a select menu
const MAX_PLACEHOLDER = 150 // a select menu's
const MAX_OPTION_TEXT = 100 // label, value or description

export const customId = text(1, MAX_CUSTOM_ID)
const componentId = z.number().int().min(0).optional()

const button = z
  .object({
    type: z.literal(ComponentType.Button),
    id: componentId,
    style: z.number().int().min(ButtonStyle.Primary).max(ButtonStyle.Premium),
    label: text(0, MAX_LABEL).nullish(),
    emoji: emoji.nullish(),
    custom_id: customId.nullish(),
    url: url.max(MAX_BUTTON_URL).nullish(),
    sku_id: snowflake.nullish(),
    disabled: z.boolean().optional(),
  })
  .superRefine((value, context) => {
    const add = (path: string, code: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], params: { code }, message })
    if (value.style === ButtonStyle.Premium) {
      if (!value.sku_id) add('sku_id', 'BASE_TYPE_REQUIRED', 'This field is required')
      return
    }
    const isLink = value.style === ButtonStyle.Link
    if (value.custom_id && value.url) {
      add('custom_id', 'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE', 'Custom id and url are mutually exclusive')
    } else if (isLink && !value.url) {
      add('url', 'BUTTON_COMPONENT_URL_REQUIRED', 'A url is required')
    } else if (!isLink && !value.custom_id) {
      add('custom_id', 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required')
    }
    if (!value.label && !value.emoji) {
      add('label', 'BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED', 'A label or an emoji is required')
    }
  })

const selectFields = {
  id: componentId,
  custom_id: customId,
  placeholder: text(0, MAX_PLACEHOLDER).optional(),
  min_values: z.number().int().min(0).max(MAX_OPTIONS).optional(),
  max_values: z.number().int().min(1).max(MAX_OPTIONS).optional(),
  disabled: z.boolean().optional(),
  required: z.boolean().optional(),
}

const selectOption = z.object({
  label: text(1, MAX_OPTION_TEXT),
  value: text(1, MAX_OPTION_TEXT),
  description: text(0, MAX_OPTION_TEXT).nullish(),
  emoji: emoji.nullish(),
  default: z.boolean().optional(),
})

const stringSelect = z
  .object({
    type: z.literal(ComponentType.StringSelect),
    ...selectFields,
    options: list(selectOption, 1, MAX_OPTIONS),
  })
  .superRefine((value, context) => {
    const add = (path: PropertyKey[], code: string, message: string) =>
      context.addIssue({ code: 'custom', path, params: { code }, message })
    const seen = new Set<string>()
    for (const [index, option] of value.options.entries()) {
      if (seen.has(option.value)) {
        const message = 'The specified option value is already used'
        add(['options', index, 'value'], 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', message)
      }
      seen.add(option.value)
    }
    if ((value.max_values ?? 1) > value.options.length) {
      const message = `Must be ${value.options.length} or fewer: there are no more options.`
      add(['max_values'], 'SELECT_COMPONENT_MAX_VALUES_OVER_OPTIONS', message)
    }
    if ((value.min_values ?? 1) > (value.max_values ?? 1)) {
      add(['min_values'], 'SELECT_COMPONENT_MIN_VALUES_OVER_MAX', 'Min values must not exceed max values.')
    }
  })

const defaultValues = z
  .array(z.object({ id: snowflake, type: z.enum(['user', 'role', 'channel']) }))
  .max(MAX_OPTIONS)
  .optional()

export const autoSelect = z.object({
  type: z.union([
    z.literal(ComponentType.UserSelect),
    z.literal(ComponentType.RoleSelect),
    z.literal(ComponentType.MentionableSelect),
    z.literal(ComponentType.ChannelSelect),
  ]),
  ...selectFields,
  default_values: defaultValues,
  channel_types: z.array(z.number().int()).optional(),
})

export const selects = [stringSelect, autoSelect] as const

const row = z
  .object({
    type: z.literal(ComponentType.ActionRow),
    id: componentId,
    components: list(z.discriminatedUnion('type', [button, ...selects]), 1, 5),
  })
  .superRefine((value, context) => {
    const menus = value.components.filter((component) => component.type !== ComponentType.Button)
    if (menus.length > 0 && value.components.length > 1) {
      context.addIssue({
        code: 'custom',
        path: ['components', 1],
        params: { code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED' },
        message: 'The specified component exceeds the maximum width',
      })
    }
  })

const MAX_MEDIA_DESCRIPTION = 1_024
const media = z.object({ url })
const textDisplay = z.object({
  type: z.literal(ComponentType.TextDisplay),
  id: componentId,
  content: text(1, 4_000),
})
const mediaFields = {
  media,
  description: text(0, MAX_MEDIA_DESCRIPTION).nullish(),
  spoiler: z.boolean().optional(),
}
const thumbnail = z.object({ type: z.literal(ComponentType.Thumbnail), id: componentId, ...mediaFields })
const section = z.object({
  type: z.literal(ComponentType.Section),
  id: componentId,
  components: list(textDisplay, 1, 3),
  accessory: z.discriminatedUnion('type', [button, thumbnail]),
})
const gallery = z.object({
  type: z.literal(ComponentType.MediaGallery),
  id: componentId,
  items: list(z.object(mediaFields), 1, 10),
})
const file = z.object({
  type: z.literal(ComponentType.File),
  id: componentId,
  file: media,
  spoiler: z.boolean().optional(),
})
const separator = z.object({
  type: z.literal(ComponentType.Separator),
  id: componentId,
  divider: z.boolean().optional(),
  spacing: z.union([z.literal(1), z.literal(2)]).optional(),
})
const container = z.object({
  type: z.literal(ComponentType.Container),
  id: componentId,
  accent_color: z.number().int().min(0).max(0xffffff).nullish(),
  spoiler: z.boolean().optional(),
  components: z.array(z.discriminatedUnion('type', [row, section, textDisplay, gallery, file, separator])).min(1),
})

/** Without the Components V2 flag: up to five rows. */
export const legacyComponents = list(z.discriminatedUnion('type', [row]), 0, 5)

/** With the flag: any layout; 40 in all are counted elsewhere. */
export const layoutComponents = z.array(
  z.discriminatedUnion('type', [row, section, textDisplay, gallery, file, separator, container]),
)
