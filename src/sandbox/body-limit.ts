const MIB = 1024 * 1024

/** Discord's limit of an upload without boosts. */
export const MAX_UPLOAD_BYTES = 25 * MIB
/** Far above what any of Discord's limits let a body without files be. */
export const MAX_JSON_BYTES = 8 * MIB
/** The page sends files as base64 in JSON: an upload and a third of it. */
export const MAX_PAGE_BYTES = 36 * MIB

/** A body that can be read without taking up more than was agreed. */
export type BoundedBody = Pick<Request, 'text' | 'formData'>

/** The request's body, or undefined when it is longer than `maxBytes`, of which no more is kept in memory. */
export async function boundBody(request: Request, maxBytes: number): Promise<BoundedBody | undefined> {
  const { headers } = request
  const isTold = headers.get('transfer-encoding') === null // Node reads no more than what was told
  if (isTold && Number(headers.get('content-length') ?? 0) <= maxBytes) return request
  const bytes = await readUpTo(maxBytes, request.body)
  return bytes && new Response(bytes, { headers: { 'content-type': headers.get('content-type') ?? '' } })
}

/** Reads to the end, whatever the length: a client that is still sending may never look at the answer. */
async function readUpTo(maxBytes: number, body: Request['body']): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of body ?? []) {
    length += part.length
    if (length > maxBytes) parts.length = 0
    else parts.push(part)
  }
  return length > maxBytes ? undefined : Uint8Array.from(Buffer.concat(parts))
}
