import type { CommandChoice } from './command-choices.ts'
import { localName } from './command-choices.ts'
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
    if (field.file) options[field.option.name] = attachments.push(await readFile(field.file)) - 1
    else if (reading.value !== undefined) options[field.option.name] = reading.value
  }
  const missing = choice.options.find((option) => option.required && !fields.some((field) => field.option === option))
  if (missing) return { problem: scene.words.optionMissing(localName(missing, scene.locale)), option: missing.name }
  const request = { type: 'command' as const, channelId, name: choice.name, subcommandPath: choice.path, options }
  return { request: attachments.length > 0 ? { ...request, attachments } : request }
}

async function readFile(file: File): Promise<Attachment> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return { name: file.name, contentType: file.type || 'application/octet-stream', base64: btoa(binary) }
}
