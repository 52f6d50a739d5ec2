/** A query with what a right result says. */
export interface JudgedQuery {
  readonly q: string
  /** `negative`: the library knows nothing of it. `entity`: the paper and its authors count as part of a result. */
  readonly kind: string
  /** Regular expressions, ignoring case; a result is right when any of them is found in it. */
  readonly expect: readonly string[]
}

/** What is judged of a result. */
export interface JudgedResult {
  readonly low: boolean
  readonly title: string
  readonly text: string
  readonly gloss: string
  readonly keywords: readonly string[]
  readonly paper: string
  readonly authors: readonly string[]
}

export interface Score {
  readonly queries: number
  /** Shares, 0..1, of the queries with a right result among the first 1, 3, 5. */
  readonly hitAt1: number
  readonly hitAt3: number
  readonly hitAt5: number
  /** Mean of 1 / rank of the first right result among ten, 0 where there is none. */
  readonly mrrAt10: number
}

export interface Evaluation {
  readonly all: Score
  /** By kind, in the order in which the kinds first occur. */
  readonly kinds: ReadonlyMap<string, Score>
  /** Negatives, and the share of them, 0..1, that found nothing but "perhaps". */
  readonly negatives: number
  readonly refused: number
  /** Queries without a right result among the first three, and negatives that were not refused. */
  readonly misses: readonly JudgedQuery[]
}

export const EVALUATED_RESULTS = 10

/** Measures a search over judged queries; `search` gives results best first, of which the first `EVALUATED_RESULTS` count. */
export function evaluate(
  queries: readonly JudgedQuery[],
  search: (query: string) => readonly JudgedResult[],
): Evaluation {
  const ranks = new Map<string, number[]>()
  const misses: JudgedQuery[] = []
  let negatives = 0
  let refused = 0
  for (const query of queries) {
    const results = search(query.q).slice(0, EVALUATED_RESULTS)
    if (query.kind === 'negative') {
      negatives++
      if (results.every(({ low }) => low)) refused++
      else misses.push(query)
      continue
    }
    const rank = rankOfRight(query, results)
    ranks.set(query.kind, [...(ranks.get(query.kind) ?? []), rank])
    if (rank > 3) misses.push(query)
  }
  return {
    all: scoreOf([...ranks.values()].flat()),
    kinds: new Map([...ranks].map(([kind, found]) => [kind, scoreOf(found)])),
    negatives,
    refused: negatives === 0 ? 1 : refused / negatives,
    misses,
  }
}

/** From 1 on; Infinity when no result is right. */
function rankOfRight({ expect, kind }: JudgedQuery, results: readonly JudgedResult[]): number {
  const patterns = expect.map((pattern) => new RegExp(pattern, 'i'))
  const at = results.findIndex((result) => patterns.some((pattern) => pattern.test(judgedText(result, kind))))
  return at < 0 ? Number.POSITIVE_INFINITY : at + 1
}

function judgedText({ title, text, keywords, gloss, paper, authors }: JudgedResult, kind: string): string {
  return [title, text, ...keywords, gloss, ...(kind === 'entity' ? [paper, ...authors] : [])].join(' ')
}

function scoreOf(ranks: readonly number[]): Score {
  const share = (limit: number) =>
    ranks.length === 0 ? 0 : ranks.filter((rank) => rank <= limit).length / ranks.length
  const reciprocal = ranks.reduce((sum, rank) => sum + (rank <= 10 ? 1 / rank : 0), 0)
  return {
    queries: ranks.length,
    hitAt1: share(1),
    hitAt3: share(3),
    hitAt5: share(5),
    mrrAt10: ranks.length === 0 ? 0 : reciprocal / ranks.length,
  }
}
