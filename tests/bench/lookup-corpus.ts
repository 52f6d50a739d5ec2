import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LookupEntry } from '../../src/lookup/entry.ts'
import type { JudgedQuery } from '../../src/lookup/evaluate.ts'
import { entriesOf } from '../../src/papers/lookup-entries.ts'
import { shippedPapers } from '../../src/prepared.ts'

/** Every key point of the shipped papers. */
export async function shippedEntries(): Promise<LookupEntry[]> {
  return (await shippedPapers()).flatMap(entriesOf)
}

/** Judged queries with the name under which they are reported. */
export interface QuerySet {
  readonly name: string
  readonly queries: readonly JudgedQuery[]
}

/** The queries of the tests, those of others, and those for development where they lie beside the checkout. */
export function querySets(): QuerySet[] {
  return [
    { name: "the tests' own queries", file: 'tests/lookup/queries.jsonl' },
    { name: 'queries of people who did not know the code', file: 'tests/lookup/strangers-a.jsonl' },
    { name: 'the queries for development', file: '../shared/lookup/dev-queries.jsonl' },
  ].flatMap(({ name, file }) => {
    const path = join(process.cwd(), file)
    return existsSync(path) ? [{ name, queries: readQueries(path) }] : []
  })
}

function readQueries(file: string): JudgedQuery[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const query: JudgedQuery = JSON.parse(line)
      return { ...query, expect: query.expect ?? [] } // negatives expect nothing
    })
}

/** The queries in an order in which any first few of them are of all kinds. */
export function mixed(queries: readonly JudgedQuery[]): JudgedQuery[] {
  const stride = 271 // prime, so that every query comes once
  return queries.flatMap((_, number) => queries[(number * stride) % queries.length] ?? [])
}

/** As many entries as wanted, made of real ones by mixing their texts and keywords; the real ones come first. */
export function varied(entries: readonly LookupEntry[], count: number): LookupEntry[] {
  return Array.from({ length: count }, (_, index) => {
    const base = entries[index % entries.length]
    const other = entries[(index * 7919 + 13) % entries.length]
    if (!base || !other) throw new Error('varied: expected at least one entry, got none')
    if (index < entries.length) return base
    const copy = Math.floor(index / entries.length)
    return {
      ...base,
      id: `v${copy}/${index}`,
      paper: `v${copy}`,
      title: `${base.title.slice(0, 3)}${other.title}`,
      text: base.text.slice(0, 40) + other.text.slice(0, 40),
      keywords: [...base.keywords.slice(0, 2), ...other.keywords.slice(0, 2)],
      aliases: [],
    }
  })
}
