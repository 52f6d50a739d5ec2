import { type APIApplicationCommandOptionChoice, ApplicationCommandOptionType } from 'discord-api-types/v10'
import { z } from 'zod'
import { FormErrors, readForm } from '../form-body.ts'
import { list, text } from '../messages/fields.ts'

const MAX_CHOICES = 25
const MAX_TEXT = 100 // characters of a choice's name, or of its value

const choice = z.object({
  name: text(1, MAX_TEXT),
  name_localizations: z.record(z.string(), text(1, MAX_TEXT)).nullish(),
  value: z.union([text(0, MAX_TEXT), z.number()]),
})

const data = z.object({ choices: list(choice, 0, MAX_CHOICES) })

/**
 * Reads autocomplete's answer.
 * @param optionType the option's type: text options take text values, number options numbers
 * @throws DiscordError 50035
 */
export function readChoices(body: unknown, optionType: number | undefined): APIApplicationCommandOptionChoice[] {
  const { choices } = readForm(data, body, ['data'])
  const errors = new FormErrors()
  const wanted = optionType === ApplicationCommandOptionType.String ? 'string' : 'number'
  for (const [index, { value }] of choices.entries()) {
    if (optionType === undefined || typeof value === wanted) continue
    errors.add(['data', 'choices', index, 'value'], 'APPLICATION_COMMAND_OPTION_VALUE_TYPE', `Must be a ${wanted}.`)
  }
  errors.throwIfAny()
  return choices.map(({ name_localizations, ...rest }) => ({
    ...rest,
    ...(name_localizations && { name_localizations }),
  }))
}
