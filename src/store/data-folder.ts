import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { errorCode, makeFolder, reasonOf } from './folder-sync.ts'
import { StoreError } from './store-error.ts'

const FOUND: Readonly<Record<string, string>> = {
  EEXIST: 'a file',
  ENOTDIR: 'a file on the way to it',
  EROFS: 'a file system that can only be read',
}

/** Makes a folder in `root`, or `root` itself, unless it is there. Throws a StoreError unless it can be read and written. */
export async function prepareFolder(folder: string, root: string): Promise<void> {
  await orBadFolder(folder, async () => {
    await makeFolder(folder, root)
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  })
}

/** Does what needs the folder; what the system refuses then becomes a StoreError that says what is wrong with it. */
export async function orBadFolder<R>(dir: string, work: () => Promise<R>): Promise<R> {
  try {
    return await work()
  } catch (error) {
    if (!isOfSystem(error)) throw error
    const found = FOUND[errorCode(error) ?? ''] ?? `one that the system refuses (${reasonOf(error)})`
    throw new StoreError(
      `DATA_DIR ${dir}: expected a folder that can be written, found ${found}. Put it right, or choose another folder.`,
      { cause: error },
    )
  }
}

function isOfSystem(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}
