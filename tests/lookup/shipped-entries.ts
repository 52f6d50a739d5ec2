import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { LookupEntry } from '../../src/lookup/entry.ts'
import type { JudgedQuery } from '../../src/lookup/evaluate.ts'
import { entriesOf } from '../../src/papers/lookup-entries.ts'
import { readPaperFiles } from '../../src/papers/paper-file.ts'

let read: Promise<LookupEntry[]> | undefined

/** Every key point of the shipped library; read once for all tests, which change none. */
export function shippedEntries(): Promise<LookupEntry[]> {
  read ??= readEntries()
  return read
}

async function readEntries(): Promise<LookupEntry[]> {
  const papers = await readPaperFiles(fileURLToPath(new URL('../../data/papers', import.meta.url)))
  return papers.flatMap((paper) => entriesOf(paper).map((entry) => ({ affiliation: paper.affiliation, ...entry })))
}

/** Judged queries beside this file: `queries` were written from the papers' own texts, `strangers-a` by people who did not know the code. */
export function judgedQueries(name: 'queries' | 'strangers-a' = 'queries'): JudgedQuery[] {
  const lines = readFileSync(new URL(`${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
  return lines.map((line) => JSON.parse(line) as JudgedQuery)
}
