import type { APIAttachment } from 'discord-api-types/v10'
import type { Core } from '../core.ts'
import { refuseField } from '../form-body.ts'
import { checkFiles, type MessageBody } from './message-schema.ts'

export interface UploadedFile {
  /** The number in `files[0]`, to which `attachments[].id` refers. */
  index: string
  name: string
  contentType: string
  bytes: Buffer
}

/** Keeps a file and gives the attachment that names it. */
export function storeFile(core: Core, channelId: string, file: Omit<UploadedFile, 'index'>): APIAttachment {
  const id = core.ids.next()
  const name = file.name.toWellFormed() // half a character cannot stand in an address
  core.world.files[id] = { name, contentType: file.contentType, base64: file.bytes.toString('base64') }
  const url = `${core.url}/attachments/${channelId}/${id}/${encodeURIComponent(name)}`
  return { id, filename: name, size: file.bytes.length, url, proxy_url: url, content_type: file.contentType }
}

/**
 * A message's attachments after it is written or edited.
 * @param kept what an edited message had
 * @throws DiscordError 40005, 30015, or 50035 if `attachments` names a file that was not uploaded
 */
export function placeFiles(
  core: Core,
  channelId: string,
  body: MessageBody,
  files: UploadedFile[],
  kept: APIAttachment[],
): APIAttachment[] {
  checkFiles(files.map((file) => file.bytes.length))
  const listed = body.attachments
  const old = listed ? kept.filter((one) => listed.some((entry) => String(entry.id) === one.id)) : kept
  for (const [index, entry] of (listed ?? []).entries()) {
    const isKnown = kept.some((one) => one.id === String(entry.id)) || files.some((f) => f.index === String(entry.id))
    if (!isKnown) refuseField(['attachments', index, 'id'], 'MESSAGE_ATTACHMENT_NOT_FOUND', 'Attachment not found')
  }
  const fresh = files.map((file) => {
    const entry = listed?.find((one) => String(one.id) === file.index)
    const stored = storeFile(core, channelId, { ...file, name: entry?.filename ?? file.name })
    return entry?.description ? { ...stored, description: entry.description } : stored
  })
  return [...old, ...fresh]
}
