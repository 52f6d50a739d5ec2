import type { DocumentStore } from './document-store.ts'
import { Documents, type Medium } from './documents.ts'
import { NO_DOCUMENT } from './entry.ts'

/** A store that lives as long as the process: the same rules as the file store, without a disk. For tests. */
export function createMemoryStore(): DocumentStore {
  return new Documents(newMedium(), 1_000)
}

/** A medium that keeps nothing: changed documents stay in memory because no checkpoint ever holds them. */
function newMedium(): Medium {
  let sequence = 0
  return {
    load: async () => NO_DOCUMENT,
    append: async () => {
      sequence += 1
      return sequence
    },
    list: async () => [],
    listFirstParts: async () => [],
    beginErasure: async () => undefined,
    erasePast: async () => undefined,
    hurry: () => undefined,
    changed: () => undefined,
    locate: (path) => path,
    close: async () => undefined,
  }
}
