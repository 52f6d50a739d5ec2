import { access, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unlinkIfThere } from './checkpoint-file.ts'
import { errorCode, FILE_MODE, syncFolder } from './folder-sync.ts'

/** The underscore keeps it apart from kinds. */
const MARK_FILE = '_erasing'

/** An empty file that is there while the past is being erased: found at an opening, it says that a crash came between. */
export class ErasingMark {
  readonly #dir: string
  #isSet: boolean
  #change: Promise<void> = Promise.resolve()

  private constructor(dir: string, isSet: boolean) {
    this.#dir = dir
    this.#isSet = isSet
  }

  static async open(dir: string): Promise<ErasingMark> {
    return new ErasingMark(dir, await isThere(join(dir, MARK_FILE)))
  }

  get isSet(): boolean {
    return this.#isSet
  }

  /** Resolves when the mark is durable; `onSet` is called before it could be taken away again. */
  set(onSet: () => void): Promise<void> {
    return this.#inTurn(async () => {
      await writeFile(join(this.#dir, MARK_FILE), '', { mode: FILE_MODE })
      await syncFolder(this.#dir)
      this.#isSet = true
      onSet()
    })
  }

  /** Takes the mark away, unless `isNeeded` says by then that there is more to erase. */
  clear(isNeeded: () => boolean): Promise<void> {
    return this.#inTurn(async () => {
      if (isNeeded()) return
      await unlinkIfThere(join(this.#dir, MARK_FILE))
      await syncFolder(this.#dir)
      this.#isSet = false
    })
  }

  #inTurn(change: () => Promise<void>): Promise<void> {
    const done = this.#change.then(change)
    this.#change = done.catch(() => undefined)
    return done
  }
}

async function isThere(file: string): Promise<boolean> {
  try {
    await access(file)
    return true
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false
    throw error
  }
}
