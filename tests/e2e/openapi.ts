import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { DEVIATIONS } from './deviations.ts'
import { discriminateUnions } from './discriminated-unions.ts'
import type { LoggedRequest } from './wire.ts'

export interface Problem {
  kind: 'request' | 'response'
  seq: number
  /** `METHOD /path/{as}/in/the/document`, or as it was sent if no path fits. */
  route: string
  /** JSON pointer into the body; empty for the whole of it. */
  place: string
  message: string
}

export interface Verdict {
  /** How many requests were checked; 0 when the document is absent. */
  checked: number
  problems: Problem[]
  /** Why nothing was checked. */
  skipped?: string
}

type Json = Record<string, unknown>

interface Operation {
  /** As in the document. */
  path: string
  pattern: RegExp
  params: number
}

const METHODS_WITH_BODY = new Set(['POST', 'PUT', 'PATCH'])
const HERE = dirname(fileURLToPath(import.meta.url))

/** Where Discord's OpenAPI document is looked for. */
export function openApiPath(env: NodeJS.ProcessEnv = process.env): string {
  return env.DISCORD_OPENAPI ?? join(HERE, '../../../shared/discord/openapi.json')
}

let shared: { path: string; document: OpenApi } | undefined

/**
 * What Discord's OpenAPI document says against the bot's logged requests, one line each. Empty when all is well, or,
 * with a line on the console, when the document is not there.
 */
export function checkAgainstOpenApi(requests: LoggedRequest[]): string[] {
  const { problems, skipped } = judge(requests)
  if (skipped) console.info(`requests were not checked: ${skipped}`)
  return problems.map(({ seq, route, place, message }) => `#${seq} ${route} ${place}: ${message}`)
}

/**
 * Judges the bot's logged requests by Discord's own OpenAPI document: method, path, query and body, and on wish the
 * sandbox's answers too. Known deviations are left out.
 */
export function judge(requests: LoggedRequest[], options: { responses?: boolean } = {}): Verdict {
  const path = openApiPath()
  if (!existsSync(path)) return { checked: 0, problems: [], skipped: `${path} is not there (set DISCORD_OPENAPI)` }
  if (shared?.path !== path) shared = { path, document: new OpenApi(JSON.parse(readFileSync(path, 'utf8')) as Json) }
  const { document } = shared
  const problems = requests.flatMap((request) => [
    ...document.checkRequest(request),
    ...(options.responses ? document.checkResponse(request) : []),
  ])
  return { checked: requests.length, problems: problems.filter((problem) => !isKnown(problem)) }
}

function isKnown({ kind, route, place }: Problem): boolean {
  return DEVIATIONS.some((known) => known.kind === kind && known.route.test(route) && known.place.test(place))
}

/** The document, with a validator for each schema that was asked for. */
class OpenApi {
  readonly #document: Json
  readonly #operations: Operation[]
  readonly #ajv: Ajv2020
  readonly #validators = new Map<string, ValidateFunction | undefined>()

