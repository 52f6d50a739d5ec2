import type { DocumentStore, Key } from './document-store.ts'
import { DocumentError } from './store-error.ts'

const READ_AT_ONCE = 20 // files held open

/** What the store's readers need of pino. */
export interface ErrorLogger {
  error(details: object, message: string): void
}

export interface ReadDocuments<T> {
  readonly found: readonly { readonly key: Key<T>; readonly document: T }[]
  /** How many could not be read. */
  readonly unreadable: number
}

/**
 * Reads many documents, in the order of their keys and without those that are not there. One that cannot be read is
 * logged with its file, once until it can be read again, and left out; anything else rejects.
 */
export type ReadEach = <T>(keys: readonly Key<T>[]) => Promise<ReadDocuments<T>>

export function createReadEach({
  store,
  logger = { error: (details, message) => console.error(message, details) },
}: {
  store: DocumentStore
  logger?: ErrorLogger | undefined
}): ReadEach {
  const told = new Set<string>()

  async function readOne<T>(key: Key<T>): Promise<T | undefined | 'unreadable'> {
    try {
      const document = await store.read(key)
      told.delete(key.path)
      return document
    } catch (err) {
      if (!(err instanceof DocumentError)) throw err
      if (!told.has(key.path)) logger.error({ document: key.path, err }, 'a document cannot be read and is left out')
      told.add(key.path)
      return 'unreadable'
    }
  }

  return async (keys) => {
    const found = []
    let unreadable = 0
    for (let from = 0; from < keys.length; from += READ_AT_ONCE) {
      const some = keys.slice(from, from + READ_AT_ONCE)
      const documents = await Promise.all(some.map(readOne))
      for (const [i, key] of some.entries()) {
        const document = documents[i]
        if (document === 'unreadable') unreadable += 1
        else if (document !== undefined) found.push({ key, document })
      }
    }
    return { found, unreadable }
  }
}
