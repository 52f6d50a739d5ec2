import { cpus } from 'node:os'
import { measureAnswers } from './answers.ts'
import { measureBurst } from './burst.ts'
import { measureDisk } from './disk.ts'
import { measureLookup } from './lookup.ts'
import { measureRoundTrips } from './round-trips.ts'
import { measureStartUp } from './start-up.ts'
import { format, type Table } from './tables.ts'
import { measureTicks } from './tick.ts'

/** What is measured, by the word with which one subject alone is asked for: `npm run bench -- start`. */
const SUBJECTS: Readonly<Record<string, () => Promise<Table[]>>> = {
  disk: measureDisk,
  start: measureStartUp,
  'round-trips': measureRoundTrips,
  burst: measureBurst,
  answers: measureAnswers,
  tick: measureTicks,
  lookup: measureLookup,
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in SUBJECTS))
if (unknown.length > 0) {
  console.error(`bench: expected some of ${Object.keys(SUBJECTS).join(', ')}, got ${unknown.join(', ')}`)
  process.exit(1)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1)) // ends the bots too
console.log(`Node ${process.versions.node} on ${cpus().length} × ${cpus()[0]?.model ?? 'an unknown processor'}\n`)
for (const [name, measure] of Object.entries(SUBJECTS)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  for (const table of await measure()) console.log(`${format(table)}\n`)
}
