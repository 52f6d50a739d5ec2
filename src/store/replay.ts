import type { Recorded } from './entry.ts'
import type { JournalChange, JournalPatch } from './journal-line.ts'
import { StoreError } from './store-error.ts'

/** A change of one document and the journal line that holds it. */
export interface ReplayChange extends Omit<JournalChange, 'key'> {
  readonly sequence: number
}

/** A document as a file holds it: all changes up to and with line `sequence`. */
export interface Base extends Recorded {
  readonly sequence: number
}

/**
 * The document after the changes that the base lacks. `changes` are in the order of the journal.
 * Throws a StoreError when changes between the base and the journal are missing. Edits the base's data in place.
 */
export function replay(base: Base, changes: readonly ReplayChange[]): Base {
  const missing = changes.filter((change) => change.sequence > base.sequence)
  const whole = missing.findLastIndex((change) => change.patches.some((patch) => patch.path.length === 0))
  const needed = whole === -1 ? missing : missing.slice(whole)
  const first = needed[0]
  if (first !== undefined && whole === -1 && first.after !== base.sequence) throw gap(base, first)
  return needed.reduce(applyChange, base)
}

/** Whether a document exists after changes that end in this one. */
export function leavesDocument(change: JournalChange | ReplayChange): boolean {
  return !change.patches.some((patch) => patch.op === 'remove' && patch.path.length === 0)
}

function applyChange(base: Base, change: ReplayChange): Base {
  const isWhole = change.patches.some((patch) => patch.path.length === 0)
  if (!isWhole && change.version !== base.version)
    throw new StoreError(`a change of version ${change.version} follows data of version ${base.version}`)
  const data = change.patches.reduce(applyPatch, base.data)
  return { data, version: change.version, sequence: change.sequence }
}

/** immer's patches, on data of our own: immer refuses names such as "constructor", which are fine in a record. */
function applyPatch(data: unknown, { op, path, value }: JournalPatch): unknown {
  const last = path.at(-1)
  if (last === undefined) return op === 'remove' ? undefined : value
  const parent = path.slice(0, -1).reduce(stepInto, data)
  if (Array.isArray(parent)) applyToArray(parent, op, last, value)
  else if (op === 'remove') Reflect.deleteProperty(stepTarget(parent, last), last)
  else Reflect.set(stepTarget(parent, last), last, value)
  return data
}

function applyToArray(list: unknown[], op: JournalPatch['op'], step: string | number, value: unknown): void {
  if (step === 'length') list.length = Number(value)
  else if (op === 'add') list.splice(Number(step), 0, value)
  else if (op === 'remove') list.splice(Number(step), 1)
  else list[Number(step)] = value
}

function stepInto(node: unknown, step: string | number): unknown {
  const target = stepTarget(node, step)
  return Object.hasOwn(target, step) ? Reflect.get(target, step) : undefined
}

function stepTarget(node: unknown, step: string | number): object {
  if (typeof node !== 'object' || node === null)
    throw new StoreError(`a change at "${step}" finds ${node === null ? 'null' : typeof node} instead of an object`)
  return node
}

function gap(base: Base, first: ReplayChange): StoreError {
  const found = base.sequence === 0 ? 'there is no document before it' : `the file ends with change ${base.sequence}`
  return new StoreError(`the journal goes on with change ${first.sequence}, which follows ${first.after}, but ${found}`)
}
