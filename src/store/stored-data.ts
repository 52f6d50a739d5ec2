import type { Kind } from './document-store.ts'
import { reasonOf } from './folder-sync.ts'
import { DocumentError, StoreError } from './store-error.ts'
import { validateDocument } from './validate-change.ts'

/** The data in the kind's version, checked. Throws a DocumentError. */
export function readAs(kind: Kind<unknown>, version: number, data: unknown, where: string): unknown {
  try {
    const current = migrate(kind, version, data, where)
    validateDocument(kind, where, current)
    return current
  } catch (error) {
    return refuseDocument(where, error)
  }
}

/** Throws a DocumentError that names the document's file, as the store's own errors do already. */
export function refuseDocument(where: string, error: unknown): never {
  throw new DocumentError(error instanceof StoreError ? error.message : `${where}: ${reasonOf(error)}`, {
    cause: error,
  })
}

function migrate(kind: Kind<unknown>, version: number, data: unknown, where: string): unknown {
  if (version === kind.version) return data
  if (version > kind.version)
    throw new StoreError(
      `${where}: written by a newer Yandu (version ${version} of ${kind.name}, this one knows ${kind.version}). Update Yandu, or restore a backup made before the update.`,
    )
  if (kind.migrate === undefined)
    throw new StoreError(`${where}: version ${version}, expected ${kind.version}, and ${kind.name} has no migration`)
  return kind.migrate(structuredClone(data), version) // the recorded form must stay as it is until the new one is
}
