import { ApplicationCommandType, Locale, ApplicationCommandOptionType as Option } from 'discord-api-types/v10'
import { z } from 'zod'
import { FormErrors, readForm } from '../form-body.ts'
import { list, text } from '../messages/fields.ts'

const MAX_NAME = 32
const MAX_DESCRIPTION = 100
const MAX_OPTIONS = 25
const MAX_CHOICES = 25
const MAX_CHOICE_TEXT = 100
const MAX_COMMAND = 8_000 // characters of names, descriptions and values together

/** Discord's rule for slash command and option names: lower case letters of any script. */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u

const LOCALES = new Set<string>(Object.values(Locale))

const slashName = text(1, MAX_NAME).refine((value) => NAME.test(value) && value === value.toLowerCase(), {
  params: { code: 'APPLICATION_COMMAND_INVALID_NAME' },
  message: 'Command name is invalid',
})

function localized(value: z.ZodType<string>) {
  return z
    .record(z.string(), value.nullable())
    .refine((map) => Object.keys(map).every((locale) => LOCALES.has(locale)), {
      params: { code: 'BASE_TYPE_CHOICES' },
      message: 'Locale is not one of those Discord knows.',
    })
    .nullish()
}

const description = text(1, MAX_DESCRIPTION)

const choice = z.object({
  name: text(1, MAX_CHOICE_TEXT),
  name_localizations: localized(text(1, MAX_CHOICE_TEXT)),
  value: z.union([text(0, MAX_CHOICE_TEXT), z.number()]),
})

const optionFields = {
  type: z.number().int().min(Option.Subcommand).max(Option.Attachment),
  name: slashName,
  name_localizations: localized(slashName),
  description,
  description_localizations: localized(description),
  required: z.boolean().nullish(),
  choices: list(choice, 0, MAX_CHOICES).nullish(),
  channel_types: z.array(z.number().int()).nullish(),
  min_value: z.number().nullish(),
  max_value: z.number().nullish(),
  min_length: z.number().int().min(0).max(6_000).nullish(),
  max_length: z.number().int().min(1).max(6_000).nullish(),
  autocomplete: z.boolean().nullish(),
}

const leaf = z.object(optionFields)
const branch = z.object({ ...optionFields, options: list(leaf, 0, MAX_OPTIONS).nullish() })
const option = z.object({ ...optionFields, options: list(branch, 0, MAX_OPTIONS).nullish() })

const common = {
  id: z.string().optional(),
  default_member_permissions: z
    .string()
    .refine((value) => /^\d+$/.test(value), { message: 'Not a permission set.' })
    .nullish(),
  dm_permission: z.boolean().nullish(),
  nsfw: z.boolean().nullish(),
  contexts: z.array(z.number().int().min(0).max(2)).nullish(),
  integration_types: z.array(z.number().int().min(0).max(1)).nullish(),
}

const slashCommand = z.object({
  ...common,
  type: z.literal(ApplicationCommandType.ChatInput).default(ApplicationCommandType.ChatInput),
  name: slashName,
  name_localizations: localized(slashName),
  description,
  description_localizations: localized(description),
  options: list(option, 0, MAX_OPTIONS).nullish(),
})

const menuName = text(1, MAX_NAME)
const menuCommand = z.object({
  ...common,
  type: z.union([z.literal(ApplicationCommandType.User), z.literal(ApplicationCommandType.Message)]),
  name: menuName,
  name_localizations: localized(menuName),
  description: z.literal('').nullish(),
  options: z.array(z.never()).nullish(),
})

export type CommandBody = z.infer<typeof slashCommand> | z.infer<typeof menuCommand>
type CommandOption = z.infer<typeof option>

/** @throws DiscordError 50035 with each limit that the command passes */
export function readCommand(body: unknown, at: PropertyKey[] = []): CommandBody {
  const command = isMenu(body) ? readForm(menuCommand, body, at) : readForm(slashCommand, body, at)
  const errors = new FormErrors()
  checkOptions(command.options ?? [], [...at, 'options'], errors)
  if (commandLength(command) > MAX_COMMAND) {
    errors.add(at, 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${MAX_COMMAND})`)
  }
  errors.throwIfAny()
  return command
}

function isMenu(body: unknown): boolean {
  const type = typeof body === 'object' && body !== null && 'type' in body ? body.type : undefined
  return type === ApplicationCommandType.User || type === ApplicationCommandType.Message
}

function checkOptions(options: CommandOption[], at: PropertyKey[], errors: FormErrors): void {
  let sawOptional = false
  const names = new Set<string>()
  const areGroups = options.map((one) => one.type <= Option.SubcommandGroup)
  for (const [index, one] of options.entries()) {
    const path = [...at, index]
    if (names.has(one.name)) {
      errors.add([...path, 'name'], 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option name already exists')
    }
    names.add(one.name)
    if (areGroups[index] !== areGroups[0]) {
      const message = 'Sub-command and sub-command group option types are mutually exclusive to all other types'
      errors.add([...path, 'type'], 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message)
    }
    if (one.required && sawOptional) {
      const message = 'Required options must be placed before non-required options'
      errors.add(path, 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message)
    }
    if (!one.required) sawOptional = true
    checkOption(one, path, errors)
    if (one.options) checkOptions(one.options, [...path, 'options'], errors)
  }
}

function checkOption(one: CommandOption, path: PropertyKey[], errors: FormErrors): void {
  const isNumber = one.type === Option.Integer || one.type === Option.Number
  const takesChoices = one.type === Option.String || isNumber
  const add = (field: string, code: string, message: string) => errors.add([...path, field], code, message)
  if (one.choices?.length && one.autocomplete) {
    add('autocomplete', 'APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE', 'Choices exclude autocomplete')
  }
  if ((one.choices?.length || one.autocomplete) && !takesChoices) {
    add('choices', 'APPLICATION_COMMAND_OPTIONS_CHOICES_TYPE_INVALID', 'Only strings and numbers have choices')
  }
  for (const [index, { value }] of (one.choices ?? []).entries()) {
    if (typeof value === (isNumber ? 'number' : 'string')) continue
    add(`choices`, 'APPLICATION_COMMAND_OPTION_CHOICE_VALUE_TYPE', `Choice ${index} has a value of the wrong type`)
  }
  if (one.options?.length && one.type > Option.SubcommandGroup) {
    add('options', 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', 'Only sub-commands and groups have options')
  }
}

/** Discord counts name, description and values of a command and all it contains, each in its longest language. */
function commandLength(command: CommandBody | CommandOption): number {
  const own =
    longest(command.name, command.name_localizations) +
    longest(
      command.description ?? '',
      'description_localizations' in command ? command.description_localizations : null,
    )
  const choices = 'choices' in command ? (command.choices ?? []) : []
  const inChoices = choices.reduce(
    (sum, one) => sum + longest(one.name, one.name_localizations) + String(one.value).length,
    0,
  )
  const nested: CommandOption[] = command.options ?? []
  return own + inChoices + nested.reduce((sum, one) => sum + commandLength(one), 0)
}

function longest(own: string, localizations: Record<string, string | null> | null | undefined): number {
  return Math.max(own.length, ...Object.values(localizations ?? {}).map((value) => value?.length ?? 0))
}
