import { StoreError } from './store-error.ts'

/**
 * Throws a StoreError unless the value comes back from JSON as it is: what is remembered and what is read after a
 * restart must be the same. Keys whose value is undefined are let through, since they read the same when left out.
 */
export function assertPlainJson(value: unknown, where: string): void {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'undefined':
      return
    case 'number':
      if (!Number.isFinite(value)) throw notPlain(where, String(value))
      return
    case 'object':
      if (Array.isArray(value)) assertPlainArray(value, where)
      else if (value !== null) assertPlainObject(value, where)
      return
    default:
      throw notPlain(where, `a ${typeof value}`)
  }
}

function assertPlainArray(value: readonly unknown[], where: string): void {
  for (let i = 0; i < value.length; i++) {
    if (value[i] === undefined) throw notPlain(`${where}.${i}`, 'undefined in an array')
    assertPlainJson(value[i], `${where}.${i}`)
  }
}

function assertPlainObject(value: object, where: string): void {
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null)
    throw notPlain(where, `a ${prototype.constructor?.name ?? 'class instance'}`)
  for (const [name, part] of Object.entries(value)) {
    if (name === '__proto__') throw notPlain(where, 'a key named __proto__')
    assertPlainJson(part, `${where}.${name}`)
  }
}

function notPlain(where: string, got: string): StoreError {
  return new StoreError(`${where}: expected plain JSON data, got ${got}`)
}
