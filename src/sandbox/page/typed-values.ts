import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10'
import type { OptionValue } from './types.ts'
import type { Words } from './words.ts'

type Option = APIApplicationCommandBasicOption

/** A field's value for the bot; undefined when it was left empty; a problem in the reader's words. */
export type Reading = { value: OptionValue | undefined } | { problem: string }

const MAX_TEXT = 6_000 // Discord: characters of a text option

/** Reads what was typed into a text or number option, within the limits the bot set. `name`: as the reader knows it. */
export function readTyped(option: Option, text: string, name: string, words: Words): Reading {
  return option.type === 3 ? readText(option, text, name, words) : readNumber(option, text, name, words)
}

function readText(option: Extract<Option, { type: 3 }>, text: string, name: string, words: Words): Reading {
  const { min_length: min = 0, max_length: max = MAX_TEXT } = option
  if (text.length < min || text.length > max) return { problem: words.optionLength(name, min, max) }
  return { value: text }
}

function readNumber(option: Option, text: string, name: string, words: Words): Reading {
  // Chinese input methods write digits in full width, too.
  const value = Number(text.normalize('NFKC'))
  if (!Number.isFinite(value)) return { problem: words.optionNotNumber(name) }
  if (option.type === 4 && !Number.isSafeInteger(value)) return { problem: words.optionNotWhole(name) }
  const min = 'min_value' in option ? option.min_value : undefined
  const max = 'max_value' in option ? option.max_value : undefined
  if (value < (min ?? value) || value > (max ?? value)) return { problem: words.optionRange(name, min, max) }
  return { value }
}
