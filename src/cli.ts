import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { EVALUATED_RESULTS, evaluate } from './lookup/evaluate.ts'
import { createLookupIndex, lookUp } from './lookup/lookup.ts'
import { entriesOf } from './papers/lookup-entries.ts'
import { shippedPapers } from './prepared.ts'

const USAGE = `Usage: yandu papers --json           every shipped paper with its key points and questions, as a JSON array
       yandu lookup --json           one query a line on standard input (text, or JSON {"q", "limit", "paper"}), one JSON array of results a line
       yandu lookup --eval FILE      quality of the lookup on the queries of FILE (JSON lines), by kind`

const DEFAULT_LIMIT = 5
const JudgedLine = z.object({ q: z.string(), kind: z.string(), expect: z.array(z.string()).default([]) })
const Query = z.object({
  q: z.string(),
  limit: z.number().int().min(1).max(100).optional(),
  paper: z.string().optional(),
})

process.exitCode = await run(process.argv.slice(2))

async function run(args: string[]): Promise<number> {
  const parsed = parse(args)
  const [subject] = parsed?.positionals ?? []
  if (subject === 'papers' && parsed?.values.json) return printPapers()
  if (subject === 'lookup' && parsed?.values.json) return answerQueries()
  if (subject === 'lookup' && parsed?.values.eval) return evaluateQueries(parsed.values.eval)
  process.stderr.write(`${USAGE}\n`)
  return 2
}

/** Undefined for options that there are not. */
function parse(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean' }, eval: { type: 'string' } } })
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

async function printPapers(): Promise<number> {
  process.stdout.write(`${JSON.stringify(await shippedPapers(), null, 2)}\n`)
  return 0
}

/** Answers each line of standard input at once. */
async function answerQueries(): Promise<number> {
  const index = createLookupIndex((await shippedPapers()).flatMap(entriesOf))
  for await (const line of createInterface({ input: process.stdin })) {
    const { q, limit = DEFAULT_LIMIT, paper } = queryOf(line)
    const { results } = lookUp([index], q, { limit, ...(paper && { accepts: (id: string) => id === paper }) })
    process.stdout.write(
      `${JSON.stringify(results.map(({ entry, score, low, matched }) => ({ ...resultOf(entry), score, ...(low && { low }), matched })))}\n`,
    )
  }
  return 0
}

/** Prints hit rates by kind of query, and how many that the library does not know were refused. */
async function evaluateQueries(file: string): Promise<number> {
  const index = createLookupIndex((await shippedPapers()).flatMap(entriesOf))
  const queries = (await readFile(file, 'utf8'))
    .split('\n')
    .filter(Boolean)
    .map((line) => JudgedLine.parse(JSON.parse(line)))
  const { kinds, all, negatives, refused } = evaluate(queries, (query) =>
    lookUp([index], query, { limit: EVALUATED_RESULTS }).results.map(({ entry, low }) => ({ ...entry, low })),
  )
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`
  console.table(
    Object.fromEntries(
      [...kinds, ['all', all] as const].map(([kind, score]) => [
        kind,
        {
          queries: score.queries,
          'hit@1': percent(score.hitAt1),
          'hit@3': percent(score.hitAt3),
          'hit@5': percent(score.hitAt5),
          'MRR@10': score.mrrAt10.toFixed(3),
        },
      ]),
    ),
  )
  process.stdout.write(`Negatives refused: ${percent(refused)} of ${negatives}\n`)
  return 0
}

function resultOf({
  id,
  paper,
  authors,
  section,
  sectionTitle,
  title,
  text,
  gloss,
  keywords,
  kind,
}: ReturnType<typeof entriesOf>[number]) {
  return { id, paper, authors, section: sectionTitle || section, kind, title, text, gloss, keywords }
}

/** A line is a query in JSON when it parses as one, and plain text otherwise. */
function queryOf(line: string): z.infer<typeof Query> {
  if (line.trimStart().startsWith('{')) {
    try {
      const parsed = Query.safeParse(JSON.parse(line))
      if (parsed.success) return parsed.data
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
    }
  }
  return { q: line }
}
