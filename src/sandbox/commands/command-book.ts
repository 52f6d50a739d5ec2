import { type APIApplicationCommand, ApplicationCommandType } from 'discord-api-types/v10'
import { z } from 'zod'
import type { Core } from '../core.ts'
import { refuse } from '../discord-error.ts'
import { FormErrors, isRecord, readForm } from '../form-body.ts'
import { type CommandBody, readCommand } from './command-schema.ts'

export type Scope = 'global' | 'guild'

const MAX_SLASH_COMMANDS = 100 // per scope
const MAX_MENU_COMMANDS = 15 // of users, and of messages (Discord raised it from 5)

/** Creates a command, or overwrites the one of the same name and type. */
export function upsertCommand(
  core: Core,
  scope: Scope,
  body: unknown,
): { command: APIApplicationCommand; isNew: boolean } {
  const read = readCommand(body)
  const known = core.world.commands[scope]
  const old = known.find((one) => isSame(one, read))
  const command = buildCommand(core, scope, read, old)
  const next = old ? known.map((one) => (one === old ? command : one)) : [...known, command]
  refuseTooMany(next)
  replaceAll(core, scope, next)
  return { command, isNew: !old }
}

/** Sets the whole list at once: what is not in it is deleted. @throws DiscordError 50035, 30032 */
export function setCommands(core: Core, scope: Scope, body: unknown): APIApplicationCommand[] {
  const bodies = readForm(z.array(z.unknown()), body)
  const read = bodies.map((one, index) => readCommand(one, [index]))
  refuseTwins(read)
  const known = core.world.commands[scope]
  const next = read.map((one) =>
    buildCommand(
      core,
      scope,
      one,
      known.find((old) => isSame(old, one)),
    ),
  )
  refuseTooMany(next)
  replaceAll(core, scope, next)
  return next
}

/** @throws DiscordError 10063, 50035 */
export function patchCommand(core: Core, scope: Scope, id: string, body: unknown): APIApplicationCommand {
  const old = needCommand(core, scope, id)
  const read = readCommand({ ...old, ...(isRecord(body) ? body : {}), type: old.type })
  const command = buildCommand(core, scope, read, old)
  replaceAll(
    core,
    scope,
    core.world.commands[scope].map((one) => (one === old ? command : one)),
  )
  return command
}

/** @throws DiscordError 10063 */
export function deleteCommand(core: Core, scope: Scope, id: string): void {
  const old = needCommand(core, scope, id)
  replaceAll(
    core,
    scope,
    core.world.commands[scope].filter((one) => one !== old),
  )
}

/** @throws DiscordError 10063 */
export function needCommand(core: Core, scope: Scope, id: string): APIApplicationCommand {
  const command = core.world.commands[scope].find((one) => one.id === id)
  if (!command) throw refuse('unknownCommand')
  return command
}

/** Without `with_localizations` Discord leaves the dictionaries out of lists. */
export function withoutLocalizations(command: APIApplicationCommand): unknown {
  return JSON.parse(JSON.stringify(command), (key, value: unknown) =>
    key === 'name_localizations' || key === 'description_localizations' ? undefined : value,
  )
}

function isSame(command: APIApplicationCommand, body: CommandBody): boolean {
  return command.name === body.name && command.type === body.type
}

function buildCommand(
  core: Core,
  scope: Scope,
  body: CommandBody,
  old: APIApplicationCommand | undefined,
): APIApplicationCommand {
  const { id: _ignored, options, ...fields } = body
  const built = {
    ...fields,
    id: old?.id ?? core.ids.next(),
    application_id: core.world.application.id,
    ...(scope === 'guild' && { guild_id: core.world.guild.id }),
    description: body.description ?? '',
    name_localizations: body.name_localizations ?? null,
    description_localizations: ('description_localizations' in body && body.description_localizations) || null,
    default_member_permissions: body.default_member_permissions ?? null,
    dm_permission: body.dm_permission ?? true,
    contexts: body.contexts ?? null,
    integration_types: body.integration_types ?? [0],
    nsfw: body.nsfw ?? false,
    ...(body.type === ApplicationCommandType.ChatInput && { options: withoutNull(options ?? []) }),
    version: '',
  }
  const version = old && sameText({ ...old, version: '' }, built) ? old.version : core.ids.next()
  return { ...built, version } as unknown as APIApplicationCommand // its shape was checked by the schema
}

function withoutNull(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_key, field: unknown) => (field === null ? undefined : field))
}

/** Whether two commands hold the same, whatever the order of their fields. */
function sameText(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  const ordered = (value: Record<string, unknown>) =>
    JSON.stringify(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
  return ordered(a) === ordered(b)
}

function refuseTwins(commands: CommandBody[]): void {
  const errors = new FormErrors()
  const seen = new Set<string>()
  for (const [index, { name, type }] of commands.entries()) {
    const key = `${type}:${name}`
    const message = 'Application command names must be unique'
    if (seen.has(key)) errors.add([index, 'name'], 'APPLICATION_COMMANDS_DUPLICATE_NAME', message)
    seen.add(key)
  }
  errors.throwIfAny()
}

function refuseTooMany(commands: APIApplicationCommand[]): void {
  const slash = commands.filter((one) => one.type === ApplicationCommandType.ChatInput)
  const menus = commands.filter((one) => one.type === ApplicationCommandType.Message)
  if (slash.length > MAX_SLASH_COMMANDS || menus.length > MAX_MENU_COMMANDS) throw refuse('tooManyCommands')
}

function replaceAll(core: Core, scope: Scope, commands: APIApplicationCommand[]): void {
  core.world.commands[scope] = commands
  core.bus.tell({ type: 'commandsUpdate' })
}
