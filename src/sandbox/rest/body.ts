import { boundBody, MAX_JSON_BYTES, MAX_UPLOAD_BYTES } from '../body-limit.ts'
import { DiscordError, refuse } from '../discord-error.ts'
import { isRecord } from '../form-body.ts'
import type { UploadedFile } from '../messages/attachments.ts'

export interface ReadBody {
  body: unknown
  files: UploadedFile[]
}

/** Reads JSON, or Discord's multipart form of `payload_json` and `files[n]`. @throws DiscordError 50109, 40005, 50035 */
export async function readBody(request: Request): Promise<ReadBody> {
  const type = request.headers.get('content-type') ?? ''
  const isMultipart = type.startsWith('multipart/form-data')
  const bounded = await boundBody(request, isMultipart ? MAX_UPLOAD_BYTES : MAX_JSON_BYTES)
  if (!bounded) throw refuse('tooLarge')
  if (isMultipart) return readMultipart(await bounded.formData().catch(refuseMultipart))
  const text = await bounded.text()
  if (text === '') return { body: undefined, files: [] }
  if (!type.startsWith('application/json')) {
    const message = "Expected \"Content-Type\" header to be one of {'application/json', 'multipart/form-data'}."
    throw new DiscordError(400, 50035, message)
  }
  return { body: parseJson(text), files: [] }
}

function refuseMultipart(error: unknown): never {
  if (!(error instanceof TypeError)) throw error
  throw new DiscordError(400, 50035, 'Invalid Form Body')
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
