import type { Documents } from './documents.ts'
import { isDirty } from './entry.ts'
import type { FileDocuments } from './file-documents.ts'
import { reasonOf } from './folder-sync.ts'
import type { Journal } from './journal.ts'
import type { SavedMark } from './saved-mark.ts'

/** Files written at the same time: enough to share the disk's waits, few enough to leave it to the journal. */
const PARALLEL_FILES = 4

export interface CheckpointerOptions {
  readonly documents: Documents
  readonly files: FileDocuments
  readonly journal: Journal
  readonly mark: SavedMark
  readonly delayMs: number
  readonly onWarning: (message: string) => void
}

/** Brings the files up to date in the background and drops journal segments that nothing needs any more. */
export class Checkpointer {
  readonly #options: CheckpointerOptions
  #timer: NodeJS.Timeout | undefined
  #run: Promise<void> = Promise.resolve()
  #deadline = Number.POSITIVE_INFINITY

  constructor(options: CheckpointerOptions) {
    this.#options = options
  }

  /** There is something to save: begins after the delay, if it is not about to begin anyway. */
  schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      void this.#start()
    }, this.#options.delayMs).unref()
  }

  /** Saves what it can within the time; the journal holds the rest. */
  async close(budgetMs: number): Promise<void> {
    clearTimeout(this.#timer)
    this.#deadline = performance.now() + budgetMs
    await this.#start()
    clearTimeout(this.#timer)
  }

  #start(): Promise<void> {
    this.#run = this.#run.then(() => this.#saveAll())
    return this.#run
  }

  /** Nothing is lost when a file cannot be written, so it is reported and tried again later. */
  async #saveAll(): Promise<void> {
    const { documents, files, journal, mark, onWarning } = this.#options
    try {
      const dirty = [...documents.pinned.values()].filter(isDirty).map((entry) => entry.path)
      const paths = new Set([...dirty, ...files.tailPaths])
      if (paths.size > 0 && performance.now() <= this.#deadline) await mark.raise(journal.sequence)
      const failed = await this.#saveEach(paths)
      if (failed) this.schedule()
      else await this.#dropOldSegments()
    } catch (error) {
      onWarning(`could not save documents, trying again later: ${reasonOf(error)}`)
      this.schedule()
    }
  }

  async #saveEach(paths: ReadonlySet<string>): Promise<boolean> {
    const queue = paths.values()
    const work = async () => {
      let failed = false
      for (const path of queue) {
        if (performance.now() > this.#deadline) return true
        failed = !(await this.#save(path)) || failed
      }
      return failed
    }
    const failures = await Promise.all(Array.from({ length: PARALLEL_FILES }, work))
    return failures.includes(true)
  }

  async #save(path: string, isAgain = false): Promise<boolean> {
    const { documents, files, onWarning } = this.#options
    try {
      await documents.withStored(path, async (entry) => {
        if (isDirty(entry) || isAgain) await files.save(entry)
      })
      return true
    } catch (error) {
      onWarning(`${files.locate(path)}: could not be saved, trying again later: ${reasonOf(error)}`)
      return false
    }
  }

  async #dropOldSegments(): Promise<void> {
    let dropped = true
    while (dropped && this.#options.journal.oldSegments.length > 0) dropped = await this.#dropOldest()
  }

  /** A segment may go when both generations of each document in it hold its changes; returns whether it went. */
  async #dropOldest(): Promise<boolean> {
    const { documents, files, journal } = this.#options
    const oldest = journal.oldSegments[0] ?? new Map<string, number>()
    for (const [path, sequence] of oldest) {
      const entry = documents.pinned.get(path)
      const isUnsafe = entry !== undefined && entry.previousCheckpointed < sequence
      if (performance.now() > this.#deadline || files.isInTail(path)) return false
      if (isUnsafe && !(await this.#save(path, true))) return false
      if (isUnsafe && entry.previousCheckpointed < sequence) return false
    }
    await journal.dropOldest()
    return true
  }
}
