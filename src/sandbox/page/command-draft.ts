import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10'
import { type CommandChoice, localName } from './command-choices.ts'
import type { SelectOption } from './elements/select-menu.ts'
import type { Scene } from './scene.ts'
import { channelOptions, roleOptions, userOptions } from './select-options.ts'
import type { OptionValue } from './types.ts'

export type Option = APIApplicationCommandBasicOption

/** One option being filled in: what stands in its field and, when it was picked from a list, what that means. */
export type Field = {
  option: Option
  text: string
  picked: OptionValue | undefined
  file: File | undefined
}

export type Suggestion = Omit<SelectOption, 'value'> & { value: OptionValue }

/** Required options stand from the start, and an only option too; others are added when wanted. */
export function newFields(choice: CommandChoice): Field[] {
  const wanted = choice.options.filter((option) => option.required === true)
  const first = wanted.length === 0 ? choice.options.slice(0, 1) : wanted
  return first.map(newField)
}

export function newField(option: Option): Field {
  return { option, text: '', picked: undefined, file: undefined }
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

/** A field's value for the bot; undefined when it was left empty; a problem in the reader's words. */
export type Reading = { value: OptionValue | undefined } | { problem: string }

export function readField(field: Field, scene: Scene): Reading {
  const { option, picked } = field
  const name = localName(option, scene.locale)
  const text = field.text.trim()
  if (option.type === 11)
    return field.file || !option.required ? { value: undefined } : { problem: scene.words.optionMissing(name) }
  if (picked !== undefined) return { value: picked }
  if (text === '') return option.required ? { problem: scene.words.optionMissing(name) } : { value: undefined }
  const own = ownSuggestions(option, scene)
  if (own) {
    const same = own.find(({ label }) => label.toLowerCase() === text.toLowerCase())
    return same ? { value: same.value } : { problem: scene.words.optionNotListed(name) }
  }
  return option.type === 3 ? { value: field.text } : readNumber(option, text, name, scene)
}

function readNumber(option: Option, text: string, name: string, scene: Scene): Reading {
  const value = Number(text)
  if (Number.isNaN(value)) return { problem: scene.words.optionNotNumber(name) }
  if (option.type === 4 && !Number.isInteger(value)) return { problem: scene.words.optionNotWhole(name) }
  return { value }
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