  constructor(document: Json) {
    this.#document = discriminateUnions(document)
    this.#operations = Object.keys(record(document.paths)).map(operationOf)
    // Of two that fit, the one with fewer parameters is meant: `/users/@me` before `/users/{user_id}`.
    this.#operations.sort((a, b) => a.params - b.params)
    // Discord's own formats (snowflake, nonce) have patterns beside them; unknown ones are no errors.
    this.#ajv = new Ajv2020({
      strict: false,
      logger: false,
      allErrors: true,
      // A few hundred bodies are judged once each: what counts is how long compiling takes.
      inlineRefs: false,
      validateSchema: false,
      code: { optimize: false },
    })
    formats.default(this.#ajv)
    this.#ajv.addSchema(this.#document, 'discord')
  }

  checkRequest(request: LoggedRequest): Problem[] {
    const { seq, method } = request
    const [path = '', query = ''] = request.path.split('?')
    const route = this.#find(method, path)
    const problem = (place: string, message: string): Problem => ({
      kind: 'request',
      seq,
      route: route ? `${method} ${route}` : `${method} ${path}`,
      place,
      message,
    })
    if (!route) return [problem('', 'no such method and path')]
    const operation = record(record(record(this.#document.paths)[route])[method.toLowerCase()])
    const unknown = unknownQuery(operation, record(record(this.#document.paths)[route]), query)
    const found = unknown.map((name) => problem(`?${name}`, 'no such query parameter'))
    if (!METHODS_WITH_BODY.has(method)) return found
    const pointer = `/paths/${escaped(route)}/${method.toLowerCase()}/requestBody/content/application~1json/schema`
    const validate = this.#validator(pointer)
    const body = jsonPart(request.body)
    if (!validate || body === undefined) return found
    return [...found, ...run(validate, body).map(([place, message]) => problem(place, message))]
  }

  checkResponse(request: LoggedRequest): Problem[] {
    const { seq, method, status, response } = request
    const [path = ''] = request.path.split('?')
    const route = this.#find(method, path)
    if (!route || status < 200 || status >= 300 || response === undefined) return []
    const answers = record(record(record(record(this.#document.paths)[route])[method.toLowerCase()]).responses)
    const key = [String(status), '2XX'].find((one) => answers[one])
    const make = (place: string, message: string): Problem => ({
      kind: 'response',
      seq,
      route: `${method} ${route}`,
      place,
      message,
    })
    if (!key) return [make('', `status ${status} is none of ${Object.keys(answers).join(', ')}`)]
    const base = `/paths/${escaped(route)}/${method.toLowerCase()}/responses/${key}/content/application~1json/schema`
    const validate = this.#validator(base)
    return validate ? run(validate, response).map(([place, message]) => make(place, message)) : []
  }

  #find(method: string, path: string): string | undefined {
    const paths = record(this.#document.paths)
    const fits = this.#operations.find(
      (one) => one.pattern.test(path) && record(paths[one.path])[method.toLowerCase()] !== undefined,
    )
    return fits?.path
  }

  /** Compiled when first asked for, since the whole document would take long. */
  #validator(pointer: string): ValidateFunction | undefined {
    if (this.#validators.has(pointer)) return this.#validators.get(pointer)
    const exists = lookUp(this.#document, pointer) !== undefined
    const validate = exists ? this.#ajv.compile({ $ref: `discord#${encodeURI(pointer)}` }) : undefined
    this.#validators.set(pointer, validate)
    return validate
  }
}

function operationOf(path: string): Operation {
  const parts = path
    .split('/')
    .map((part) => (part.startsWith('{') ? '[^/]+' : part.replace(/[.*+?^$()|[\]\\]/g, '\\$&')))
  return { path, pattern: new RegExp(`^${parts.join('/')}$`), params: path.split('{').length - 1 }
}

function unknownQuery(operation: Json, shared: Json, query: string): string[] {
  const listed = [operation.parameters, shared.parameters].flatMap((list) => (Array.isArray(list) ? list : []))
  const known = new Set(listed.map((parameter) => record(parameter).name))
  return [...new URLSearchParams(query).keys()].filter((name) => !known.has(name))
}

/** Of a multipart body only the JSON part has a schema worth judging. */
function jsonPart(body: unknown): unknown {
  return isRecord(body) && 'payload_json' in body ? body.payload_json : body
}

/** Keywords that only say that something below them failed. */
const WRAPPERS = new Set(['if', 'oneOf', 'anyOf'])

function run(validate: ValidateFunction, body: unknown): [place: string, message: string][] {
  if (validate(body)) return []
  const errors = validate.errors ?? []
  // "Or null" is no help to somebody who sent a wrong object.
  const telling = errors.filter((error) => !WRAPPERS.has(error.keyword) && error.params.type !== 'null')
  return (telling.length > 0 ? telling : errors).map((error) => [
    error.instancePath,
    `${error.message ?? ''} ${JSON.stringify(error.params)}`,
  ])
}

function lookUp(document: unknown, pointer: string): unknown {
  let value = document
  for (const part of pointer.split('/').slice(1)) {
    value = record(value)[part.replaceAll('~1', '/').replaceAll('~0', '~')]
  }
  return value
}

function escaped(path: string): string {
  return path.replaceAll('~', '~0').replaceAll('/', '~1')
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function record(value: unknown): Json {
  return isRecord(value) ? value : {}
}
