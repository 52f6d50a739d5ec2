import { Index } from 'flexsearch'
import Fuse from 'fuse.js'
import jieba from 'jieba-wasm'
import MiniSearch from 'minisearch'
import type { LookupEntry } from '../../src/lookup/entry.ts'
import { createLookupIndex, lookUp } from '../../src/lookup/lookup.ts'

/** A way to search: built of entries once, then asked. */
export interface Engine {
  readonly name: string
  build(entries: readonly LookupEntry[]): Search
}

/** Results for a query, best first, at most `RESULTS`. */
export type Search = (query: string) => readonly Found[]

export interface Found {
  readonly entry: LookupEntry
  readonly low: boolean
}

const RESULTS = 10
const FIELDS = ['title', 'text', 'gloss', 'keywords', 'aliases'] as const

const yandu: Engine = {
  name: 'Yandu',
  build(entries) {
    const index = createLookupIndex(entries)
    return (query) => lookUp([index], query, { limit: RESULTS }).results
  },
}

const fuseDefault: Engine = {
  name: 'fuse.js, default',
  build(entries) {
    const fuse = new Fuse(entries, { keys: [...FIELDS] })
    return (query) => fuse.search(query, { limit: RESULTS }).map(({ item }) => sure(item))
  },
}

const fuseTokens: Engine = {
  name: 'fuse.js, token search, words + bigrams',
  build(entries) {
    const fuse = new Fuse(entries, { keys: [...FIELDS], useTokenSearch: true, tokenize: wordsAndBigrams })
    return (query) => fuse.search(query, { limit: RESULTS }).map(({ item }) => sure(item))
  },
}

const miniSearch: Engine = {
  name: 'MiniSearch, jieba + bigrams',
  build(entries) {
    const byId = new Map(entries.map((entry) => [entry.id, entry]))
    const search = new MiniSearch<LookupEntry>({ fields: [...FIELDS], tokenize: jiebaAndBigrams })
    search.addAll(entries)
    return (query) => search.search(query, { boost: { title: 2, keywords: 2 } }).flatMap(({ id }) => known(byId, id))
  },
}

const flexSearch: Engine = {
  name: 'FlexSearch, words + bigrams',
  build(entries) {
    const index = new Index({ tokenize: 'strict', encode: wordsAndBigrams })
    entries.forEach((entry, number) => {
      index.add(number, FIELDS.map((field) => [entry[field]].flat().join(' ')).join(' '))
    })
    return (query) =>
      index.search(query, { limit: RESULTS, suggest: true }).flatMap((number) => {
        const entry = entries[Number(number)]
        return entry ? [sure(entry)] : []
      })
  },
}

export const ENGINES: readonly Engine[] = [yandu, fuseDefault, fuseTokens, miniSearch, flexSearch]

function sure(entry: LookupEntry): Found {
  return { entry, low: false }
}

function known(byId: ReadonlyMap<string, LookupEntry>, id: unknown): Found[] {
  const entry = byId.get(String(id))
  return entry ? [sure(entry)] : []
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

function wordsAndBigrams(text: string): string[] {
  const words = Array.from(segmenter.segment(text.toLowerCase()))
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment)
  return [...new Set([...words, ...bigrams(text)])]
}

function jiebaAndBigrams(text: string): string[] {
  const words = jieba.cut_for_search(text.toLowerCase(), true).filter((word) => /[\p{L}\p{N}]/u.test(word))
  return [...new Set([...words, ...bigrams(text)])]
}

function bigrams(text: string): string[] {
  return (text.match(/\p{Script=Han}+/gu) ?? []).flatMap((run) =>
    Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2)),
  )
}
