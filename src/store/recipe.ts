import { current, enablePatches, Immer, isDraft, type Patch } from 'immer'
import type { Kind } from './document-store.ts'
import { hasLargeRecords, isLargeRecord, pack, unpack } from './large-record.ts'
import { assertPlainJson } from './plain-json.ts'
import { isView, viewOf, withoutViews } from './record-view.ts'
import { StoreError } from './store-error.ts'
import { validateChange } from './validate-change.ts'

enablePatches()

/** Freezing is done by `pack`, which knows what is frozen already. */
const immer = new Immer({ autoFreeze: false })

/** A document as a recipe meets it: frozen data as `pack` makes it, or undefined when there is none. */
export interface Slot {
  readonly path: string
  readonly kind: Kind<unknown>
  readonly data: unknown
  /** Patches on data that was just migrated could not be replayed over the older data, so it is recorded whole. */
  readonly isMigrated?: boolean
}

/** What a recipe did to one document. A patch with an empty path replaces or removes the document as a whole. */
export interface DocumentChange {
  readonly slot: Slot
  readonly data: unknown
  readonly patches: readonly Patch[]
  readonly inverse: readonly Patch[]
}

/**
 * Runs a recipe over documents without touching them.
 * Throws what the recipe throws, and a StoreError when a changed document is not plain JSON or does not fit its schema.
 */
export function runRecipe<R>(
  slots: readonly Slot[],
  recipe: (docs: unknown[]) => R,
): { result: R; changes: DocumentChange[] } {
  let returned: { result: R } | undefined
  const before = slots.map((slot) => slot.data)
  const [after, patches, inverse] = immer.produceWithPatches(before, (drafts: unknown[]) => {
    const { docs, putBack } = lend(before, drafts)
    returned = { result: finish(recipe(docs)) as R } // only drafts were exchanged for their values
    putBack()
  })
  if (returned === undefined) throw new StoreError('the recipe did not run')
  if (returned.result instanceof Promise) throw asyncRecipe(returned.result)
  if (after.length !== slots.length)
    throw new StoreError(`a recipe must not change how many documents it was given (${slots.length})`)
  const changes = slots.flatMap((slot, i) => changeOf(slot, after[i], ownPatches(patches, i), ownPatches(inverse, i)))
  return { result: returned.result, changes }
}

function asyncRecipe(promise: Promise<unknown>): StoreError {
  promise.catch(() => undefined) // it goes on with drafts that are dead; what it says of them would only mislead
  return new StoreError('a recipe must be synchronous, this one is async')
}

/** Drafts of documents without large records are lent as they are; the others behind a view. */
function lend(before: readonly unknown[], drafts: unknown[]): { docs: unknown[]; putBack: () => void } {
  const areLarge = before.map(hasLargeRecords)
  if (!areLarge.includes(true)) return { docs: drafts, putBack: () => undefined }
  const lent = drafts.map((draft, i) => viewOf(draft, areLarge[i] === true))
  const docs = [...lent]
  const putBack = () => {
    drafts.length = docs.length
    docs.forEach((document, i) => {
      if (document !== lent[i]) drafts[i] = withoutViews(document)
    })
  }
  return { docs, putBack }
}

function changeOf(slot: Slot, after: unknown, patches: Patch[], inverse: Patch[]): DocumentChange[] {
  if (patches.length === 0 || after === slot.data) return []
  const data = pack(after)
  const change = {
    patches: patches.map((patch) => plainPatch(slot, patch)),
    inverse: inverse.map((patch) => plainPatch(slot, patch)),
  }
  for (const patch of change.patches) assertPlainPatch(slot.path, patch)
  if (data !== undefined) validateChange(slot.kind, slot.path, data, change.patches)
  if (!slot.isMigrated || data === undefined) return [{ slot, data, ...change }]
  return [{ slot, data, patches: [wholePatch(unpack(data))], inverse: [wholePatch(unpack(slot.data))] }]
}

/** A patch as if the document's large records were the plain ones they stand for. */
function plainPatch({ data }: Slot, { op, path, value }: Patch): Patch {
  const isInRecord = path.length > 3 && isLargeRecord(Reflect.get(Object(data), path[0] ?? ''))
  const plainPath = isInRecord ? [...path.slice(0, 1), ...path.slice(3)] : path // less `parts` and the part's number
  return value === undefined && op === 'remove'
    ? { op, path: plainPath }
    : { op, path: plainPath, value: unpack(value) }
}

/** Patches on the array of documents, cut to those of one document; its assignment becomes a patch with an empty path. */
function ownPatches(patches: readonly Patch[], index: number): Patch[] {
  return patches.filter((patch) => Number(patch.path[0]) === index).map((patch) => rootPatch(patch))
}

function rootPatch({ op, path, value }: Patch): Patch {
  if (path.length === 1) return wholePatch(value)
  return op === 'remove' ? { op, path: path.slice(1) } : { op, path: path.slice(1), value }
}

function wholePatch(value: unknown): Patch {
  return value === undefined ? { op: 'remove', path: [] } : { op: 'replace', path: [], value }
}

function assertPlainPatch(documentPath: string, patch: Patch): void {
  if (patch.path.includes('__proto__'))
    throw new StoreError(`${documentPath}: expected plain JSON data, got a key named __proto__`)
  assertPlainJson(patch.value, [documentPath, ...patch.path].join('.'))
  if (patch.op !== 'remove' && patch.value === undefined && typeof patch.path.at(-1) === 'number')
    throw new StoreError(`${documentPath}: expected plain JSON data, got undefined in an array`)
}

/** Replaces drafts within a recipe's result by plain values, since drafts die with the recipe. */
function finish(value: unknown): unknown {
  if (isView(value)) return withoutViews(value)
  if (isDraft(value)) return current(value)
  return holdsDraft(value) ? finishParts(value) : value
}

function finishParts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(finish)
  if (!isPlainObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, finish(part)]))
}

function holdsDraft(value: unknown): boolean {
  if (isDraft(value) || isView(value)) return true
  if (Array.isArray(value)) return value.some(holdsDraft)
  return isPlainObject(value) && Object.values(value).some(holdsDraft)
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  // Frozen values were finished before: a whole document in a result is not searched again.
  return (
    typeof value === 'object' &&
    value !== null &&
    !Object.isFrozen(value) &&
    Object.getPrototypeOf(value) === Object.prototype
  )
}
