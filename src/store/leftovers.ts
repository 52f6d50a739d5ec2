import type { Dirent } from 'node:fs'
import { rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { unlinkIfThere } from './checkpoint-file.ts'
import { isDamaged, isTemporary, kindFolders, readFolder } from './document-paths.ts'
import { errorCode, syncFolder } from './folder-sync.ts'

/** A folder with something in it, or one that another process made again. */
const KEPT = new Set(['ENOTEMPTY', 'EEXIST', 'EBUSY', 'EPERM'])

/**
 * Removes what lies among the documents and belongs to none: files half written, damaged files that were put aside (what
 * they hold nobody can tell), and folders that are empty, of which the names may be somebody's ids. `onDamaged` is told of
 * each damaged file. Only while nothing is being saved.
 */
export async function removeLeftovers(dir: string, onDamaged: (file: string) => void): Promise<void> {
  for (const kind of await kindFolders(dir)) await tidy(join(dir, kind), onDamaged)
}

/** Returns whether the folder is empty now. */
async function tidy(folder: string, onDamaged: (file: string) => void): Promise<boolean> {
  let left = 0
  let removed = 0
  for (const entry of await readFolder(folder)) {
    const isGone = await remove(folder, entry, onDamaged)
    if (isGone) removed += 1
    else left += 1
  }
  if (removed > 0) await syncFolder(folder)
  return left === 0
}

async function remove(folder: string, entry: Dirent, onDamaged: (file: string) => void): Promise<boolean> {
  const path = join(folder, entry.name)
  if (entry.isDirectory()) return (await tidy(path, onDamaged)) && removeFolder(path)
  if (!isTemporary(entry.name) && !isDamaged(entry.name)) return false
  await unlinkIfThere(path)
  if (isDamaged(entry.name)) onDamaged(path)
  return true
}

async function removeFolder(path: string): Promise<boolean> {
  try {
    await rmdir(path)
    return true
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return true
    if (KEPT.has(errorCode(error) ?? '')) return false
    throw error
  }
}
