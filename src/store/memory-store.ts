import type { DocumentStore, Drafts, Key, Kind } from './document-store.ts'
import { runRecipe } from './recipe.ts'
import { StoreError } from './store-error.ts'

/** A store that lives as long as the process: the same rules as the file store, without a disk. For tests. */
export function createMemoryStore(): DocumentStore {
  const documents = new Map<string, unknown>()
  let isOpen = true
  const assertOpen = () => {
    if (!isOpen) throw new StoreError('the store is closed')
  }
  const change = (keys: readonly Key<unknown>[], recipe: (docs: unknown[]) => unknown) => {
    const slots = keys.map(({ path, kind }) => ({ path, kind, data: documents.get(path) }))
    const { result, changes } = runRecipe(slots, recipe)
    for (const { slot, data } of changes) {
      if (data === undefined) documents.delete(slot.path)
      else documents.set(slot.path, data)
    }
    return result
  }

  return {
    async read<T>(key: Key<T>) {
      assertOpen()
      return documents.get(key.path) as T | undefined // checked by the kind's schema when it was recorded
    },
    async update<Ts extends readonly unknown[] | [], R>(
      keys: { readonly [I in keyof Ts]: Key<Ts[I]> },
      recipe: (docs: Drafts<Ts>) => R,
    ) {
      assertOpen()
      return change(keys, recipe as (docs: unknown[]) => unknown) as R // runRecipe lends one draft per key
    },
    async list<T>(kind: Kind<T>, ...prefixParts: string[]) {
      assertOpen()
      const prefix = `${[kind.name, ...prefixParts].join('/')}/`
      const paths = [...documents.keys()].filter((path) => path.startsWith(prefix)).sort()
      return paths.map((path) => kind.key(...path.split('/').slice(1)))
    },
    async remove(key) {
      assertOpen()
      documents.delete(key.path)
    },
    async close() {
      isOpen = false
    },
  }
}
