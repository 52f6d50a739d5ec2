/**
 * What is frozen to its depths. immer asks `Object.isFrozen` instead, which looks at each property, so that the
 * unchanged rest of a large document would cost as much as it has entries.
 */
const frozen = new WeakSet<object>()

/** Freezes plain objects and arrays and all that they hold; stops at what was frozen before. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || frozen.has(value) || !isPlain(value)) return value
  Object.freeze(value)
  frozen.add(value)
  for (const part of Object.values(value)) deepFreeze(part)
  return value
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value)
  return Array.isArray(value) || prototype === Object.prototype || prototype === null
}
