import type { Patch } from 'immer'
import type { z } from 'zod'
import type { Kind } from './document-store.ts'
import { findPart, isLargeRecord, unpack } from './large-record.ts'
import { StoreError } from './store-error.ts'

type Schema = z.core.$ZodType

/**
 * Throws a StoreError unless a changed document fits its schema, given that it did before the change.
 *
 * An answer must cost the same in a round of ten and of ten thousand, so only what changed is checked: along the path
 * of each patch we descend through objects, records and arrays as long as nothing judges them as a whole. Where a
 * schema carries checks of its own (refine, min, max …), or is a union, a transform or anything we do not know, we
 * stop and check all below it. So the verdict is that of a full check, as long as schemas are not impure.
 */
export function validateChange(kind: Kind<unknown>, path: string, data: unknown, patches: readonly Patch[]): void {
  for (const patch of patches) {
    const target = narrow(kind.schema, data, patch.path)
    if (target === 'nothing') continue
    const outcome = (target.schema as z.ZodType).safeParse(unpack(target.value)) // every $ZodType of the full zod is a ZodType
    if (!outcome.success) throw new StoreError(invalid(path, target.path, outcome.error.issues))
  }
}

/** Throws a StoreError, which begins with `where`, unless a whole document fits its schema. */
export function validateDocument(kind: Kind<unknown>, where: string, data: unknown): void {
  const outcome = kind.schema.safeParse(data)
  if (!outcome.success) throw new StoreError(invalid(where, [], outcome.error.issues))
}

type Path = readonly (string | number)[]

interface Target {
  readonly schema: Schema
  readonly value: unknown
  readonly path: Path
}

function narrow(root: Schema, data: unknown, path: Path): Target | 'nothing' {
  let target: Target = { schema: root, value: data, path: [] }
  for (const step of path) {
    const plain = unwrap(target)
    if (lostAnEntry(plain, step)) return 'nothing'
    const next = descend(plain, step)
    if (next === undefined) return target
    target = next
  }
  return target
}

/** A record or list that nothing judges as a whole stays right when it loses entries. */
function lostAnEntry({ schema, value }: Target, step: string | number): boolean {
  if (hasChecks(schema) || typeof value !== 'object' || value === null) return false
  const { def } = schema._zod
  if (def.type === 'array') return step === 'length'
  const isOpenRecord = def.type === 'record' && hasTextKeys(def as z.core.$ZodRecordDef) // told apart by `type`
  return isOpenRecord && partAt(value, step) === undefined
}

/** `optional`, `nullable` and `readonly` say nothing about a value that is there. */
function unwrap(target: Target): Target {
  const { def } = target.schema._zod
  const isWrapper = def.type === 'optional' || def.type === 'nullable' || def.type === 'readonly'
  if (!isWrapper || hasChecks(target.schema) || target.value === undefined || target.value === null) return target
  return unwrap({ ...target, schema: (def as z.core.$ZodOptionalDef).innerType }) // the three defs share this field
}

/** The part at `step`, or undefined when the whole has to be checked instead. */
function descend(target: Target, step: string | number): Target | undefined {
  const { schema, value, path } = target
  if (hasChecks(schema) || typeof value !== 'object' || value === null) return undefined
  const part = partSchema(schema, String(step))
  const holder = partAt(value, step)
  if (part === undefined || holder === undefined) return undefined
  return { schema: part, value: Reflect.get(holder, step), path: [...path, step] }
}

/** The object that itself has the property: the value, or a part of it when it is a large record. */
function partAt(value: object, step: string | number): object | undefined {
  if (isLargeRecord(value)) return findPart(value, String(step))
  return Object.hasOwn(value, step) ? value : undefined
}

function partSchema(schema: Schema, step: string): Schema | undefined {
  const { def } = schema._zod
  switch (def.type) {
    case 'object': {
      const { shape } = def as z.core.$ZodObjectDef // told apart by `type`
      return Object.hasOwn(shape, step) ? shape[step] : undefined
    }
    case 'array':
      return /^\d+$/.test(step) ? (def as z.core.$ZodArrayDef).element : undefined // told apart by `type`
    case 'record':
      return recordPartSchema(def as z.core.$ZodRecordDef, step) // told apart by `type`
    default:
      return undefined
  }
}

/** Record keys are checked here: only keys that are plain strings leave the other entries out of it. */
function recordPartSchema(def: z.core.$ZodRecordDef, step: string): Schema | undefined {
  const key = hasTextKeys(def) ? (def.keyType as unknown as z.ZodType).safeParse(step) : undefined // as in validateChange
  return key?.success && key.data === step ? def.valueType : undefined
}

function hasTextKeys(def: z.core.$ZodRecordDef): boolean {
  return def.keyType._zod.def.type === 'string'
}

function hasChecks(schema: Schema): boolean {
  return (schema._zod.def.checks?.length ?? 0) > 0
}

function invalid(where: string, path: Path, issues: readonly z.core.$ZodIssue[]): string {
  const list = issues.slice(0, 3).map((issue) => {
    const at = [...path, ...issue.path].join('.')
    return `${at === '' ? 'document' : at}: ${issue.message}`
  })
  return `${where} does not fit its schema: ${list.join('; ')}`
}
