import type { Kind } from './document-store.ts'

/** A document in memory. `sequence` numbers are those of journal lines; 0 stands for "none". */
export interface Entry {
  readonly path: string
  /** The kind that migrated and validated the data; undefined until someone asks for the document by its key. */
  kind: Kind<unknown> | undefined
  /** What is on record for sure, as `pack` makes it, and the journal line that last changed it. Undefined data: no such document. */
  durable: unknown
  sequence: number
  /** `durable` with the changes that wait for the disk. */
  head: unknown
  /** The document as recorded, packed or plain, in its old version, as long as its migrated form is not recorded. */
  recorded: Recorded
  isMigrated: boolean
  /** What the checkpoint file and the generation before it hold. */
  checkpointed: number
  previousCheckpointed: number
  /** Whether the checkpoint file may become the previous generation: a damaged one must not replace a good one. */
  isFileIntact: boolean
  /** Calls that are using the entry: it stays in memory. */
  users: number
  /** The end of the last change that waits for the disk; rejects when the disk refused it. */
  commit: Promise<void> | undefined
}

export interface Recorded {
  readonly version: number
  readonly data: unknown
}

/** What a medium knows about a document. */
export type LoadedDocument = Pick<
  Entry,
  'recorded' | 'sequence' | 'checkpointed' | 'previousCheckpointed' | 'isFileIntact'
>

export const NO_DOCUMENT: LoadedDocument = {
  recorded: { version: 0, data: undefined },
  sequence: 0,
  checkpointed: 0,
  previousCheckpointed: 0,
  isFileIntact: false,
}

export function newEntry(path: string, loaded: LoadedDocument): Entry {
  return {
    ...loaded,
    path,
    kind: undefined,
    durable: undefined,
    head: undefined,
    isMigrated: false,
    users: 0,
    commit: undefined,
  }
}

/** Whether the checkpoint file lacks changes. */
export function isDirty(entry: Entry): boolean {
  return entry.checkpointed < entry.sequence
}

/** Whether both generations hold every change, so that the journal is not needed to recover the document. */
export function isTwiceSafe(entry: Entry): boolean {
  return entry.previousCheckpointed >= entry.sequence
}
