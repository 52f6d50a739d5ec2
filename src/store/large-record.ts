import { isDraft, original } from 'immer'
import { deepFreeze } from './deep-freeze.ts'

/** From this many entries on a record is kept in parts: immer copies a whole object for each change in it. */
const LARGE = 256
/** A change copies one part and the list of parts. */
const PART_ENTRIES = 128

const KEYS = Symbol('keys of a large record')

type Part = Record<string, unknown>

/**
 * Where to look for an entry. A class, so that immer leaves it alone: all versions of a record share it, and it may
 * know of entries that a version does not have, or have them in another part.
 */
class KeyParts {
  readonly partOf = new Map<string, number>()
}

/** A large record: its entries in order, spread over parts, so that the cost of a change does not grow with them. */
export interface LargeRecord {
  readonly [KEYS]: KeyParts
  readonly parts: Record<number, Part>
}

export function isLargeRecord(value: unknown): value is LargeRecord {
  return typeof value === 'object' && value !== null && KEYS in value
}

/** The document as recipes work on it: frozen, its direct fields that are large records kept in parts. */
export function pack(document: unknown): unknown {
  if (!isRecord(document)) return deepFreeze(document)
  const packed: Record<string, unknown> = { ...document }
  let isChanged = false
  for (const [name, value] of Object.entries(document)) {
    packed[name] = packField(value)
    isChanged ||= packed[name] !== value
  }
  return deepFreeze(isChanged ? packed : document)
}

/** The document as plain, frozen JSON data. What was unpacked before is not unpacked again. */
export function unpack(value: unknown): unknown {
  if (isLargeRecord(value)) return unpackOnce(value, () => entriesOf(value))
  if (!hasLargeRecords(value) || !isRecord(value)) return value
  return unpackOnce(value, () =>
    Object.fromEntries(
      Object.entries(value).map(([name, field]) => [name, isLargeRecord(field) ? unpack(field) : field]),
    ),
  )
}

export function hasLargeRecords(document: unknown): boolean {
  return isRecord(document) && Object.values(document).some(isLargeRecord)
}

const unpacked = new WeakMap<object, unknown>()

function unpackOnce(value: object, make: () => unknown): unknown {
  const known = unpacked.get(value)
  if (known !== undefined) return known
  const plain = deepFreeze(make())
  unpacked.set(value, plain)
  return plain
}

function packField(value: unknown): unknown {
  if (isLargeRecord(value)) return withRoom(value)
  return isRecord(value) && Object.keys(value).length >= LARGE ? packRecord(value) : value
}

function packRecord(record: Part): LargeRecord {
  const keys = new KeyParts()
  const parts: Record<number, Part> = {}
  let count = 0
  for (const [key, value] of Object.entries(record)) {
    const number = Math.floor(count / PART_ENTRIES)
    parts[number] ??= {}
    parts[number][key] = value
    keys.partOf.set(key, number)
    count += 1
  }
  parts[Object.keys(parts).length] = {}
  return { [KEYS]: keys, parts }
}

/** New entries go to the last part, so there is always one that is not full. */
function withRoom(record: LargeRecord): LargeRecord {
  const last = lastPart(record)
  const count = Object.keys(record.parts[last] ?? {}).length
  if (count < PART_ENTRIES) return record
  if (count >= 2 * PART_ENTRIES) return packRecord(entriesOf(record))
  return { [KEYS]: record[KEYS], parts: { ...record.parts, [last + 1]: {} } }
}

/** The part that holds the entry, or undefined when there is no such entry. Works on drafts too. */
export function findPart(record: LargeRecord, key: string): Part | undefined {
  const likely = record[KEYS].partOf.get(key)
  if (likely === undefined) return undefined
  const part = record.parts[likely]
  if (part !== undefined && Object.hasOwn(part, key)) return part
  return Object.values(record.parts).find((other) => Object.hasOwn(other, key))
}

/** Sets an entry of a draft; a new one comes last. */
export function setEntry(draft: LargeRecord, key: string, value: unknown): void {
  const part = findPart(draft, key)
  const last = lastPart(draft)
  const target = part ?? draft.parts[last]
  if (target === undefined) throw new RangeError(`a large record has no part ${last}`)
  if (part === undefined) draft[KEYS].partOf.set(key, last)
  target[key] = value
}

export function entryKeys(record: LargeRecord): string[] {
  return Object.values(record.parts).flatMap((part) => Object.keys(part))
}

function entriesOf(record: LargeRecord): Part {
  return Object.assign({}, ...Object.values(record.parts))
}

function lastPart(record: LargeRecord): number {
  const parts = isDraft(record) ? original(record)?.parts : record.parts
  return Object.keys(parts ?? {}).length - 1
}

function isRecord(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
