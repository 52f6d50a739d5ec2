import { type BaseInteraction, PermissionFlagsBits } from 'discord.js'
import type { App } from './app.ts'
import { UserError } from './user-error.ts'

/** Whether this person may change what belongs to the server: Manage Server, or the role chosen in `/settings`. */
export async function isModerator(interaction: BaseInteraction, app: App): Promise<boolean> {
  if (interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild)) return true
  if (!interaction.guildId) return false
  const { moderatorRole } = await app.settings.of(interaction.guildId)
  return moderatorRole !== null && rolesOf(interaction).includes(moderatorRole)
}

/** Throws `UserError('notModerator')` unless `isModerator`. */
export async function requireModerator(interaction: BaseInteraction, app: App): Promise<void> {
  if (!(await isModerator(interaction, app))) throw new UserError('notModerator')
}

function rolesOf(interaction: BaseInteraction): readonly string[] {
  const roles = interaction.member?.roles
  if (!roles) return []
  return Array.isArray(roles) ? roles : [...roles.cache.keys()]
}
