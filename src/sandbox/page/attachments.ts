import type { Attachment } from './types.ts'

/** A chosen file as the sandbox takes it. */
export async function readAttachment(file: File): Promise<Attachment> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return { name: file.name, contentType: file.type || 'application/octet-stream', base64: btoa(binary) }
}
