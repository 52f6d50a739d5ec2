/** What a subject of the bench hands back: a title and rows of texts, the first row being the head. */
export interface Table {
  readonly title: string
  readonly rows: readonly (readonly string[])[]
}

/** Measurements of the same thing, in milliseconds. */
export interface Sample {
  readonly name: string
  readonly ms: readonly number[]
}

export interface Comparison {
  readonly bare: Sample
  readonly yandu: Sample
  readonly aim: number
  /** Behind the point; 2 unless given. */
  readonly digits?: number
}

/** The value below which that part of the measurements lies (nearest rank). @throws RangeError without measurements */
export function quantile(ms: readonly number[], part: number): number {
  const sorted = [...ms].sort((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)]
  if (value === undefined) throw new RangeError('expected at least one measurement, got none')
  return value
}

/** One row for each sample: how many, the fastest, the median and the 99th percentile. */
export function sampleRows(samples: readonly Sample[], digits = 2): string[][] {
  const rows = samples.map(({ name, ms }) => [name, String(ms.length), ...spread(ms).map((one) => one.toFixed(digits))])
  return [['ms', 'n', 'min', 'median', 'p99'], ...rows]
}

/** The bare bot, Yandu, and how many times as long Yandu took. `aim` is for the median and the 99th percentile. */
export function compare(title: string, { bare, yandu, aim, digits = 2 }: Comparison): Table {
  const bareSpread = spread(bare.ms)
  const ratios = spread(yandu.ms).map((ms, index) => `× ${(ms / (bareSpread[index] ?? Number.NaN)).toFixed(2)}`)
  return { title, rows: [...sampleRows([bare, yandu], digits), [`aim ≤ ${aim}`, '', ...ratios]] }
}

/** As text, names to the left and numbers to the right. */
export function format({ title, rows }: Table): string {
  const columns = Math.max(...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, index) =>
    Math.max(...rows.map((row) => (row[index] ?? '').length)),
  )
  const lines = rows.map((row) =>
    row
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join('  '),
  )
  return [title, ...lines.map((line) => `  ${line.trimEnd()}`)].join('\n')
}

function spread(ms: readonly number[]): number[] {
  return [0, 0.5, 0.99].map((part) => quantile(ms, part))
}
