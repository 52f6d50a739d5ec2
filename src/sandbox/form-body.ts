import { RESTJSONErrorCodes } from 'discord-api-types/v10'
import type { z } from 'zod'
import { DiscordError } from './discord-error.ts'

type Path = readonly PropertyKey[]

/** Collects what is wrong with a request's body as Discord reports it: error 50035 with a tree by field. */
export class FormErrors {
  readonly #tree: Record<string, unknown> = {}
  #count = 0

  add(path: Path, code: string, message: string): void {
    let node = this.#tree
    for (const key of path) node = childOf(node, String(key))
    const list = Array.isArray(node._errors) ? node._errors : []
    node._errors = [...list, { code, message }]
    this.#count += 1
  }

  /** @throws DiscordError 50035 if anything was added. */
  throwIfAny(): void {
    if (this.#count === 0) return
    throw new DiscordError(400, RESTJSONErrorCodes.InvalidFormBodyOrContentType, 'Invalid Form Body', {
      errors: this.#tree,
    })
  }
}

function childOf(node: Record<string, unknown>, key: string): Record<string, unknown> {
  const child = node[key]
  if (isRecord(child)) return child
  const made: Record<string, unknown> = {}
  node[key] = made
  return made
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** @throws DiscordError 50035 about one field. */
export function refuseField(path: Path, code: string, message: string): never {
  const errors = new FormErrors()
  errors.add(path, code, message)
  errors.throwIfAny()
  throw new Error('unreachable: an error was added')
}

/**
 * Reads a body by its schema.
 * @param at where the body stands in the whole request, for the error tree
 * @throws DiscordError 50035 naming each field that does not fit
 */
export function readForm<T>(schema: z.ZodType<T>, body: unknown, at: Path = []): T {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  const errors = new FormErrors()
  for (const issue of result.error.issues) addIssue(errors, at, issue, body)
  errors.throwIfAny()
  throw new Error('unreachable: a failed parse has issues')
}

function addIssue(errors: FormErrors, at: Path, issue: z.core.$ZodIssue, body: unknown): void {
  const path = [...at, ...issue.path]
  const [code, message] = describe(issue, valueAt(body, issue.path))
  errors.add(path, code, message)
}

function valueAt(body: unknown, path: Path): unknown {
  let value = body
  for (const key of path) value = isRecord(value) || Array.isArray(value) ? Reflect.get(value, key) : undefined
  return value
}

/** Zod's finding in Discord's words. */
function describe(issue: z.core.$ZodIssue, value: unknown): [code: string, message: string] {
  switch (issue.code) {
    case 'invalid_type':
      return value === undefined || value === null
        ? ['BASE_TYPE_REQUIRED', 'This field is required']
        : describeType(issue.expected, value)
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? ['BASE_TYPE_MAX_LENGTH', `Must be ${issue.maximum} or fewer in length.`]
        : ['NUMBER_TYPE_MAX', `int value should be less than or equal to ${issue.maximum}.`]
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? ['BASE_TYPE_MIN_LENGTH', `Must be ${issue.minimum} or more in length.`]
        : ['NUMBER_TYPE_MIN', `int value should be greater than or equal to ${issue.minimum}.`]
    case 'invalid_value':
      return ['BASE_TYPE_CHOICES', `Value must be one of {${issue.values.map(String).join(', ')}}.`]
    case 'invalid_union':
      return ['UNION_TYPE_CHOICES', 'Value of field "type" must be one of those allowed here.']
    case 'custom':
      return [typeof issue.params?.code === 'string' ? issue.params.code : 'BASE_TYPE_INVALID', issue.message]
    default:
      return ['BASE_TYPE_INVALID', issue.message]
  }
}

function describeType(expected: string, value: unknown): [code: string, message: string] {
  const shown = JSON.stringify(value)?.slice(0, 60) ?? String(value)
  if (expected === 'object') return ['MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType']
  if (expected === 'array') return ['LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType']
  if (expected === 'boolean') return ['BOOLEAN_TYPE_CONVERT', 'Must be either true or false.']
  if (expected === 'string') return ['STRING_TYPE_CONVERT', `Could not interpret "${shown}" as string.`]
  return ['NUMBER_TYPE_COERCE', `Value "${shown}" is not int.`]
}
