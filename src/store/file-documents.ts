import { readdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { keepGeneration, readCheckpoint, unlinkIfThere, writeCheckpoint } from './checkpoint-file.ts'
import { type DocumentFiles, filesOf, isTemporary, listFirstParts, listPaths } from './document-paths.ts'
import { type Entry, type LoadedDocument, NO_DOCUMENT, type Recorded } from './entry.ts'
import { errorCode, reasonOf, syncFolder } from './folder-sync.ts'
import type { JournalLine } from './journal-line.ts'
import { unpack } from './large-record.ts'
import { removeLeftovers } from './leftovers.ts'
import { type Base, leavesDocument, type ReplayChange, replay } from './replay.ts'
import { WITHOUT_JOURNAL } from './saved-mark.ts'
import { StoreError } from './store-error.ts'

const NOTHING: Base = { version: 0, sequence: 0, data: undefined }

/** The documents' checkpoint files, with the journal's changes that they may lack laid over them. */
export class FileDocuments {
  readonly #dir: string
  readonly #onWarning: (message: string) => void
  /** What the journal held at start, until the document is loaded. */
  readonly #tail = new Map<string, ReplayChange[]>()
  /** The folders in which this process has saved, so that temporary files found there are its own. */
  readonly #swept = new Map<string, Promise<void>>()
  #lastLine: () => number = () => 0
  #isJournalWhole = true

  constructor(dir: string, onWarning: (message: string) => void) {
    this.#dir = dir
    this.#onWarning = onWarning
  }

  /** `lastLine` is the number of the journal's last line; without its older lines a previous generation is no help. */
  followJournal(lastLine: () => number, isWhole: boolean): void {
    this.#lastLine = lastLine
    this.#isJournalWhole = isWhole
  }

  /** Takes a line of the journal, in order, to be laid over its documents when they are loaded. */
  addTail({ sequence, changes }: JournalLine): void {
    for (const { key, ...change } of changes) {
      const known = this.#tail.get(key)
      if (known === undefined) this.#tail.set(key, [{ ...change, sequence }])
      else known.push({ ...change, sequence })
    }
  }

  /** The documents that stand in the journal and were not loaded yet. */
  get tailPaths(): ReadonlySet<string> {
    return new Set(this.#tail.keys())
  }

  isInTail(path: string): boolean {
    return this.#tail.has(path)
  }

  locate(path: string): string {
    return filesOf(this.#dir, path).current
  }

  async list(prefix: string): Promise<string[]> {
    const stored = new Set(await listPaths(this.#dir, prefix))
    for (const [path, changes] of this.#tail) {
      const last = changes.at(-1)
      if (last === undefined || !path.startsWith(`${prefix}/`)) continue
      if (leavesDocument(last)) stored.add(path)
      else stored.delete(path)
    }
    return [...stored]
  }

  async listFirstParts(kind: string): Promise<string[]> {
    const inTail = [...this.#tail.keys()].map((path) => path.split('/')).filter(([first]) => first === kind)
    return [...(await listFirstParts(this.#dir, kind)), ...inTail.map(([, part = '']) => part)]
  }

  /** Removes what lies among the documents and belongs to none. Only while nothing is being saved. */
  removeLeftovers(): Promise<void> {
    return removeLeftovers(this.#dir, (file) =>
      this.#onWarning(`${file}: this damaged file, kept aside until now, was removed, since data were to be erased`),
    )
  }

  /** Throws a StoreError that names the file when neither generation and the journal make up the whole document. */
  async load(path: string): Promise<LoadedDocument> {
    const files = filesOf(this.#dir, path)
    const tail = this.#tail.get(path) ?? []
    const loaded = (await this.#loadCurrent(files, tail)) ?? (await this.#loadPrevious(files, tail))
    this.#tail.delete(path)
    return loaded
  }

  /** Brings the files up to what is recorded. Edits the entry's account of them. */
  async save(entry: Entry): Promise<void> {
    const { sequence, recorded } = entry
    const files = filesOf(this.#dir, entry.path)
    await this.#sweep(dirname(files.current))
    if (recorded.data === undefined) return this.#erase(entry, files, sequence)
    if (entry.isFileIntact) {
      await keepGeneration(files.current, files.previous)
      entry.previousCheckpointed = entry.checkpointed
    } else await putAside(files)
    await writeCheckpoint(files.current, this.#dir, {
      version: recorded.version,
      sequence,
      data: unpack(recorded.data),
    })
    entry.checkpointed = sequence
    entry.isFileIntact = true
  }

  /** A killed process leaves files half written, with what members wrote in them. They stand where it was saving. */
  #sweep(folder: string): Promise<void> {
    const sweeping = this.#swept.get(folder) ?? removeTemporaryFiles(folder)
    this.#swept.set(folder, sweeping)
    return sweeping
  }

  async #erase(entry: Entry, files: DocumentFiles, sequence: number): Promise<void> {
    // The current generation goes last: found alone, the previous one would be taken for all that is left.
    for (const file of [files.damaged, files.previous, files.current]) await unlinkIfThere(file)
    await syncFolder(dirname(files.current)).catch(ignoreMissing)
    Object.assign(entry, { checkpointed: sequence, previousCheckpointed: sequence, isFileIntact: false })
  }

  async #loadCurrent(files: DocumentFiles, tail: readonly ReplayChange[]): Promise<LoadedDocument | undefined> {
    const current = await this.#read(files.current)
    if (current.found !== 'document') return undefined
    const { sequence } = current.base
    if (sequence > this.#lastLine()) throw aheadOfJournal(files.current, sequence, this.#lastLine())
    const document = replayOver(files.current, current.base, tail)
    return {
      ...document,
      checkpointed: sequence,
      // A document that stands in the journal may have been changed between its generations.
      previousCheckpointed: tail.length === 0 ? document.sequence : 0,
      isFileIntact: true,
    }
  }

  async #loadPrevious(files: DocumentFiles, tail: readonly ReplayChange[]): Promise<LoadedDocument> {
    const current = await this.#read(files.current)
    const previous = await this.#read(files.previous)
    const base = previous.found === 'document' ? previous.base : NOTHING
    if (current.found === 'nothing' && previous.found === 'nothing' && tail.length === 0) return NO_DOCUMENT
    const whatIsLeft = `The previous generation, ${files.previous}, ${describe(previous)}`
    if (tail.length === 0 && (base === NOTHING || !this.#isJournalWhole))
      throw new StoreError(
        `${files.current} ${describe(current)}, and the journal does not hold its changes. ${whatIsLeft}: copy it to the first name to go on from there, or restore a backup.`,
      )
    const document = replayOver(files.current, base, tail, describe(current), whatIsLeft)
    if (current.found === 'damage' || base !== NOTHING)
      this.#onWarning(
        `${files.current} ${describe(current)}; recovered the document from ${files.previous} and the journal`,
      )
    return { ...document, checkpointed: 0, previousCheckpointed: base.sequence, isFileIntact: false }
  }

  async #read(file: string) {
    try {
      return await readCheckpoint(file)
    } catch (error) {
      throw new StoreError(`${file}: cannot be read: ${reasonOf(error)}`, { cause: error })
    }
  }
}

function replayOver(
  file: string,
  base: Base,
  tail: readonly ReplayChange[],
  ...notes: readonly string[]
): { recorded: Recorded; sequence: number } {
  try {
    const { sequence, version, data } = replay(base, tail)
    return { sequence, recorded: { version, data } }
  } catch (error) {
    const about = notes.map((note) => ` ${note}.`).join('')
    throw new StoreError(`${file}: ${reasonOf(error)}.${about} Restore the data folder from a backup.`, {
      cause: error,
    })
  }
}

function aheadOfJournal(file: string, sequence: number, lastLine: number): StoreError {
  return new StoreError(
    `${file}: holds change ${sequence}, but the journal ends with ${lastLine}: it was cut or comes from another time. ${WITHOUT_JOURNAL}`,
  )
}

function describe(file: Awaited<ReturnType<typeof readCheckpoint>>): string {
  switch (file.found) {
    case 'document':
      return `holds the document up to change ${file.base.sequence}`
    case 'nothing':
      return 'is missing'
    case 'damage':
      return `holds ${file.what}`
  }
}

/** A damaged file may be what an operator edited by hand: it is kept for them. */
async function putAside(files: DocumentFiles): Promise<void> {
  await rename(files.current, files.damaged).catch(ignoreMissing)
}

async function removeTemporaryFiles(folder: string): Promise<void> {
  const names = await readdir(folder).catch(ignoreMissing)
  for (const name of names ?? []) if (isTemporary(name)) await unlinkIfThere(join(folder, name))
}

function ignoreMissing(error: unknown): undefined {
  if (errorCode(error) !== 'ENOENT') throw error
}
