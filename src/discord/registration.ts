import { isDeepStrictEqual } from 'node:util'
import type { Client } from 'discord.js'
import {
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type LocalizationMap,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  Routes,
} from 'discord-api-types/v10'
import type { Command, CommandData, OptionData } from './command.ts'
import type { Texts } from './texts.ts'

type Body = RESTPostAPIChatInputApplicationCommandsJSONBody

/** What Discord is told of our commands, with names and descriptions in every language. */
export function registrationOf(commands: readonly Command[], texts: Texts): Body[] {
  return commands.map(({ data, forModerators }) => ({
    type: ApplicationCommandType.ChatInput,
    name: data.name,
    ...words(texts, `commands.${data.name}`),
    options: optionsOf(data, texts),
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    default_member_permissions: forModerators ? String(PermissionFlagsBits.ManageGuild) : null,
  }))
}

/** Registers the commands globally, and only when Discord has others; resolves with whether it sent them. */
export async function register(client: Client<true>, body: readonly Body[]): Promise<boolean> {
  const route = Routes.applicationCommands(client.application.id)
  const known = (await client.rest.get(route, { query: new URLSearchParams({ with_localizations: 'true' }) })) as Body[]
  const spelled = (commands: readonly Body[]) => commands.map((command) => JSON.stringify(fingerprint(command))).sort()
  if (isDeepStrictEqual(spelled(known), spelled(body))) return false
  await client.rest.put(route, { body })
  return true
}

function optionsOf(data: CommandData, texts: Texts): APIApplicationCommandOption[] {
  const path = `commands.${data.name}`
  if (!data.subcommands) return (data.options ?? []).map((option) => optionBody(option, texts, path))
  return data.subcommands.map((subcommand) => ({
    type: ApplicationCommandOptionType.Subcommand,
    name: subcommand.name,
    ...words(texts, `${path}.${subcommand.name}`),
    options: (subcommand.options ?? []).map((option) => optionBody(option, texts, `${path}.${subcommand.name}`)),
  })) as APIApplicationCommandOption[]
}

function optionBody({ choices, ...option }: OptionData, texts: Texts, parent: string): APIApplicationCommandOption {
  const path = `${parent}.options.${option.name}`
  return {
    ...option,
    ...words(texts, path),
    ...(choices && { choices: choices.map((value) => choiceBody(value, texts, `${path}.choices.${value}`)) }),
  } as APIApplicationCommandOption
}

function choiceBody(value: string, texts: Texts, path: string) {
  const name = texts.inAllLanguages(path)
  return { value, name: name?.['en-US'] ?? value, ...(name && { name_localizations: localizations(name) }) }
}

/** `name` stays ASCII, as it is typed; the languages' own names stand beside it. */
function words(texts: Texts, path: string) {
  const name = texts.inAllLanguages(`${path}.name`)
  const description = texts.inAllLanguages(`${path}.description`)
  if (!description) throw new Error(`catalogue: expected ${path}.description, found none`)
  return {
    ...(name && { name_localizations: { 'zh-CN': name['zh-CN'], 'zh-TW': name['zh-TW'] } }),
    description: description['en-US'],
    description_localizations: localizations(description),
  }
}

function localizations(text: Record<'zh-CN' | 'zh-TW' | 'en-US', string>): LocalizationMap {
  return { 'zh-CN': text['zh-CN'], 'zh-TW': text['zh-TW'], 'en-US': text['en-US'] }
}

/** One spelling for what we would send and what Discord returns: our fields alone, nothing empty, keys in order. */
function fingerprint(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fingerprint)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
    .filter(([key, one]) => !SET_BY_DISCORD.has(key) && !isEmpty(one))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, one]) => [key, fingerprint(one)]))
}

const SET_BY_DISCORD = new Set(['id', 'application_id', 'guild_id', 'version', 'dm_permission', 'nsfw', 'handler'])

/** Discord fills in what we leave out: null, false, and empty lists and maps mean the same as nothing. */
function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === false ||
    (typeof value === 'object' && Object.keys(value).length === 0)
  )
}
