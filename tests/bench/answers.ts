import { join } from 'node:path'
import { Low } from 'lowdb'
import { JSONFile } from 'lowdb/node'
import { shippedPapers } from '../../src/prepared.ts'
import { bankOf } from '../../src/quiz/choosing.ts'
import { type AskedQuestion, answerQuestion, openRound, type Round, rounds } from '../../src/quiz/round.ts'
import type { DocumentStore } from '../../src/store/document-store.ts'
import { openFileStore } from '../../src/store/file-store.ts'
import { quantile, type Sample, sampleRows, type Table } from './tables.ts'
import { makeWorkFolder } from './work-folder.ts'

const GUILD = 'g1'
const EARLIER_ROUNDS = 100
const EARLIER_ANSWERS = 1_000 // in each of them
const SIZES = [10, 1_000, 10_000] // answers in the open round
const WARM_UPS = 200
const TURNS = 600
/** A round takes so many answers and is then followed by another, so that it stays about as large as it is said to be. */
const ANSWERS_PER_ROUND = { 10: 2, 1000: 100, 10000: 1_000 } as const
const AIM = 1.5
const LOWDB_SIZES = [
  { records: 1_000, writes: 100 },
  { records: 100_000, writes: 10 },
]

/** What it costs to make an answer durable, by the answers that are there; beside lowdb as it comes, with one file. */
export async function measureAnswers(): Promise<Table[]> {
  const folder = makeWorkFolder()
  const store = await openFileStore({ dir: join(folder, 'store') })
  const questions = bankOf(await shippedPapers()).slice(0, 1)
  for (let round = 0; round < EARLIER_ROUNDS; round++)
    await writeRound(store, `earlier-${round}`, questions, EARLIER_ANSWERS)
  const yandu = await measureRounds(store, questions)
  await store.close()
  const lowdb = []
  for (const { records, writes } of LOWDB_SIZES)
    lowdb.push(await measureLowdb(join(folder, `lowdb-${records}.json`), records, writes))
  const medians = yandu.map(({ ms }) => quantile(ms, 0.5))
  const ratio = `× ${((medians.at(-1) ?? 0) / (medians[0] ?? Number.NaN)).toFixed(2)}`
  return [
    {
      title: `An answer, durable, with ${EARLIER_ROUNDS * EARLIER_ANSWERS} in earlier rounds`,
      rows: [...sampleRows(yandu), [`last to first, aim ≤ ${AIM}`, '', '', ratio]],
    },
    { title: 'An answer in stock lowdb: one file, written as a whole, without fsync', rows: sampleRows(lowdb) },
  ]
}

/** The sizes take turns, so that whatever else the machine does falls on all. */
async function measureRounds(store: DocumentStore, questions: AskedQuestion[]): Promise<Sample[]> {
  const samples = SIZES.map((size) => ({ size, name: `${size} in the open round`, ms: [] as number[] }))
  for (let turn = 0; turn < WARM_UPS + TURNS; turn++)
    for (const { size, ms } of samples) {
      const perRound = ANSWERS_PER_ROUND[size as keyof typeof ANSWERS_PER_ROUND] // SIZES has no others
      const round = `open-${size}-${Math.floor(turn / perRound)}`
      if (turn % perRound === 0) await writeRound(store, round, questions, size)
      const took = await time(async () => {
        const given = { member: `member-${turn}`, choice: 0, now: turn }
        const { kind } = await answerQuestion(store, { guild: GUILD, round, question: 0 }, given)
        if (kind !== 'verdict') throw new Error(`expected a verdict, got ${kind}`)
      })
      if (turn >= WARM_UPS) ms.push(took)
    }
  return samples
}

async function writeRound(store: DocumentStore, id: string, questions: AskedQuestion[], count: number): Promise<void> {
  const round: Round = openRound({ member: null, now: 0, closesAt: Number.MAX_SAFE_INTEGER, questions })
  for (let number = 0; number < count; number++) round.answers[`0/early-${number}`] = { choice: number % 2, at: number }
  await store.update([rounds.key(GUILD, id)], (documents) => {
    documents[0] = round
  })
}

async function measureLowdb(file: string, records: number, writes: number): Promise<Sample> {
  const record = (number: number) => ({
    round: `round-${number % 100}`,
    member: `member-${number}`,
    choice: 0,
    at: number,
  })
  const answers = Array.from({ length: records }, (_, number) => record(number))
  const database = new Low(new JSONFile<{ answers: ReturnType<typeof record>[] }>(file), { answers })
  await database.write()
  const ms: number[] = []
  for (let number = 0; number < writes; number++)
    ms.push(await time(() => database.update((data) => void data.answers.push(record(records + number)))))
  return { name: `${records} records`, ms }
}

async function time(work: () => Promise<void>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}
