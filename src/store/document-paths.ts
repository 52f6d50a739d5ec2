import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode } from './folder-sync.ts'

/** Names that Windows keeps for devices, also with an extension. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/
const GENERATION = /^([a-z0-9-]{1,64}_?)(?:\.previous)?\.json$/
const FOLDER = /^[a-z0-9-]{1,64}_?$/
/** As write-file-atomic and `keepGeneration` name what they are writing. */
const TEMPORARY = /\.json\.(\d+|next)$/
const DAMAGED = /\.damaged\.json$/

/** The files of a document: its checkpoint, the generation before it, and where a damaged one is put aside. */
export interface DocumentFiles {
  readonly current: string
  readonly previous: string
  readonly damaged: string
}

export function filesOf(dir: string, path: string): DocumentFiles {
  const stem = join(dir, ...path.split('/').map(toFileName))
  return { current: `${stem}.json`, previous: `${stem}.previous.json`, damaged: `${stem}.damaged.json` }
}

/** The paths of all documents whose files stand below the folder of `prefix` (a kind, perhaps with parts). */
export async function listPaths(dir: string, prefix: string): Promise<string[]> {
  const entries = await readFolder(join(dir, ...prefix.split('/').map(toFileName)))
  const below = await Promise.all(entries.map((entry) => pathsOf(dir, prefix, entry)))
  return [...new Set(below.flat())]
}

/** The first parts of the paths of documents that may stand in a kind's folder. */
export async function listFirstParts(dir: string, kind: string): Promise<string[]> {
  const names = (await readFolder(join(dir, toFileName(kind)))).map((entry) =>
    entry.isDirectory() ? FOLDER.exec(entry.name)?.[0] : GENERATION.exec(entry.name)?.[1],
  )
  return [...new Set(names.flatMap((name) => (name === undefined ? [] : [toPart(name)])))]
}

/** The folders of kinds in a store's folder. */
export async function kindFolders(dir: string): Promise<string[]> {
  const entries = await readFolder(dir)
  return entries.filter((entry) => entry.isDirectory() && FOLDER.test(entry.name)).map(({ name }) => name)
}

export function isTemporary(name: string): boolean {
  return TEMPORARY.test(name)
}

export function isDamaged(name: string): boolean {
  return DAMAGED.test(name)
}

async function pathsOf(dir: string, prefix: string, entry: Dirent): Promise<string[]> {
  if (entry.isDirectory()) return FOLDER.test(entry.name) ? listPaths(dir, `${prefix}/${toPart(entry.name)}`) : []
  const part = GENERATION.exec(entry.name)?.[1]
  return part === undefined ? [] : [`${prefix}/${toPart(part)}`]
}

export async function readFolder(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}

function toFileName(part: string): string {
  return RESERVED.test(part) ? `${part}_` : part
}

function toPart(fileName: string): string {
  return fileName.replace(/_$/, '')
}
