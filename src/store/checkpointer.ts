import type { Documents } from './documents.ts'
import { type Entry, isDirty, isTwiceSafe } from './entry.ts'
import type { ErasingMark } from './erasing-mark.ts'
import type { FileDocuments } from './file-documents.ts'
import { reasonOf } from './folder-sync.ts'
import type { Journal } from './journal.ts'
import type { SavedMark } from './saved-mark.ts'
import { StoreError } from './store-error.ts'

/** Files written at the same time: enough to share the disk's waits, few enough to leave it to the journal. */
const PARALLEL_FILES = 4

export interface CheckpointerOptions {
  readonly documents: Documents
  readonly files: FileDocuments
  readonly journal: Journal
  readonly mark: SavedMark
  readonly erasing: ErasingMark
  readonly delayMs: number
  readonly onWarning: (message: string) => void
}

/** Brings the files up to date in the background and drops journal segments that nothing needs any more. */
export class Checkpointer {
  readonly #options: CheckpointerOptions
  #timer: NodeJS.Timeout | undefined
  #run: Promise<void> = Promise.resolve()
  #deadline = Number.POSITIVE_INFINITY
  /** Whether the past is to be erased with the next save: a crash, or the disk, prevented it. */
  #isErasureOwed: boolean
  /** Erasures that have begun and were not carried out yet. */
  #erasuresUnderWay = 0

  constructor(options: CheckpointerOptions) {
    this.#options = options
    this.#isErasureOwed = options.erasing.isSet
  }

  /** There is something to save: begins after the delay, if it is not about to begin anyway. */
  schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      void this.#start()
    }, this.#options.delayMs).unref()
  }

  /** Resolves when it is durable that there is something to erase: `erasePast` is then called, or the next opening does it. */
  async beginErasure(): Promise<void> {
    await this.#options.erasing.set(() => {
      this.#erasuresUnderWay += 1
    })
  }

  /**
   * Brings both generations of every document up to now and drops the journal behind them, with all that lies beside
   * the documents. Rejects when it could not be done; it is then tried again with the next save.
   */
  erasePast(): Promise<void> {
    const erasing = this.#run.then(() => this.#erasePast()).finally(() => this.#endErasure())
    this.#run = erasing.catch(() => this.schedule())
    return erasing
  }

  /** From now on, saves what it can within the time. */
  hurry(budgetMs: number): void {
    this.#deadline = performance.now() + budgetMs
  }

  /** Saves what it can within the time; the journal holds the rest. */
  async close(budgetMs: number): Promise<void> {
    clearTimeout(this.#timer)
    this.hurry(budgetMs)
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
      else if (this.#isErasureOwed && performance.now() <= this.#deadline) await this.#erasePast()
      else await this.#dropOldSegments()
    } catch (error) {
      onWarning(`could not save documents, trying again later: ${reasonOf(error)}`)
      this.schedule()
    }
  }

  async #erasePast(): Promise<void> {
    const { documents, files, journal, mark } = this.#options
    this.#isErasureOwed = true
    await journal.closeSegment()
    const past = journal.oldSegments
    await mark.raise(journal.sequence)
    const paths = new Set(past.flatMap((changed) => [...changed.keys()]))
    const unsafe = [...paths].filter((path) => documents.pinned.has(path) || files.isInTail(path))
    for (const lacksChanges of [isDirty, (entry: Entry) => !isTwiceSafe(entry)])
      if (await this.#saveEach(new Set(unsafe), lacksChanges)) throw unfinished()
    for (const _ of past) if (!(await this.#dropOldest())) throw unfinished()
    await files.removeLeftovers()
    this.#isErasureOwed = false
    await this.#clearMark()
  }

  async #endErasure(): Promise<void> {
    this.#erasuresUnderWay -= 1
    await this.#clearMark()
  }

  /** One erasure must not take away the mark of another that has begun. */
  async #clearMark(): Promise<void> {
    const { erasing } = this.#options
    if (erasing.isSet) await erasing.clear(() => this.#isErasureOwed || this.#erasuresUnderWay > 0)
  }

  /** Returns whether some could not be saved. */
  async #saveEach(paths: ReadonlySet<string>, isNeeded: (entry: Entry) => boolean = isDirty): Promise<boolean> {
    const queue = paths.values()
    const work = async () => {
      let failed = false
      for (const path of queue) {
        if (performance.now() > this.#deadline) return true
        failed = !(await this.#save(path, isNeeded)) || failed
      }
      return failed
    }
    const failures = await Promise.all(Array.from({ length: PARALLEL_FILES }, work))
    return failures.includes(true)
  }

  async #save(path: string, isNeeded: (entry: Entry) => boolean): Promise<boolean> {
    const { documents, files, onWarning } = this.#options
    try {
      await documents.withStored(path, async (entry) => {
        if (isNeeded(entry)) await files.save(entry)
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
      if (isUnsafe && !(await this.#save(path, () => true))) return false
      if (isUnsafe && entry.previousCheckpointed < sequence) return false
    }
    await journal.dropOldest()
    return true
  }
}

function unfinished(): StoreError {
  return new StoreError('what was removed could not be erased for good yet; it will be tried again')
}
