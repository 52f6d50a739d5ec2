import { join, resolve } from 'node:path'
import { readCheckpoint } from './checkpoint-file.ts'
import { Checkpointer } from './checkpointer.ts'
import { orBadFolder, prepareFolder } from './data-folder.ts'
import { filesOf, kindFolders, listPaths } from './document-paths.ts'
import type { DocumentStore } from './document-store.ts'
import { Documents } from './documents.ts'
import { ErasingMark } from './erasing-mark.ts'
import { FileDocuments } from './file-documents.ts'
import { lockFolder } from './folder-lock.ts'
import { JOURNAL_FOLDER, Journal } from './journal.ts'
import { SavedMark, WITHOUT_JOURNAL } from './saved-mark.ts'
import { StoreError } from './store-error.ts'

const DEFAULT_CHECKPOINT_DELAY_MS = 5_000
const DEFAULT_SEGMENT_BYTES = 4 * 1024 * 1024
const DEFAULT_CACHED_DOCUMENTS = 1_000
/** The journal holds all changes, so closing only uses what time a supervisor gives anyway. */
const DEFAULT_CLOSE_BUDGET_MS = 300

export interface FileStoreOptions {
  /** The folder of this store alone; created when missing. */
  readonly dir: string
  /** Told of what was repaired and what will be tried again; names the file. By default printed. */
  readonly onWarning?: (message: string) => void
  /** How long a change may stand in the journal alone. */
  readonly checkpointDelayMs?: number
  /** How long `close` may write checkpoints. */
  readonly closeBudgetMs?: number
  /** How long a journal file grows before it is followed by a new one. */
  readonly segmentBytes?: number
  /** How many documents stay in memory besides those being saved. */
  readonly cachedDocuments?: number
}

/**
 * Opens the store in a folder, of which this process becomes the only user. Rejects with a StoreError when another
 * process holds the folder, when it cannot be written, or when the journal is damaged or lost: the message names the file and says what to do.
 */
export async function openFileStore(options: FileStoreOptions): Promise<DocumentStore> {
  const dir = resolve(options.dir)
  await prepareFolder(dir, dir)
  const lock = await orBadFolder(dir, () => lockFolder(dir))
  try {
    return await orBadFolder(dir, () => openLocked({ ...options, dir }, () => lock.release()))
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function openLocked(options: FileStoreOptions, unlock: () => Promise<void>): Promise<DocumentStore> {
  const { dir, onWarning = console.warn, segmentBytes = DEFAULT_SEGMENT_BYTES } = options
  const files = new FileDocuments(dir, onWarning)
  const [mark, erasing] = [await SavedMark.open(dir), await ErasingMark.open(dir)]
  const savedUpTo = mark.sequence ?? (await findLastSequence(dir))
  let isJournalWhole = true
  const onMissing = () => {
    if (mark.isThere) throw lostJournal(dir, savedUpTo)
    isJournalWhole = false
    onWarning(`${dir}: the journal is missing; going on from the last save of each document`)
  }
  const journalOptions = { dir, segmentBytes, savedUpTo, onWarning }
  const journal = await Journal.open(journalOptions, (line) => files.addTail(line), onMissing)
  await mark.raise(savedUpTo)
  files.followJournal(() => journal.sequence, isJournalWhole)
  const documents = new Documents(
    {
      load: (path) => files.load(path),
      append: (changes) => journal.append(changes),
      list: (prefix) => files.list(prefix),
      listFirstParts: (kind) => files.listFirstParts(kind),
      beginErasure: () => checkpointer.beginErasure(),
      erasePast: () => checkpointer.erasePast(),
      hurry: () => checkpointer.hurry(closeBudgetMs),
      changed: () => checkpointer.schedule(),
      locate: (path) => files.locate(path),
      async close() {
        await checkpointer.close(closeBudgetMs)
        await journal.close()
        await unlock()
      },
    },
    options.cachedDocuments ?? DEFAULT_CACHED_DOCUMENTS,
  )
  const closeBudgetMs = options.closeBudgetMs ?? DEFAULT_CLOSE_BUDGET_MS
  const delayMs = options.checkpointDelayMs ?? DEFAULT_CHECKPOINT_DELAY_MS
  const checkpointer = new Checkpointer({ documents, files, journal, mark, erasing, delayMs, onWarning })
  checkpointer.schedule()
  return documents
}

function lostJournal(dir: string, savedUpTo: number): StoreError {
  return new StoreError(
    `${join(dir, JOURNAL_FOLDER)}: expected the changes up to ${savedUpTo}, which saved documents hold, found no ` +
      `journal. ${WITHOUT_JOURNAL}`,
  )
}

/** What the documents themselves hold. Reads all of them, so only for a folder without a mark. */
async function findLastSequence(dir: string): Promise<number> {
  const paths = (await Promise.all((await kindFolders(dir)).map((kind) => listPaths(dir, kind)))).flat()
  let last = 0
  for (const path of paths) {
    const { current, previous } = filesOf(dir, path)
    for (const file of [current, previous]) {
      const checkpoint = await readCheckpoint(file)
      if (checkpoint.found === 'document') last = Math.max(last, checkpoint.base.sequence)
    }
  }
  return last
}
