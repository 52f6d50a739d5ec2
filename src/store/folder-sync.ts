import { mkdir, open } from 'node:fs/promises'
import { dirname, relative } from 'node:path'

/** Only the operator's own account may read what members wrote. */
export const FILE_MODE = 0o600
export const FOLDER_MODE = 0o700

/** Makes a rename, creation or removal in a folder durable. Windows has no such call and does it by itself. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Creates a folder below `root` durably, with the folders on the way to it. */
export async function makeFolder(folder: string, root: string): Promise<void> {
  const created = await mkdir(folder, { recursive: true, mode: FOLDER_MODE })
  if (created === undefined) return
  for (let parent = dirname(folder); !relative(root, parent).startsWith('..'); parent = dirname(parent)) {
    await syncFolder(parent)
    if (parent === dirname(parent)) return
  }
}

/** The code of a system error, such as ENOENT. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** What went wrong, for a message. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
