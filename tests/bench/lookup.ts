import Fuse from 'fuse.js'
import type { LookupEntry } from '../../src/lookup/entry.ts'
import { evaluate, type JudgedQuery } from '../../src/lookup/evaluate.ts'
import { createLookupIndex, lookUp } from '../../src/lookup/lookup.ts'

/** One line of the comparison. */
export interface LookupMeasure {
  readonly name: string
  readonly entries: number
  readonly buildMs: number
  /** Of one query, in milliseconds. */
  readonly p50: number
  readonly p99: number
  readonly hitAt1: number
  readonly hitAt3: number
  readonly refused: number
}

type Search = (query: string) => readonly { entry: LookupEntry; low: boolean }[]

/** Measures our lookup and fuse.js (default) side by side on the same entries and queries. */
export function benchLookup(entries: readonly LookupEntry[], queries: readonly JudgedQuery[]): LookupMeasure[] {
  return [measure('yandu', entries, queries, searchOurs), measure('fuse.js, default', entries, queries, searchFuse)]
}

/** As many entries as wanted, made of real ones by mixing their texts and keywords; the real ones come first. */
export function varied(entries: readonly LookupEntry[], count: number): LookupEntry[] {
  return Array.from({ length: count }, (_, index) => {
    const base = entries[index % entries.length] ?? entries[0]
    const other = entries[(index * 7919 + 13) % entries.length] ?? base
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

const searchOurs = (entries: readonly LookupEntry[]): Search => {
  const index = createLookupIndex(entries)
  return (query) => lookUp([index], query, { limit: 10 }).results
}

const searchFuse = (entries: readonly LookupEntry[]): Search => {
  const fuse = new Fuse(entries, { keys: ['title', 'text', 'gloss', 'keywords', 'aliases'] })
  return (query) => fuse.search(query, { limit: 10 }).map(({ item }) => ({ entry: item, low: false }))
}

function measure(
  name: string,
  entries: readonly LookupEntry[],
  queries: readonly JudgedQuery[],
  build: (entries: readonly LookupEntry[]) => Search,
): LookupMeasure {
  const started = performance.now()
  const search = build(entries)
  const buildMs = performance.now() - started
  const times: number[] = []
  const timed = (query: string) => {
    const before = performance.now()
    const results = search(query)
    times.push(performance.now() - before)
    return results.map(({ entry, low }) => ({ ...entry, low }))
  }
  const { all, refused } = evaluate(queries, timed)
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return {
    name,
    entries: entries.length,
    buildMs,
    p50: at(0.5),
    p99: at(0.99),
    hitAt1: all.hitAt1,
    hitAt3: all.hitAt3,
    refused,
  }
}
