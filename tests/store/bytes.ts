import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** The files of a folder that hold the text, in their bytes or in their names. */
export function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name.includes(text) || (entry.isFile() && bytesOf(entry).includes(text)))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
}

function bytesOf(entry: { parentPath: string; name: string }): Buffer {
  return readFileSync(join(entry.parentPath, entry.name))
}
