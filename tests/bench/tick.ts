import { join } from 'node:path'
import { createDaily, type Daily } from '../../src/daily/daily.ts'
import { newSchedule, type Schedule, schedules } from '../../src/daily/schedule.ts'
import { newId } from '../../src/ids.ts'
import { shippedPapers } from '../../src/prepared.ts'
import type { DocumentStore, Key } from '../../src/store/document-store.ts'
import { openFileStore } from '../../src/store/file-store.ts'
import { createChannels } from '../daily/channels.ts'
import { quantile, type Table } from './tables.ts'
import { makeWorkFolder } from './work-folder.ts'

const SIZES = [10, 1_000, 10_000]
const PER_GUILD = 10
const DUE_AT_ONCE = 5
const MAX_BUSY_MINUTES = 60
const IDLE_MINUTES = 300 // before the first is due
const WARM_UPS = 50
const BATCH = 500 // schedules written at once
const MINUTE_MS = 60_000
const START = Date.parse('2025-11-22T00:00Z')
const AIM_MS = 5
const NEVER_MS = 3_600_000

interface Costs {
  readonly startMs: number
  readonly idle: number[]
  readonly busy: number[]
  /** Until all that was due is posted and written down. */
  readonly done: number[]
}

/** What a tick costs with so many schedules: for hours none is due, and then a few are in each minute. */
export async function measureTicks(): Promise<Table[]> {
  const rows: string[][] = []
  for (const size of SIZES) rows.push(rowOf(size, await measure(size)))
  const head = [
    'schedules',
    'start',
    'none due: median',
    'p99',
    `${DUE_AT_ONCE} due: median`,
    'p99',
    'posted: median',
    'p99',
  ]
  return [
    {
      title: `Tick, ms (aim < ${AIM_MS}): how long it holds up everything else; on a store of files`,
      rows: [head, ...rows],
    },
  ]
}

function rowOf(size: number, { startMs, idle, busy, done }: Costs): string[] {
  const spread = [idle, busy, done].flatMap((ms) => [quantile(ms, 0.5), quantile(ms, 0.99)])
  return [String(size), startMs.toFixed(0), ...spread.map((ms) => ms.toFixed(3))]
}

async function measure(size: number): Promise<Costs> {
  const dir = join(makeWorkFolder(), 'store')
  // Nothing is saved meanwhile: what is measured is not the writing of 10,000 new schedules.
  const store = await openFileStore({ dir, checkpointDelayMs: NEVER_MS })
  await writeSchedules(store, size)
  const papers = await shippedPapers()
  let now = START
  const clock = () => now
  const logger = { info() {}, warn: console.warn, error: console.error }
  const library = { papers: async () => papers }
  const daily = createDaily({ store, library, poster: createChannels(clock), clock, newId, logger })
  const from = performance.now()
  await daily.start()
  const costs: Costs = { startMs: performance.now() - from, idle: [], busy: [], done: [] }
  for (let minute = 1; minute <= IDLE_MINUTES + busyMinutes(size); minute++) {
    now += MINUTE_MS
    await tick(daily, now, minute, costs)
  }
  await daily.stop()
  await store.close()
  return costs
}

async function tick(daily: Daily, now: number, minute: number, { idle, busy, done }: Costs): Promise<void> {
  const from = performance.now()
  daily.tick(now)
  const ms = performance.now() - from
  await daily.idle()
  if (minute > IDLE_MINUTES) {
    busy.push(ms)
    done.push(performance.now() - from)
  } else if (minute > WARM_UPS) idle.push(ms)
}

function busyMinutes(size: number): number {
  return Math.min(MAX_BUSY_MINUTES, Math.floor(size / DUE_AT_ONCE))
}

async function writeSchedules(store: DocumentStore, size: number): Promise<void> {
  const all = Array.from({ length: size }, (_, number) => number)
  for (let from = 0; from < size; from += BATCH) {
    const batch = all.slice(from, from + BATCH)
    await store.update(batch.map(keyOf), (documents) => {
      batch.forEach((number, index) => {
        documents[index] = scheduleOf(number, size)
      })
    })
  }
}

function keyOf(number: number): Key<Schedule> {
  return schedules.key(`g${Math.floor(number / PER_GUILD)}`, `s${number}`)
}

/** The first ones are due a few each minute, the others half a day later. */
function scheduleOf(number: number, size: number): Schedule {
  const busyMinute = Math.floor(number / DUE_AT_ONCE) + 1
  const isEarly = busyMinute <= busyMinutes(size)
  const at = START + (isEarly ? IDLE_MINUTES + busyMinute : 720 + (number % 700)) * MINUTE_MS
  const time = new Date(at).toISOString().slice(11, 16)
  const wish = { channel: `c${number}`, time, zone: 'UTC', days: [1, 2, 3, 4, 5, 6, 7], questions: 1, papers: [] }
  return newSchedule(wish, START)
}
