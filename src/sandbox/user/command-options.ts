import {
  type APIApplicationCommand,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  ApplicationCommandOptionType as Option,
} from 'discord-api-types/v10'
import { UserRefusal } from './refusal.ts'
import type { OptionValue, Resolver } from './resolved.ts'

export type OptionValues = Record<string, OptionValue>

export interface EncodedOption {
  type: number
  name: string
  value?: OptionValue
  focused?: true
  options?: EncodedOption[]
}

const MAX_STRING = 6_000 // characters of a text option

/** The options at the end of a path of sub-commands. @throws UserRefusal if the path does not lead to a command */
export function leafOptions(command: APIApplicationCommand, path: string[]): APIApplicationCommandBasicOption[] {
  let options: APIApplicationCommandOption[] = command.options ?? []
  for (const name of path) {
    const next = options.find((option) => option.name === name)
    if (!next || (next.type !== Option.Subcommand && next.type !== Option.SubcommandGroup)) {
      throw refused('unknownSubcommand', `/${command.name} has no sub-command ${path.join(' ')}`)
    }
    options = next.options ?? []
  }
  if (options.some(isGroup)) throw refused('missingSubcommand', `/${command.name} needs a sub-command`)
  return options.filter((option): option is APIApplicationCommandBasicOption => !isGroup(option))
}

function isGroup(option: APIApplicationCommandOption): boolean {
  return option.type === Option.Subcommand || option.type === Option.SubcommandGroup
}

/**
 * A command's options as the bot gets them, checked as Discord's client checks them.
 * @throws UserRefusal naming the option and what is wrong with it
 */
export function encodeOptions(
  options: APIApplicationCommandBasicOption[],
  values: OptionValues,
  resolver: Resolver,
): EncodedOption[] {
  refuseUnknown(options, values)
  const encoded: EncodedOption[] = []
  for (const option of options) {
    const value = values[option.name]
    if (value === undefined) {
      if (option.required) throw refused('missingOption', `The option ${option.name} is required`)
      continue
    }
    checkValue(option, value)
    encoded.push({ type: option.type, name: option.name, value: resolver.resolve(option, value) })
  }
  return encoded
}

/** As `encodeOptions`, for autocomplete: nothing is complete yet, so only what is there is sent. */
export function encodePartial(
  options: APIApplicationCommandBasicOption[],
  values: OptionValues,
  focused: string,
): EncodedOption[] {
  refuseUnknown(options, values)
  const asked = options.find((option) => option.name === focused)
  if (!asked || !('autocomplete' in asked) || !asked.autocomplete) {
    throw refused('noAutocomplete', `The option ${focused} has no autocomplete`)
  }
  return options.flatMap((option) => {
    const value = option === asked ? String(values[option.name] ?? '') : values[option.name]
    if (value === undefined) return []
    const isFocused = option === asked
    return [{ type: option.type, name: option.name, value, ...(isFocused && { focused: true as const }) }]
  })
}

/** Puts the options below their sub-command and group. */
export function nest(command: APIApplicationCommand, path: string[], leaves: EncodedOption[]): EncodedOption[] {
  const [name, ...rest] = path
  if (name === undefined) return leaves
  const type = rest.length > 0 ? Option.SubcommandGroup : Option.Subcommand
  return [{ type, name, options: nest(command, rest, leaves) }]
}

function refuseUnknown(options: APIApplicationCommandBasicOption[], values: OptionValues): void {
  const unknown = Object.keys(values).find((name) => !options.some((option) => option.name === name))
  if (unknown !== undefined) throw refused('unknownOption', `There is no option ${unknown}`)
}

function checkValue(option: APIApplicationCommandBasicOption, value: OptionValue): void {
  switch (option.type) {
    case Option.String:
      checkText(option, value)
      return
    case Option.Integer:
    case Option.Number:
      checkNumber(option, value)
      return
    case Option.Boolean:
      if (typeof value !== 'boolean') throw refused('badOption', `${option.name} must be true or false`)
      return
    default:
      if (typeof value !== 'string') throw refused('badOption', `${option.name} must be an id`)
  }
}

type TextOption = Extract<APIApplicationCommandBasicOption, { type: Option.String }>
type NumberOption = Extract<APIApplicationCommandBasicOption, { type: Option.Integer | Option.Number }>

function checkText(option: TextOption, value: OptionValue): void {
  const { name } = option
  if (typeof value !== 'string' || value === '') throw refused('badOption', `${name} must be text`)
  const min = option.min_length ?? 0
  const max = option.max_length ?? MAX_STRING
  if (value.length < min || value.length > max) {
    throw refused('badOption', `${name} must have ${min} to ${max} characters`)
  }
  checkChoice(option, value)
}

function checkNumber(option: NumberOption, value: OptionValue): void {
  const { name, min_value: min = -Infinity, max_value: max = Infinity } = option
  if (typeof value !== 'number' || !Number.isFinite(value)) throw refused('badOption', `${name} must be a number`)
  if (option.type === Option.Integer && !Number.isSafeInteger(value)) {
    throw refused('badOption', `${name} must be a whole number`)
  }
  if (value < min || value > max) throw refused('badOption', `${name} must be between ${min} and ${max}`)
  checkChoice(option, value)
}

function checkChoice(option: TextOption | NumberOption, value: string | number): void {
  const choices = option.choices ?? []
  if (choices.length === 0 || choices.some((choice) => choice.value === value)) return
  throw refused('badOption', `${option.name} must be one of its choices`)
}

function refused(code: string, message: string): UserRefusal {
  return new UserRefusal(400, code, message)
}
