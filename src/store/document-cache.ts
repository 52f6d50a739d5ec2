import { LRUCache } from 'lru-cache'
import { type Entry, isTwiceSafe, type LoadedDocument, newEntry } from './entry.ts'

/** The documents in memory: at most one entry for each, loaded when first asked for. */
export class DocumentCache {
  /** Entries that must stay: in use, or with changes that the files do not hold in both generations. */
  readonly pinned = new Map<string, Entry>()
  readonly #clean: LRUCache<string, Entry>
  readonly #loading = new Map<string, Promise<void>>()
  readonly #load: (path: string) => Promise<LoadedDocument>

  constructor(load: (path: string) => Promise<LoadedDocument>, cachedDocuments: number) {
    this.#load = load
    this.#clean = new LRUCache({ max: cachedDocuments })
  }

  /** The document's entry, which stays the only one until it is released. Rejects when it cannot be loaded. */
  async hold(path: string): Promise<Entry> {
    for (;;) {
      const entry = this.pinned.get(path) ?? this.#clean.get(path)
      if (entry !== undefined) {
        entry.users += 1
        this.#clean.delete(path)
        this.pinned.set(path, entry)
        return entry
      }
      const loading = this.#loading.get(path) ?? this.#loadEntry(path)
      this.#loading.set(path, loading)
      await loading // by now someone else may hold the entry, so it is looked up again
    }
  }

  release(entry: Entry): void {
    entry.users -= 1
    if (entry.users > 0 || entry.commit !== undefined || !isTwiceSafe(entry)) return
    this.pinned.delete(entry.path)
    this.#clean.set(entry.path, entry)
  }

  async #loadEntry(path: string): Promise<void> {
    try {
      this.pinned.set(path, newEntry(path, await this.#load(path)))
    } finally {
      this.#loading.delete(path)
    }
  }
}
