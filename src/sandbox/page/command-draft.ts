import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10'
import { type CommandChoice, localName } from './command-choices.ts'
import type { SelectOption } from './elements/select-menu.ts'
import type { Scene } from './scene.ts'
import { channelOptions, roleOptions, userOptions } from './select-options.ts'
import { homeOf, spreadTyped, typeable } from './typed-options.ts'
import { type Reading, readTyped } from './typed-values.ts'
import type { OptionValue } from './types.ts'

export type Option = APIApplicationCommandBasicOption

/** One option being filled in: what stands in its field, and what was last picked for it from a list. */
export type Field = {
  option: Option
  text: string
  picked: Suggestion | undefined
  file: File | undefined
}

export type Suggestion = Omit<SelectOption, 'value'> & { value: OptionValue }

/** Required options stand from the start, else the first one; others are there when they were typed, or are added. */
export function newFields(choice: CommandChoice, typed: string, locale: string): Field[] {
  const { options } = choice
  const wanted = options.filter((option) => option.required === true)
  const first = wanted.length === 0 ? options.slice(0, 1) : wanted
  return fillFields(first.map(newField), spreadTyped(typed, typeable(options), homeOf(options), locale))
}

export function newField(option: Option): Field {
  return { option, text: '', picked: undefined, file: undefined }
}

/** Puts texts into their options' fields; fields that were not there yet are added. */
export function fillFields(fields: Field[], texts: ReadonlyMap<Option, string>): Field[] {
  for (const field of fields) field.text = texts.get(field.option) ?? field.text
  const added = [...texts].filter(([option]) => !fields.some((field) => field.option === option))
  return [...fields, ...added.map(([option, text]) => ({ ...newField(option), text }))]
}

/** What typing `name:` into a field may lead to: its own option, and those that are still empty. */
export function reachableFrom(field: Field, choice: CommandChoice, fields: Field[]): Option[] {
  const filled = fields.filter((other) => other !== field && (other.text !== '' || other.file))
  return typeable(choice.options).filter((option) => !filled.some((other) => other.option === option))
}

/** The picked value, as long as the text is still what was picked. */
export function pickedValue({ picked, text }: Field): OptionValue | undefined {
  return picked && picked.label.trim() === text.trim() ? picked.value : undefined
}

/** What a field offers without asking the bot; undefined: free text, or the bot's autocomplete. */
export function ownSuggestions(option: Option, scene: Scene): Suggestion[] | undefined {
  switch (option.type) {
    case 5:
      return [
        { value: true, label: scene.words.yes },
        { value: false, label: scene.words.no },
      ]
    case 6:
      return userOptions(scene)
    case 7:
      return channelOptions(scene, option.channel_types)
    case 8:
      return roleOptions(scene)
    case 9:
      return [...userOptions(scene), ...roleOptions(scene)]
    default:
      return choiceSuggestions(option, scene.locale)
  }
}

function choiceSuggestions(option: Option, locale: string): Suggestion[] | undefined {
  if (!('choices' in option) || !option.choices?.length) return undefined
  return option.choices.map((choice) => ({ value: choice.value, label: localName(choice, locale) }))
}

/** Whether the bot is asked what to offer while one types. */
export function asksBot(option: Option): boolean {
  return 'autocomplete' in option && option.autocomplete === true
}

/** Keeps what holds the typed text somewhere in its label or description. */
export function narrow(suggestions: Suggestion[], typed: string): Suggestion[] {
  const wanted = typed.trim().toLowerCase()
  return suggestions.filter(({ label, description = '' }) => `${label} ${description}`.toLowerCase().includes(wanted))
}

/** What a field holds for the bot, or what is wrong with it. */
export function readField(field: Field, scene: Scene): Reading {
  const { option } = field
  const picked = pickedValue(field)
  const name = localName(option, scene.locale)
  const text = field.text.trim()
  if (option.type === 11)
    return field.file || !option.required ? { value: undefined } : { problem: scene.words.optionMissing(name) }
  if (picked !== undefined) return { value: picked }
  if (text === '') return option.required ? { problem: scene.words.optionMissing(name) } : { value: undefined }
  const own = ownSuggestions(option, scene)
  if (own) {
    const same = own.find((suggestion) => isCalled(suggestion, text))
    return same ? { value: same.value } : { problem: scene.words.optionNotListed(name) }
  }
  return readTyped(option, text, name, scene.words)
}

/** Its label, its description (a user's `@name`) or its value, with or without `#` and `@`. */
function isCalled({ label, description = '', value }: Suggestion, text: string): boolean {
  const bare = (name: string) => name.trim().replace(/^[#@]/, '').toLowerCase()
  return [label, description, String(value)].some((name) => bare(name) === bare(text))
}

/** All values that can be read, for autocomplete: half-filled fields are left out. */
export function readSoFar(fields: Field[], scene: Scene): Record<string, OptionValue> {
  const values: Record<string, OptionValue> = {}
  for (const field of fields) {
    const reading = readField(field, scene)
    if ('value' in reading && reading.value !== undefined) values[field.option.name] = reading.value
  }
  return values
}
