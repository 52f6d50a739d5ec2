import { DiscordError, refuse } from '../discord-error.ts'
import { isRecord } from '../form-body.ts'
import type { UploadedFile } from '../messages/attachments.ts'

const MAX_BODY_BYTES = 110 * 1024 * 1024 // ten files of 10 MiB and their text

export interface ReadBody {
  body: unknown
  files: UploadedFile[]
}

/** Reads JSON, or Discord's multipart form of `payload_json` and `files[n]`. @throws DiscordError 50109, 40005, 50035 */
export async function readBody(request: Request): Promise<ReadBody> {
  const length = Number(request.headers.get('content-length') ?? 0)
  if (length > MAX_BODY_BYTES) throw refuse('tooLarge')
  const type = request.headers.get('content-type') ?? ''
  if (type.startsWith('multipart/form-data')) return readMultipart(await request.formData())
  const text = await request.text()
  if (text === '') return { body: undefined, files: [] }
  if (!type.startsWith('application/json')) {
    const message = "Expected \"Content-Type\" header to be one of {'application/json', 'multipart/form-data'}."
    throw new DiscordError(400, 50035, message)
  }
  return { body: parseJson(text), files: [] }
}

async function readMultipart(form: FormData): Promise<ReadBody> {
  const files: UploadedFile[] = []
  let body: unknown
  const plain: Record<string, string> = {}
  for (const [key, value] of form.entries()) {
    if (typeof value !== 'string') {
      const index = /^files\[(\d+)\]$/.exec(key)?.[1] ?? String(files.length)
      const bytes = Buffer.from(await value.arrayBuffer())
      files.push({ index, name: value.name, contentType: value.type || 'application/octet-stream', bytes })
    } else if (key === 'payload_json') body = parseJson(value)
    else plain[key] = value
  }
  return { body: body ?? plain, files }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw refuse('invalidJson')
    throw error
  }
}

/** The body as the request log keeps it. */
export function loggedBody({ body, files }: ReadBody): unknown {
  if (files.length === 0) return body
  return {
    payload_json: isRecord(body) ? body : undefined,
    files: files.map(({ name, contentType, bytes }) => ({ name, contentType, size: bytes.length })),
  }
}
