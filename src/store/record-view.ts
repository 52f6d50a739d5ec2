import { current, isDraft } from 'immer'
import { entryKeys, findPart, isLargeRecord, type LargeRecord, setEntry, unpack } from './large-record.ts'
import { StoreError } from './store-error.ts'

type Fields = Record<string, unknown>

/** The drafts behind the views that recipes hold. */
const drafts = new WeakMap<object, object>()

/** A draft as a recipe sees it: its large records look like the plain records they stand for. */
export function viewOf(draft: unknown, hasLargeRecords: boolean): unknown {
  return hasLargeRecords && isFields(draft) ? viewDocument(draft) : draft
}

/** A value a recipe set, or returned: views in it, or as its direct fields, become the plain data they show. */
export function withoutViews(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const draft = drafts.get(value)
  if (draft !== undefined) return structuredCopy(draft)
  if (isDraft(value) || !isFields(value) || !Object.values(value).some(isView)) return value
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, withoutViews(field)]))
}

export function isView(value: unknown): value is object {
  return typeof value === 'object' && value !== null && drafts.has(value)
}

/** Plain data of its own, as the draft is now: the view can go on to change without changing the copy. */
function structuredCopy(draft: object): unknown {
  return unpack(isDraft(draft) ? current(draft) : draft)
}

function viewDocument(draft: Fields): object {
  const views = new Map<LargeRecord, object>()
  const get = (name: string): unknown => {
    const field = draft[name]
    if (!isLargeRecord(field)) return field
    const view = views.get(field) ?? viewRecord(field)
    views.set(field, view)
    return view
  }
  return newView(draft, {
    get,
    set(name, value) {
      if (value !== get(name)) draft[name] = value
    },
    remove: (name) => delete draft[name],
    has: (name) => Object.hasOwn(draft, name),
    keys: () => Object.keys(draft),
  })
}

function viewRecord(draft: LargeRecord): object {
  return newView(draft, {
    get: (key) => findPart(draft, key)?.[key],
    set: (key, value) => setEntry(draft, key, value),
    remove(key) {
      const part = findPart(draft, key)
      if (part !== undefined) delete part[key]
    },
    has: (key) => findPart(draft, key) !== undefined,
    keys: () => entryKeys(draft),
  })
}

interface Access {
  get(name: string): unknown
  set(name: string, value: unknown): void
  remove(name: string): void
  has(name: string): boolean
  keys(): string[]
}

/** An object without properties of its own, which answers by what `access` says. */
function newView(draft: object, access: Access): object {
  const view = new Proxy<object>(
    {},
    {
      // Names that are not entries are those that every object has, such as toString.
      get: (target, name) =>
        typeof name === 'string' && access.has(name) ? access.get(name) : Reflect.get(target, name),
      set(_target, name, value) {
        access.set(String(name), withoutViews(value))
        return true
      },
      deleteProperty(_target, name) {
        access.remove(String(name))
        return true
      },
      has: (target, name) => (typeof name === 'string' && access.has(name)) || Reflect.has(target, name),
      ownKeys: () => access.keys(),
      getOwnPropertyDescriptor: (_target, name) =>
        typeof name === 'string' && access.has(name)
          ? { value: access.get(name), configurable: true, enumerable: true, writable: true }
          : undefined,
      defineProperty(_target, name, { value }) {
        access.set(String(name), withoutViews(value))
        return true
      },
      preventExtensions() {
        throw new StoreError('a large record cannot stand in a second place: assign a copy, as in { ...record }')
      },
    },
  )
  drafts.set(view, draft)
  return view
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
