import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The text of a file of `data/lookup/`, found from here upwards, so that it works from `src/` and from `dist/src/`.
 * Throws when no folder above holds it.
 */
export function readDataFile(name: string): string {
  const start = dirname(fileURLToPath(import.meta.url))
  for (let folder = start; ; folder = dirname(folder)) {
    const file = join(folder, 'data', 'lookup', name)
    if (existsSync(file)) return readFileSync(file, 'utf8')
    if (folder === dirname(folder))
      throw new Error(`data/lookup/${name}: expected in a folder above ${start}, found in none`)
  }
}
