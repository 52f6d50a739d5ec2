import { readAttachment } from './attachments.ts'
import { type CommandChoice, localName } from './command-choices.ts'
import { type Field, readField } from './command-draft.ts'
import type { Scene } from './scene.ts'
import type { Attachment, InteractionRequest, OptionValue } from './types.ts'

type Built = { request: InteractionRequest } | { problem: string; option: string }

/** Reads all fields into the request, or says which of them is wrong. */
export async function buildCommandRequest(
  choice: CommandChoice,
  fields: Field[],
  channelId: string,
  scene: Scene,
): Promise<Built> {
  const options: Record<string, OptionValue> = {}
  const attachments: Attachment[] = []
  for (const field of fields) {
    const reading = readField(field, scene)
    if ('problem' in reading) return { problem: reading.problem, option: field.option.name }
    if (field.file) {
      // The value names the file, so two files of one name are told apart by their option.
      const taken = attachments.some(({ name }) => name === field.file?.name)
      const file = await readAttachment(field.file)
      attachments.push(taken ? { ...file, name: `${field.option.name}-${file.name}` } : file)
      options[field.option.name] = attachments.at(-1)?.name ?? file.name
    }
    if (reading.value !== undefined) options[field.option.name] = reading.value
  }
  const missing = choice.options.find((option) => option.required && !fields.some((field) => field.option === option))
  if (missing) return { problem: scene.words.optionMissing(localName(missing, scene.locale)), option: missing.name }
  const request = {
    type: 'command' as const,
    channelId,
    name: choice.name,
    commandId: choice.id,
    subcommandPath: choice.path,
    options,
  }
  return { request: attachments.length > 0 ? { ...request, attachments } : request }
}
