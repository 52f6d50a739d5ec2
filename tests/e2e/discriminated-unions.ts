type Json = Record<string, unknown>

/** JSON Schema's keyword, spelt so that nobody takes the object for a promise. */
const THEN = 'then'

/**
 * Marks unions whose members differ by `type`, so that a wrong body is told what is wrong with it as the kind it says
 * it is, not that it is none of eleven. Changes nothing about what is valid.
 */
export function discriminateUnions(document: Json): Json {
  const schemas = record(record(document.components).schemas)
  return visit(document, schemas) as Json
}

function visit(value: unknown, schemas: Json): unknown {
  if (Array.isArray(value)) return value.map((item) => visit(item, schemas))
  if (!isRecord(value)) return value
  const visited = Object.fromEntries(Object.entries(value).map(([key, field]) => [key, visit(field, schemas)]))
  const key = ['oneOf', 'anyOf'].find((name) => Array.isArray(visited[name]))
  const branches = key ? visited[key] : undefined
  if (!key || !Array.isArray(branches)) return visited
  const isNull = (branch: unknown) => isRecord(branch) && branch.type === 'null'
  const kinds = branches.filter((branch) => !isNull(branch))
  if (kinds.length < 2 || !areToldApart(kinds, schemas)) return visited
  const { [key]: _old, ...rest } = visited
  const union = unionByType(kinds, schemas)
  if (kinds.length === branches.length) return { ...rest, ...union }
  return { ...rest, anyOf: [{ type: 'null' }, union] }
}

/** The same union, but with each member judged only where the body names its type. */
function unionByType(branches: unknown[], schemas: Json): Json {
  const all = branches.map((branch) => ({ branch, tags: tagsOf(branch, schemas) }))
  return {
    type: 'object',
    required: ['type'],
    properties: { type: { enum: all.flatMap(({ tags }) => tags) } },
    allOf: all.map(({ branch, tags }) => ({ if: { properties: { type: { enum: tags } } }, [THEN]: branch })),
  }
}

function tagsOf(branch: unknown, schemas: Json): unknown[] {
  const tags = record(record(resolve(branch, schemas).properties).type).enum
  return Array.isArray(tags) ? tags : []
}

/** Whether each member requires a `type` that no other has. */
function areToldApart(branches: unknown[], schemas: Json): boolean {
  const seen = new Set<unknown>()
  for (const branch of branches) {
    const schema = resolve(branch, schemas)
    const tags = tagsOf(branch, schemas)
    const isRequired = Array.isArray(schema.required) && schema.required.includes('type')
    if (!isRequired || tags.length === 0 || tags.some((tag) => seen.has(tag))) return false
    for (const tag of tags) seen.add(tag)
  }
  return true
}

function resolve(branch: unknown, schemas: Json): Json {
  const ref = record(branch).$ref
  const name = typeof ref === 'string' ? ref.replace('#/components/schemas/', '') : ''
  return record(schemas[name] ?? branch)
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function record(value: unknown): Json {
  return isRecord(value) ? value : {}
}
