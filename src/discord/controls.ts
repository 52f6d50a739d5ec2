import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  type APISelectMenuOption,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10'
import { clip, MAX_LABEL_CHARACTERS, MAX_MENU_OPTIONS, MAX_OPTION_CHARACTERS } from './reply.ts'

export type Row = APIActionRowComponent<APIComponentInMessageActionRow>
type Look = 'primary' | 'secondary' | 'success' | 'danger'
const STYLES = {
  primary: ButtonStyle.Primary,
  secondary: ButtonStyle.Secondary,
  success: ButtonStyle.Success,
  danger: ButtonStyle.Danger,
} as const

/** A button; grey unless it is the one thing most people want next. */
export function button(
  id: string,
  label: string,
  options: { look?: Look; disabled?: boolean } = {},
): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: STYLES[options.look ?? 'secondary'],
    label: clip(label, MAX_LABEL_CHARACTERS),
    custom_id: id,
    ...(options.disabled && { disabled: true }),
  }
}

/** A menu of which one option is chosen; options beyond Discord's 25 are left out. */
export function menu(
  id: string,
  placeholder: string,
  options: readonly APISelectMenuOption[],
): APIStringSelectComponent {
  return {
    type: ComponentType.StringSelect,
    custom_id: id,
    placeholder: clip(placeholder, MAX_OPTION_CHARACTERS),
    options: options.slice(0, MAX_MENU_OPTIONS).map((option) => ({
      ...option,
      label: clip(option.label, MAX_OPTION_CHARACTERS),
      ...(option.description && { description: clip(option.description, MAX_OPTION_CHARACTERS) }),
    })),
  }
}

/** One row of up to five buttons, or of one menu. */
export function row(...components: APIComponentInMessageActionRow[]): Row {
  return { type: ComponentType.ActionRow, components }
}
