import { crc32 } from 'node:zlib'
import { z } from 'zod'

const step = z.union([z.string(), z.number()])
const patch = z.object({
  op: z.enum(['replace', 'remove', 'add']),
  path: z.array(step),
  value: z.unknown().optional(),
})
const change = z.object({
  /** The document's path. */
  key: z.string(),
  /** The line that changed this document before, or 0: a gap shows that lines or a checkpoint are missing. */
  after: z.int().nonnegative(),
  /** The version of the kind when the patches were made. */
  version: z.int().positive(),
  patches: z.array(patch),
  /** What undoes the patches: for an operator who has to go back by hand. */
  inverse: z.array(patch),
})
const line = z.object({ sequence: z.int().positive(), changes: z.array(change) })

export type JournalPatch = z.infer<typeof patch>
export type JournalChange = z.infer<typeof change>

/** All that was written with one fdatasync. One line, so that it is there as a whole or not at all. */
export type JournalLine = z.infer<typeof line>

/** `<crc32 of the JSON, 8 hex digits> <json>\n` */
export function encodeLine(record: JournalLine): string {
  const json = JSON.stringify(record)
  return `${checksum(json)} ${json}\n`
}

/** The record of a line (without its line end), or undefined when the line is damaged. */
export function decodeLine(text: string): JournalLine | undefined {
  const json = text.slice(9)
  if (text[8] !== ' ' || text.slice(0, 8) !== checksum(json)) return undefined
  return line.safeParse(JSON.parse(json)).data // the checksum says that it is the JSON we wrote
}

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, '0')
}
