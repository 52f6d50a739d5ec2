/** What the store refuses or cannot do; its message names the key or file, what was expected and what was found. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
}

/** One document cannot be read, which says nothing of the others. */
export class DocumentError extends StoreError {}
