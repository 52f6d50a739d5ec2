import { type FileHandle, open, readdir, readFile, truncate, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { prepareFolder } from './data-folder.ts'
import { FILE_MODE, reasonOf, syncFolder } from './folder-sync.ts'
import { encodeLine, type JournalChange, type JournalLine } from './journal-line.ts'
import { describeRest, readSegment } from './journal-segment.ts'
import { WITHOUT_JOURNAL } from './saved-mark.ts'
import { StoreError } from './store-error.ts'

/** The underscore keeps it apart from kinds. */
export const JOURNAL_FOLDER = '_journal'

const SEGMENT = /^(\d{12})\.log$/

/** A file of the journal, and the last line in it that changed each document. */
interface Segment {
  readonly file: string
  readonly changed: Map<string, number>
}

export interface JournalOptions {
  readonly dir: string
  /** A segment that reached this size is followed by a new one, so that old ones can be dropped. */
  readonly segmentBytes: number
  /** The last change that saved documents are known to hold: the journal of this folder goes at least so far. */
  readonly savedUpTo: number
  readonly onWarning: (message: string) => void
}

/** The append-only record of all changes that the checkpoints may lack. Writers take turns. */
export class Journal {
  readonly #folder: string
  readonly #segmentBytes: number
  readonly #segments: Segment[] = []
  #sequence = 0
  #handle: FileHandle | undefined
  #size = 0
  #isUncertain = false
  #turn: Promise<unknown> = Promise.resolve()

  private constructor(options: JournalOptions) {
    this.#folder = join(options.dir, JOURNAL_FOLDER)
    this.#segmentBytes = options.segmentBytes
  }

  /**
   * Opens the journal and hands each of its lines to `onLine`. A torn last line is cut off, with a warning.
   * `onMissing` is called when there is no journal though documents were saved.
   * Throws a StoreError that names the file and line when anything else is damaged or missing.
   */
  static async open(
    options: JournalOptions,
    onLine: (line: JournalLine) => void,
    onMissing: () => void,
  ): Promise<Journal> {
    const journal = new Journal(options)
    await prepareFolder(journal.#folder, options.dir)
    const files = (await readdir(journal.#folder)).filter((name) => SEGMENT.test(name)).sort()
    if (files[0] === undefined && options.savedUpTo > 0) onMissing()
    journal.#sequence = files[0] === undefined ? options.savedUpTo : firstOf(files[0]) - 1
    for (const file of files) await journal.#read(file, file === files.at(-1), onLine, options)
    await journal.#openLast()
    return journal
  }

  /**
   * Writes the changes as one line and waits until the disk has it. Returns the line's number.
   * When it rejects nothing was recorded, and a later call may succeed.
   */
  append(changes: readonly JournalChange[]): Promise<number> {
    return this.#inTurn(() => this.#append(changes))
  }

  /** Writes what comes from now on to a new segment, so that all that was written before can be dropped. */
  async closeSegment(): Promise<void> {
    await this.#inTurn(async () => {
      if (this.#isUncertain) await this.#cutBack()
      if (this.#size > 0) await this.#startSegment()
    })
  }

  async #append(changes: readonly JournalChange[]): Promise<number> {
    if (this.#isUncertain) await this.#cutBack()
    if (this.#size >= this.#segmentBytes) await this.#startSegment()
    const sequence = this.#sequence + 1
    const bytes = Buffer.from(encodeLine({ sequence, changes: [...changes] }))
    try {
      const handle = this.#openHandle()
      await handle.appendFile(bytes)
      await handle.datasync()
    } catch (error) {
      this.#isUncertain = true
      await this.#cutBack().catch(() => undefined) // tried again before the next line is written
      throw new StoreError(`${this.#lastFile()}: the change was not recorded: ${reasonOf(error)}`, { cause: error })
    }
    this.#size += bytes.length
    this.#note(sequence, changes)
    return sequence
  }

  /** The number of the last line. */
  get sequence(): number {
    return this.#sequence
  }

  /** The segments that are no longer written to, oldest first: for each document the last line that changed it. */
  get oldSegments(): readonly ReadonlyMap<string, number>[] {
    return this.#segments.slice(0, -1).map((segment) => segment.changed)
  }

  /** Removes the oldest segment. Only when all documents changed in it are safe without it. */
  async dropOldest(): Promise<void> {
    const oldest = this.#segments[0]
    if (oldest === undefined || this.#segments.length === 1) return
    await unlink(join(this.#folder, oldest.file))
    await syncFolder(this.#folder)
    this.#segments.shift()
  }

  async close(): Promise<void> {
    await this.#handle?.close()
    this.#handle = undefined
  }

  async #read(
    file: string,
    isLast: boolean,
    onLine: (line: JournalLine) => void,
    { savedUpTo, onWarning }: JournalOptions,
  ): Promise<void> {
    const path = join(this.#folder, file)
    this.#segments.push({ file, changed: new Map() })
    if (firstOf(file) !== this.#sequence + 1)
      throw new StoreError(`${path}: expected change ${this.#sequence + 1} next; a segment before it is missing`)
    const bytes = await readFile(path)
    const { lines, wholeBytes } = readSegment(path, bytes, isLast, this.#sequence + 1)
    for (const line of lines) {
      this.#note(line.sequence, line.changes)
      onLine(line)
    }
    const rest = bytes.subarray(wholeBytes)
    if (isLast && this.#sequence < savedUpTo) throw cutShort(path, savedUpTo, this.#sequence, rest)
    if (rest.length === 0) return
    await truncate(path, wholeBytes)
    onWarning(`${path}: dropped ${describeRest(rest)}, behind change ${this.#sequence}`)
  }

  async #openLast(): Promise<void> {
    if (this.#segments.length === 0) return this.#startSegment()
    this.#handle = await open(this.#lastFile(), 'a', FILE_MODE)
    this.#size = (await this.#handle.stat()).size
    await this.#handle.datasync() // lines a killed process had written but not yet synced are about to be believed
  }

  async #startSegment(): Promise<void> {
    const file = `${String(this.#sequence + 1).padStart(12, '0')}.log`
    const handle = await open(join(this.#folder, file), 'a', FILE_MODE)
    await syncFolder(this.#folder)
    await this.#handle?.close()
    this.#handle = handle
    this.#size = 0
    this.#segments.push({ file, changed: new Map() })
  }

  /** After a failed write we cannot know what is on disk: cut the file back to what was confirmed. */
  async #cutBack(): Promise<void> {
    try {
      const handle = this.#openHandle()
      await handle.truncate(this.#size)
      await handle.datasync()
      this.#isUncertain = false
    } catch (error) {
      throw new StoreError(
        `${this.#lastFile()}: no changes are accepted, since an earlier write failed and could not be undone: ${reasonOf(error)}`,
        { cause: error },
      )
    }
  }

  #inTurn<R>(work: () => Promise<R>): Promise<R> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => undefined)
    return done
  }

  #note(sequence: number, changes: readonly JournalChange[]): void {
    this.#sequence = sequence
    const changed = this.#segments.at(-1)?.changed
    for (const { key } of changes) changed?.set(key, sequence)
  }

  #openHandle(): FileHandle {
    if (this.#handle === undefined) throw new StoreError(`${this.#folder}: the journal is closed`)
    return this.#handle
  }

  #lastFile(): string {
    return join(this.#folder, this.#segments.at(-1)?.file ?? '')
  }
}

function cutShort(file: string, savedUpTo: number, last: number, rest: Buffer): StoreError {
  const found = rest.length === 0 ? '' : `, then ${describeRest(rest)}`
  return new StoreError(
    `${file}: expected change ${savedUpTo}, which saved documents hold, found the end behind change ${last}${found}. ` +
      `${WITHOUT_JOURNAL} Nothing was changed.`,
  )
}

function firstOf(file: string): number {
  return Number(SEGMENT.exec(file)?.[1])
}
