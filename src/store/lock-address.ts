import { stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The underscore keeps it apart from kinds. */
const LOCK_FILE = '_lock'

/** What a socket's path may measure in bytes (macOS: 104 with its end), less what take-over appends to it. */
const MAX_SOCKET_PATH = 90

export interface LockAddresses {
  /** A name that the system itself gives to one process only and takes back when it dies. */
  readonly name?: string
  /** A socket file, for systems without such names, and for containers that share a folder but no names. */
  readonly file?: string
}

/** The folder is known by its device and inode, whatever path or link leads to it. */
export async function lockAddresses(dir: string): Promise<LockAddresses> {
  const { dev, ino } = await stat(dir, { bigint: true })
  const id = `yandu-${dev}-${ino}`
  const inFolder = join(dir, LOCK_FILE)
  const fits = Buffer.byteLength(inFolder) <= MAX_SOCKET_PATH
  if (process.platform === 'win32') return { name: `\\\\.\\pipe\\${id}` }
  if (process.platform === 'linux') return { name: `\0${id}`, ...(fits && { file: inFolder }) }
  return { file: fits ? inFolder : join(tmpdir(), id) }
}
