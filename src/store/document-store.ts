import type { Draft } from 'immer'
import type { z } from 'zod'
import { StoreError } from './store-error.ts'

/** What a part of a key may be: safe as a file name on every file system, also on those that ignore case. */
const KEY_PART = /^[a-z0-9-]{1,64}$/

/** One sort of document: its name (the first part of each key), its version, its schema, and how to reach that version. */
export interface Kind<T> {
  readonly name: string
  readonly version: number
  readonly schema: z.ZodType<T>
  readonly migrate?: (data: unknown, fromVersion: number) => unknown
  /** The key of one document of this kind. Throws a StoreError unless there is a part and each is `[a-z0-9-]{1,64}`. */
  key(...parts: string[]): Key<T>
}

/** The name of one document; `path` is its parts behind the kind's name, as in `rounds/G/R`. */
export interface Key<T> {
  readonly kind: Kind<T>
  readonly path: string
  readonly parts: readonly string[]
}

export interface KindOptions<T> {
  readonly name: string
  /** A whole number from 1; raise it when documents already written need `migrate`. */
  readonly version: number
  /**
   * What a document of this version is. Documents are kept as they are given, so the schema should check and not
   * transform. Checks on an outer object or record make every change re-check all of it: put them on the parts.
   */
  readonly schema: z.ZodType<T>
  /** Turns plain data of an older version into data of `version`; the result is validated. */
  readonly migrate?: (data: unknown, fromVersion: number) => unknown
}

/** The documents `update` lends to a recipe: drafts, each undefined when there is no such document. */
export type Drafts<Ts extends readonly unknown[]> = { -readonly [I in keyof Ts]: Draft<Ts[I]> | undefined }

/** The one port to lasting state. Every method rejects with a StoreError after `close`. */
export interface DocumentStore {
  /** The document, deeply frozen, or undefined when there is none. Waits for changes of it that are under way. */
  read<T>(key: Key<T>): Promise<T | undefined>
  /**
   * Changes one or several documents together. The recipe is pure and synchronous and may run again; it edits the
   * drafts in place, creates by assigning `docs[i]` and removes by assigning undefined; what it assigns belongs to
   * the store from then on and is frozen. Resolves with what the recipe
   * returned (drafts in it become plain values) once all of it is durable. Rejects, and changes nothing, when the
   * recipe throws, when a new document does not fit its schema, or when the disk refuses.
   */
  update<Ts extends readonly unknown[] | [], R>(
    keys: { readonly [I in keyof Ts]: Key<Ts[I]> },
    recipe: (docs: Drafts<Ts>) => R,
  ): Promise<R>
  /** The keys of a kind's documents whose first parts are `prefixParts`, sorted by path. */
  list<T>(kind: Kind<T>, ...prefixParts: string[]): Promise<Key<T>[]>
  /**
   * The first parts of the keys of a kind's documents, each once and sorted, at less cost than `list`. Some may be told
   * of which the documents were removed.
   */
  listFirstParts(kind: Kind<unknown>): Promise<string[]>
  /** Removes the document; resolves also when there was none. */
  remove(key: Key<unknown>): Promise<void>
  /**
   * Removes these documents and sees to it that whatever was removed or overwritten before, in any document, is nowhere
   * in the store any more: not in its history, not in an earlier generation, not in the name of a file. Resolves when
   * that is durable; when it rejects, or after a crash, the store finishes it by itself at the next opening. What others
   * change meanwhile is kept.
   */
  erase(keys: readonly Key<unknown>[]): Promise<void>
  /** Lets pending changes finish, then releases what the store holds. Calling it again waits for the same end. */
  close(): Promise<void>
}

/** Makes a kind. Throws a StoreError for a name that cannot be the first part of a key, or a version below 1. */
export function defineKind<T>(options: KindOptions<T>): Kind<T> {
  assertKeyPart(options.name, 'kind name')
  if (!Number.isInteger(options.version) || options.version < 1)
    throw new StoreError(`kind ${options.name}: expected a whole version from 1, got ${options.version}`)
  const kind: Kind<T> = { ...options, key: (...parts) => makeKey(kind, parts) }
  return Object.freeze(kind)
}

/** Throws a StoreError unless the text may stand in a key. */
export function assertKeyPart(part: string, what = 'key part'): void {
  if (!KEY_PART.test(part)) throw new StoreError(`${what}: expected [a-z0-9-]{1,64}, got ${JSON.stringify(part)}`)
}

function makeKey<T>(kind: Kind<T>, parts: readonly string[]): Key<T> {
  if (parts.length === 0) throw new StoreError(`key of ${kind.name}: expected at least one part`)
  for (const part of parts) assertKeyPart(part, `key of ${kind.name}`)
  return Object.freeze({ kind, path: [kind.name, ...parts].join('/'), parts: Object.freeze([...parts]) })
}
