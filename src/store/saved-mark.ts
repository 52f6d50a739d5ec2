import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { unlinkIfThere } from './checkpoint-file.ts'
import { errorCode, FILE_MODE, syncFolder } from './folder-sync.ts'

/** The underscore keeps it apart from kinds. */
const MARK_FILE = '_saved'
/** What a killed process leaves, as write-file-atomic names it. */
const HALF_WRITTEN = /^_saved\.\d+$/

/** How to open a folder of which the journal is lost or damaged. */
export const WITHOUT_JOURNAL =
  'Restore the data folder from a backup as a whole; or, to go on from the last save of each document without what ' +
  'only the journal held, move _journal and _saved out of the data folder.'

const contents = z.object({ sequence: z.int().nonnegative() })

/**
 * How far the journal had come when documents were last saved, in a small file: a journal that ends sooner was cut or
 * lost, which is so found without reading every document. Written before a round of saves, so a document that was
 * changed during the round may be ahead of it until the next.
 */
export class SavedMark {
  /** Whether the folder had a mark when it was opened, be it a damaged one. */
  readonly isThere: boolean
  readonly #dir: string
  #sequence: number | undefined

  private constructor(dir: string, text: string | undefined) {
    this.isThere = text !== undefined
    this.#dir = dir
    this.#sequence = text === undefined ? undefined : parseMark(text)
  }

  static async open(dir: string): Promise<SavedMark> {
    for (const name of await readdir(dir)) if (HALF_WRITTEN.test(name)) await unlinkIfThere(join(dir, name))
    return new SavedMark(dir, await readMark(join(dir, MARK_FILE)))
  }

  /** The number of a journal line; undefined when there is no mark, or a damaged one. */
  get sequence(): number | undefined {
    return this.#sequence
  }

  /** Resolves when the mark is durable. Only for lines that are so themselves. One call at a time. */
  async raise(sequence: number): Promise<void> {
    if (sequence <= (this.#sequence ?? 0)) return
    const file = join(this.#dir, MARK_FILE)
    await writeFileAtomic(file, `${JSON.stringify({ sequence })}\n`, { mode: FILE_MODE, fsync: true })
    await syncFolder(this.#dir)
    this.#sequence = sequence
  }
}

async function readMark(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

function parseMark(text: string): number | undefined {
  try {
    return contents.safeParse(JSON.parse(text)).data?.sequence
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
