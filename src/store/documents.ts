import { DocumentCache } from './document-cache.ts'
import type { DocumentStore, Drafts, Key, Kind } from './document-store.ts'
import type { Entry, LoadedDocument } from './entry.ts'
import type { JournalChange } from './journal-line.ts'
import { pack, unpack } from './large-record.ts'
import { type DocumentChange, runRecipe } from './recipe.ts'
import { StoreError } from './store-error.ts'
import { readAs, refuseDocument } from './stored-data.ts'

/** Where documents last: the part in which the adapters differ. */
export interface Medium {
  load(path: string): Promise<LoadedDocument>
  /** Records all changes as a whole or rejects, leaving none. Returns the number of the line that holds them. */
  append(changes: readonly JournalChange[]): Promise<number>
  /** The paths of stored documents of which the path begins with `prefix/`; changes in memory are laid over it. */
  list(prefix: string): Promise<string[]>
  /** The first parts behind the kind's name of all paths that `list` tells; others do no harm. */
  listFirstParts(kind: string): Promise<string[]>
  /** From when this resolves on, a crash is followed by `erasePast`. */
  beginErasure(): Promise<void>
  /** Makes sure that nothing older than the documents as they are now is left. Rejects when it could not be done for now. */
  erasePast(): Promise<void>
  /** Whatever takes long is to break off: the store is about to close. */
  hurry(): void
  /** Called after each change that lasts. */
  changed(): void
  /** Where an operator finds the document. */
  locate(path: string): string
  close(): Promise<void>
}

interface Waiting {
  readonly changes: readonly { readonly entry: Entry; readonly change: DocumentChange }[]
  readonly end: End
}

/** When the changes of an update are durable, or will never be. */
interface End {
  readonly promise: Promise<void>
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** Bounds the length of a journal line. */
const MAX_UPDATES_PER_LINE = 512
/** Bounds what is held in memory while many documents are removed. */
const REMOVED_AT_ONCE = 100

/**
 * The documents in memory, over a medium. Recipes run at once, on `head`; what they did is visible to nobody
 * (`durable`) until the medium has it. All that wait while the medium is busy share its next write.
 */
export class Documents implements DocumentStore {
  readonly #medium: Medium
  readonly #cache: DocumentCache
  readonly #kinds = new Map<string, Kind<unknown>>()
  readonly #calls = new Set<Promise<unknown>>()
  #waiting: Waiting[] = []
  #writing: Promise<void> | undefined
  #closing: Promise<void> | undefined

  constructor(medium: Medium, cachedDocuments: number) {
    this.#medium = medium
    this.#cache = new DocumentCache(
      (path) => medium.load(path).catch((error: unknown) => refuseDocument(medium.locate(path), error)),
      cachedDocuments,
    )
  }

