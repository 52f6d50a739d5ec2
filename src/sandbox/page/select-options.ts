import type { APISelectMenuComponent } from 'discord-api-types/v10'
import type { SelectOption } from './elements/select-menu.ts'
import { displayName, type Scene } from './scene.ts'

/** What a select menu of any of the five kinds offers to this person. */
export function selectOptions(menu: APISelectMenuComponent, scene: Scene): SelectOption[] {
  switch (menu.type) {
    case 3:
      return menu.options.map(({ value, label, description, emoji }) => ({
        value,
        label,
        ...(description ? { description } : {}),
        ...(emoji?.name ? { pictogram: emoji.name } : {}),
      }))
    case 5:
      return userOptions(scene)
    case 6:
      return roleOptions(scene)
    case 7:
      return [...userOptions(scene), ...roleOptions(scene)]
    case 8:
      return channelOptions(scene, menu.channel_types)
    default:
      return menu satisfies never
  }
}

/** What is chosen when the menu is drawn: options marked as default, or default values. */
export function preselected(menu: APISelectMenuComponent): string[] {
  if (menu.type === 3) return menu.options.filter((option) => option.default).map(({ value }) => value)
  return (menu.default_values ?? []).map(({ id }) => id)
}

export function userOptions(scene: Scene): SelectOption[] {
  return [...scene.users.values()].map((user) => ({
    value: user.id,
    label: displayName(user),
    description: `@${user.username}`,
  }))
}

/** Every role; Discord offers @everyone too. */
export function roleOptions(scene: Scene): SelectOption[] {
  return [...scene.roles.values()].map((role) => ({ value: role.id, label: `@${role.name.replace(/^@/, '')}` }))
}

/** Channels of the wanted types (all of them when none are named). */
export function channelOptions(scene: Scene, types: readonly number[] | undefined): SelectOption[] {
  const wanted = [...scene.channels.values()].filter(({ type }) => !types?.length || types.includes(type))
  return wanted.map((channel) => ({ value: channel.id, label: `#${channel.name}` }))
}
