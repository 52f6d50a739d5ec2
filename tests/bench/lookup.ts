import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { complete } from '../../src/lookup/complete.ts'
import type { LookupEntry } from '../../src/lookup/entry.ts'
import {
  EVALUATED_RESULTS,
  type Evaluation,
  evaluate,
  type JudgedQuery,
  type JudgedResult,
} from '../../src/lookup/evaluate.ts'
import { createLookupIndex, prepareLookUp } from '../../src/lookup/lookup.ts'
import { mixed, type QuerySet, querySets, shippedEntries, varied } from './lookup-corpus.ts'
import { ENGINES, type Engine, type Found, type Search } from './lookup-engines.ts'
import { quantile, type Table } from './tables.ts'

const SIZES = [10_000, 100_000] // beside the library's own
const WARM_UPS = 20 // queries, of an engine that answers them at once
const MAX_WARM_UP_MS = 1_000
const MAX_QUERY_MS = 5_000 // for all queries of one engine at one size: the whole bench has ten minutes
const MIN_QUERIES = 2
const CHOICES = 25 // Discord: choices per autocomplete
const MAX_TYPED = 10 // characters of a query that is being typed
const COMPLETION_WARM_UPS = 200

/** Quality and speed of the lookup beside libraries that a bot would pick, on the same entries and queries. */
export async function measureLookup(): Promise<Table[]> {
  const entries = await shippedEntries()
  const sets = querySets()
  const queries = mixed(sets[0]?.queries ?? [])
  const tables = sets.map((set) => qualityTable(set, entries))
  for (const size of [entries.length, ...SIZES]) tables.push(speedTable(varied(entries, size), queries))
  tables.push(completionTable(entries, queries))
  return tables
}

/** Autocomplete as one types: the beginnings of queries, and single letters and characters, which most entries have. */
function completionTable(entries: readonly LookupEntry[], queries: readonly JudgedQuery[]): Table {
  const begun = new Set(
    queries.flatMap(({ q }) => Array.from({ length: Math.min(MAX_TYPED, q.length) }, (_, at) => q.slice(0, at + 1))),
  )
  const rows = [entries.length, ...SIZES].map((size) => {
    const index = createLookupIndex(varied(entries, size))
    for (const _ of prepareLookUp([index]));
    const search = (typed: string) => complete([index], typed, { limit: CHOICES })
    return [String(size), ...completionTimes(search, [...begun])]
  })
  return {
    title: `Lookup: autocomplete, ms, on ${begun.size} beginnings of queries; short: of one or two characters`,
    rows: [['key points', 'p50', 'p99', 'most', 'short p99', 'short most'], ...rows],
  }
}

function completionTimes(search: (typed: string) => unknown, begun: readonly string[]): string[] {
  for (const typed of begun.slice(0, COMPLETION_WARM_UPS)) search(typed)
  const timed = begun.map((typed) => {
    const started = performance.now()
    search(typed)
    return { typed, ms: performance.now() - started }
  })
  const all = timed.map(({ ms }) => ms)
  const short = timed.filter(({ typed }) => typed.length <= 2).map(({ ms }) => ms)
  return [quantile(all, 0.5), quantile(all, 0.99), Math.max(...all), quantile(short, 0.99), Math.max(...short)].map(
    (one) => one.toFixed(2),
  )
}

function qualityTable({ name, queries }: QuerySet, entries: readonly LookupEntry[]): Table {
  const measured = ENGINES.map((engine) => {
    const search = engine.build(entries)
    return { engine, result: evaluate(queries, (query) => judged(search(query))) }
  })
  const kinds = [...(measured[0]?.result.kinds.keys() ?? [])]
  return {
    title: `Lookup: quality on ${queries.length} queries (${name}), %; by kind: hit@3`,
    rows: [
      ['', 'hit@1', 'hit@3', 'hit@5', 'MRR@10', 'refused', ...kinds],
      ...measured.map(({ engine, result }) => [
        engine.name,
        ...scores(result),
        ...kinds.map((kind) => percent(result.kinds.get(kind)?.hitAt3 ?? 0)),
      ]),
    ],
  }
}

function scores({ all, refused }: Evaluation): string[] {
  return [percent(all.hitAt1), percent(all.hitAt3), percent(all.hitAt5), all.mrrAt10.toFixed(3), percent(refused)]
}

function speedTable(entries: readonly LookupEntry[], queries: readonly JudgedQuery[]): Table {
  const rows = ENGINES.map((engine) => measure(engine, entries, queries))
  return {
    title: `Lookup: speed at ${entries.length} key points (slow engines answer fewer queries; hit@3 is of those)`,
    rows: [['', 'queries', 'hit@3 %', 'mean ms', 'p50 ms', 'p99 ms', 'build s', 'heap MB'], ...rows],
  }
}

function measure(engine: Engine, entries: readonly LookupEntry[], queries: readonly JudgedQuery[]): string[] {
  const before = heapBytes()
  const started = performance.now()
  const search = engine.build(entries)
  const buildMs = performance.now() - started
  const { ms, results } = timeQueries(search, queries)
  const heap = heapBytes() - before
  const answers = results.values()
  const { all } = evaluate(queries.slice(0, results.length), () => answers.next().value ?? []) // asked in their order
  const mean = ms.reduce((sum, one) => sum + one, 0) / ms.length
  return [
    engine.name,
    String(ms.length),
    percent(all.hitAt3),
    ...[mean, quantile(ms, 0.5), quantile(ms, 0.99)].map((one) => one.toFixed(2)),
    (buildMs / 1000).toFixed(2),
    (heap / 1e6).toFixed(0),
  ]
}

/** Asks query after query until all are asked or the time is up. */
function timeQueries(search: Search, queries: readonly JudgedQuery[]) {
  const warmUntil = performance.now() + MAX_WARM_UP_MS
  for (const { q } of queries.slice(-WARM_UPS)) if (performance.now() < warmUntil) search(q)
  const until = performance.now() + MAX_QUERY_MS
  const ms: number[] = []
  const results: JudgedResult[][] = []
  for (const { q } of queries) {
    if (ms.length >= MIN_QUERIES && performance.now() > until) break
    const started = performance.now()
    const found = search(q)
    ms.push(performance.now() - started)
    results.push(judged(found))
  }
  return { ms, results }
}

function judged(found: readonly Found[]): JudgedResult[] {
  return found.slice(0, EVALUATED_RESULTS).map(({ entry, low }) => ({ ...entry, low }))
}

const percent = (share: number) => (share * 100).toFixed(1)

setFlagsFromString('--expose-gc')
const collectGarbage: unknown = runInNewContext('gc')

function heapBytes(): number {
  if (typeof collectGarbage === 'function') collectGarbage()
  return process.memoryUsage().heapUsed
}