  read<T>(key: Key<T>): Promise<T | undefined> {
    return this.#call(async () => {
      const [data] = await this.#withEntries([key], async ([entry]) => {
        await entry?.commit?.catch(() => undefined) // the change failed for its author; for us it did not happen
        return [unpack(entry?.durable)]
      })
      return data as T | undefined // claim() checked it with the schema of this very kind
    })
  }

  update<Ts extends readonly unknown[] | [], R>(
    keys: { readonly [I in keyof Ts]: Key<Ts[I]> },
    recipe: (docs: Drafts<Ts>) => R,
  ): Promise<R> {
    const ofAny = recipe as (docs: unknown[]) => R // #update lends one draft per key, in the order of the keys
    return this.#call(() => this.#update(keys, ofAny))
  }

  list<T>(kind: Kind<T>, ...prefixParts: string[]): Promise<Key<T>[]> {
    return this.#call(async () => {
      const prefix = prefixParts.length === 0 ? kind.name : kind.key(...prefixParts).path
      await Promise.allSettled([...this.#cache.pinned.values()].map((entry) => isBelow(entry, prefix) && entry.commit))
      const before = this.#pinnedBelow(prefix)
      const stored = await this.#medium.list(prefix)
      // An entry may be saved and leave memory while folders are read, so what was there before counts as well.
      const existing = new Map([
        ...stored.map((path) => [path, true] as const),
        ...before,
        ...this.#pinnedBelow(prefix),
      ])
      const paths = [...existing.keys()].filter((path) => existing.get(path))
      return paths.sort().map((path) => kind.key(...path.split('/').slice(1)))
    })
  }

  async remove(key: Key<unknown>): Promise<void> {
    await this.update([key], (docs) => {
      docs[0] = undefined
    })
  }

  listFirstParts(kind: Kind<unknown>): Promise<string[]> {
    return this.#call(async () => {
      const stored = await this.#medium.listFirstParts(kind.name)
      const inMemory = this.#pinnedBelow(kind.name).map(([path]) => path.split('/')[1] ?? '')
      return [...new Set([...stored, ...inMemory])].sort()
    })
  }

  erase(keys: readonly Key<unknown>[]): Promise<void> {
    return this.#call(async () => {
      await this.#medium.beginErasure()
      const different = [...new Map(keys.map((key) => [key.path, key])).values()]
      for (let from = 0; from < different.length; from += REMOVED_AT_ONCE) {
        const some = different.slice(from, from + REMOVED_AT_ONCE)
        await this.#update(some, (documents) => void documents.fill(undefined))
      }
      await this.#medium.erasePast()
    })
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  /** The entries in use, or with changes that the files do not hold in both generations. */
  get pinned(): ReadonlyMap<string, Entry> {
    return this.#cache.pinned
  }

  /** Uses the document's entry as it is stored, without a kind: for saving it. */
  async withStored<R>(path: string, use: (entry: Entry) => Promise<R>): Promise<R> {
    const entry = await this.#cache.hold(path)
    try {
      return await use(entry)
    } finally {
      this.#cache.release(entry)
    }
  }

  async #close(): Promise<void> {
    this.#medium.hurry()
    await Promise.allSettled(this.#calls)
    await this.#medium.close()
  }

  async #call<R>(work: () => Promise<R>): Promise<R> {
    if (this.#closing !== undefined) throw new StoreError('the store is closed')
    const call = work()
    this.#calls.add(call)
    try {
      return await call
    } finally {
      this.#calls.delete(call)
    }
  }

  async #update<R>(keys: readonly Key<unknown>[], recipe: (docs: unknown[]) => R): Promise<R> {
    if (new Set(keys.map((key) => key.path)).size < keys.length)
      throw new StoreError(`update: expected different keys, got ${keys.map((key) => key.path).join(', ')}`)
    return this.#withEntries(keys, async (entries) => {
      const commits = () => Promise.all(entries.map((entry) => entry.commit))
      try {
        const { result, changes } = runRecipe(entries.map(slotOf), recipe)
        await (changes.length === 0 ? commits() : this.#enqueue(entries, changes))
        return result
      } catch (error) {
        await commits() // an error, too, may tell of changes that wait for the disk
        throw error
      }
    })
  }

  async #withEntries<R>(keys: readonly Key<unknown>[], use: (entries: Entry[]) => Promise<R>): Promise<R> {
    const held: Entry[] = []
    try {
      for (const key of keys) held.push(await this.#cache.hold(key.path))
      keys.forEach((key, i) => {
        const entry = held[i]
        if (entry !== undefined) this.#claim(entry, key.kind)
      })
      return await use(held)
    } finally {
      for (const entry of held) this.#cache.release(entry)
    }
  }

  /** Migrates, checks and freezes what was stored, once, when its kind becomes known. */
  #claim(entry: Entry, kind: Kind<unknown>): void {
    const known = this.#kinds.get(kind.name) ?? kind
    if (known !== kind) throw new StoreError(`there are two kinds named ${kind.name}; define it once and share it`)
    this.#kinds.set(kind.name, kind)
    if (entry.kind !== undefined) return
    const { version, data } = entry.recorded
    if (data !== undefined) {
      const where = this.#medium.locate(entry.path)
      const current = readAs(kind, version, data, where)
      entry.durable = pack(current)
      entry.head = entry.durable
      entry.isMigrated = version !== kind.version
      if (!entry.isMigrated) entry.recorded = { version, data: entry.durable }
    }
    entry.kind = kind
  }

  #enqueue(entries: readonly Entry[], changes: readonly DocumentChange[]): Promise<void> {
    const byPath = new Map(entries.map((entry) => [entry.path, entry]))
    const touched = changes.flatMap((change) => {
      const entry = byPath.get(change.slot.path)
      return entry === undefined ? [] : [{ entry, change }]
    })
    const end = newEnd()
    this.#waiting.push({ changes: touched, end })
    for (const { entry, change } of touched) {
      entry.head = change.data
      entry.isMigrated = false
      entry.commit = end.promise
    }
    this.#writing ??= this.#writeAll()
    return end.promise
  }

  async #writeAll(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve)) // what arrives in the same turn shares the write
    while (this.#waiting.length > 0) await this.#write(this.#waiting.splice(0, MAX_UPDATES_PER_LINE))
    this.#writing = undefined
  }

  async #write(batch: Waiting[]): Promise<void> {
    try {
      const sequence = await this.#medium.append(toJournal(batch))
      for (const waiting of batch) this.#confirm(waiting, sequence)
    } catch (error) {
      this.#undo([...batch, ...this.#waiting.splice(0)], error)
    }
    for (const { entry } of batch.flatMap((waiting) => waiting.changes)) {
      entry.users += 1
      this.#cache.release(entry) // its caller may have gone before its last change was confirmed
    }
    this.#medium.changed()
  }

  #confirm({ changes, end }: Waiting, sequence: number): void {
    for (const { entry, change } of changes) {
      entry.durable = change.data
      entry.sequence = sequence
      entry.recorded = { version: change.slot.kind.version, data: change.data }
      if (entry.commit === end.promise) entry.commit = undefined
    }
    end.resolve()
  }

  /** Later updates were made on top of the failed ones, so all that wait fail together. */
  #undo(failed: readonly Waiting[], error: unknown): void {
    for (const { entry } of failed.flatMap((waiting) => waiting.changes)) {
      entry.head = entry.durable
      entry.commit = undefined
      entry.isMigrated = entry.durable !== undefined && entry.recorded.version !== entry.kind?.version
    }
    for (const { end } of failed) end.reject(error)
  }

  #pinnedBelow(prefix: string): (readonly [path: string, exists: boolean])[] {
    return [...this.#cache.pinned.values()]
      .filter((entry) => isBelow(entry, prefix))
      .map((entry) => [entry.path, entry.recorded.data !== undefined] as const)
  }
}

function newEnd(): End {
  let resolve: () => void = () => undefined
  let reject: (error: unknown) => void = () => undefined
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve
    reject = onReject
  })
  promise.catch(() => undefined) // its author awaits it; the entry only keeps it for those who come later
  return { promise, resolve, reject }
}

function isBelow(entry: Entry, prefix: string): boolean {
  return entry.path.startsWith(`${prefix}/`)
}

function slotOf(entry: Entry) {
  if (entry.kind === undefined) throw new StoreError(`${entry.path} has no kind`)
  return { path: entry.path, kind: entry.kind, data: entry.head, isMigrated: entry.isMigrated }
}

/** One line for the whole batch; a document changed twice in it follows itself. */
function toJournal(batch: readonly Waiting[]): JournalChange[] {
  return batch
    .flatMap((waiting) => waiting.changes)
    .map(({ entry, change }) => ({
      key: entry.path,
      after: entry.sequence,
      version: change.slot.kind.version,
      patches: [...change.patches],
      inverse: [...change.inverse],
    }))
}
