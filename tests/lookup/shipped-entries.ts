import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { LookupEntry } from '../../src/lookup/entry.ts'
import type { JudgedQuery } from '../../src/lookup/evaluate.ts'
import { entriesOf } from '../../src/papers/lookup-entries.ts'
import { readPaperFiles } from '../../src/papers/paper-file.ts'

/** Every key point of the shipped library. */
export async function shippedEntries(): Promise<LookupEntry[]> {
  const papers = await readPaperFiles(fileURLToPath(new URL('../../data/papers', import.meta.url)))
  return papers.flatMap((paper) => entriesOf(paper).map((entry) => ({ affiliation: paper.affiliation, ...entry })))
}

/** The judged queries beside this file, written from the papers' own texts. */
export function judgedQueries(): JudgedQuery[] {
  const lines = readFileSync(new URL('queries.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
  return lines.map((line) => JSON.parse(line) as JudgedQuery)
}
