import { copyFile, link, open, readFile, rename, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Adapter, Low } from 'lowdb'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { errorCode, FILE_MODE, makeFolder, syncFolder } from './folder-sync.ts'
import type { Base } from './replay.ts'

const contents = z.object({ version: z.int().positive(), sequence: z.int().positive(), data: z.unknown() })

/** What was found in the place of a checkpoint. */
export type FoundFile =
  | { readonly found: 'document'; readonly base: Base }
  | { readonly found: 'nothing' }
  | { readonly found: 'damage'; readonly what: string }

/** Reads a checkpoint. Rejects only when the system cannot read (permissions, disk). */
export async function readCheckpoint(file: string): Promise<FoundFile> {
  const low = new Low<string | Base>(checkpointAdapter(file), '')
  try {
    await low.read()
  } catch (error) {
    if (error instanceof DamagedFile) return { found: 'damage', what: error.message }
    throw error
  }
  return typeof low.data === 'string' ? { found: 'nothing' } : { found: 'document', base: low.data }
}

/** Writes a checkpoint so that at each moment the file is the old one or the new one, as a whole and durably. */
export async function writeCheckpoint(file: string, root: string, base: Base): Promise<void> {
  await makeFolder(dirname(file), root)
  await new Low<string | Base>(checkpointAdapter(file), base).write()
  await syncFolder(dirname(file))
}

/** Makes the file the previous generation too; at each moment both names lead to a whole file. */
export async function keepGeneration(file: string, previous: string): Promise<void> {
  const temporary = `${previous}.next`
  await unlinkIfThere(temporary)
  await link(file, temporary).catch(() => copyDurably(file, temporary)) // not every file system has links
  await rename(temporary, previous)
}

async function copyDurably(file: string, copy: string): Promise<void> {
  await copyFile(file, copy)
  const handle = await open(copy, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

export async function unlinkIfThere(file: string): Promise<void> {
  await unlink(file).catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error
  })
}

class DamagedFile extends Error {}

/** lowdb's own file adapter neither waits for the disk nor says which file it could not parse. */
function checkpointAdapter(file: string): Adapter<string | Base> {
  return {
    async read() {
      const bytes = await readFile(file).catch((error: unknown) => {
        if (errorCode(error) === 'ENOENT') return undefined
        throw error
      })
      return bytes === undefined ? null : parse(bytes)
    },
    async write(base) {
      await writeFileAtomic(file, `${JSON.stringify(base)}\n`, { mode: FILE_MODE, fsync: true })
    },
  }
}

function parse(bytes: Buffer): Base {
  if (bytes.length === 0) throw new DamagedFile('an empty file')
  if (bytes.every((byte) => byte === 0)) throw new DamagedFile(`${bytes.length} NUL bytes`)
  const found = contents.safeParse(parseJson(bytes.toString('utf8')))
  if (!found.success || found.data.data === undefined)
    throw new DamagedFile('JSON that is not { version, sequence, data }')
  const { version, sequence, data } = found.data
  return { version, sequence, data }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new DamagedFile(`text of ${text.length} characters that is not JSON (${String(error)})`)
  }
}
