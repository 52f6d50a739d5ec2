import { LRUCache } from 'lru-cache'
import type { Paper } from '../papers/paper.ts'
import { bankOf, chooseQuestions, questionKey } from '../quiz/choosing.ts'
import { type AskedQuestion, rounds } from '../quiz/round.ts'
import type { DocumentStore } from '../store/document-store.ts'
import { createReadEach, type ErrorLogger, type ReadEach } from '../store/read-each.ts'
import { deliveries, partsOf, roundIdOf } from './delivery.ts'
import type { Schedule } from './schedule.ts'

const MAX_SCHEDULES_IN_MEMORY = 5_000 // about 10 KB each after a year of posts

/** The questions that each schedule asked, and what is left of its papers. */
export interface Stock {
  /** The next questions, which count as asked from now on; empty when its papers have none. */
  take(guild: string, id: string, schedule: Schedule, options: { seed: string; now: number }): Promise<AskedQuestion[]>
  /** What `take` would give with this seed, without taking it. */
  peek(guild: string, id: string, schedule: Schedule, seed: string): Promise<AskedQuestion[]>
  /** How many questions of its papers it has not asked yet. */
  left(guild: string, id: string, schedule: Schedule): Promise<number>
  /** Drops what is known of a schedule, since a delivery did not come to be after all. */
  forget(guild: string, id: string): void
}

/** A projection of the rounds of a schedule's deliveries, rebuilt from the store when it is first needed. */
export function createStock(options: {
  store: DocumentStore
  library: { papers(guild: string): Promise<readonly Paper[]> }
  logger?: ErrorLogger
}): Stock {
  const { store, library, logger } = options
  const readEach = createReadEach({ store, logger })
  const remembered = new LRUCache<string, Promise<Map<string, number>>>({ max: MAX_SCHEDULES_IN_MEMORY })

  function askedBefore(guild: string, id: string): Promise<Map<string, number>> {
    const name = `${guild}/${id}`
    const known = remembered.get(name)
    if (known) return known
    const loading = readAsked(store, readEach, guild, id)
    remembered.set(name, loading)
    loading.catch(() => remembered.delete(name))
    return loading
  }

  async function bankOfSchedule(guild: string, { papers }: Schedule): Promise<AskedQuestion[]> {
    const all = await library.papers(guild)
    return bankOf(papers.length === 0 ? all : all.filter(({ id }) => papers.includes(id)))
  }

  return {
    async take(guild, id, schedule, { seed, now }) {
      const bank = await bankOfSchedule(guild, schedule)
      const asked = await askedBefore(guild, id)
      // Nothing is awaited from here on, so that two deliveries at once do not take the same.
      const chosen = chooseQuestions(bank, asked, { count: schedule.questions, seed })
      for (const one of chosen) asked.set(questionKey(one), now)
      return chosen
    },
    async peek(guild, id, schedule, seed) {
      const [bank, asked] = [await bankOfSchedule(guild, schedule), await askedBefore(guild, id)]
      return chooseQuestions(bank, asked, { count: schedule.questions, seed })
    },
    async left(guild, id, schedule) {
      const [bank, asked] = [await bankOfSchedule(guild, schedule), await askedBefore(guild, id)]
      return bank.filter((one) => !asked.has(questionKey(one))).length
    },
    forget: (guild, id) => remembered.delete(`${guild}/${id}`),
  }
}

/** When each question was asked by a schedule; what cannot be read is left out, so that the rest goes on. */
async function readAsked(
  store: DocumentStore,
  readEach: ReadEach,
  guild: string,
  id: string,
): Promise<Map<string, number>> {
  const { found } = await readEach(await store.list(deliveries, guild, id))
  const asked = found.filter(({ document }) => document.state !== 'skipped' && document.state !== 'failed')
  const instants = new Map(asked.map(({ key, document }) => [roundIdOf(id, partsOf(key).date), document.plannedAt]))
  const { found: read } = await readEach([...instants.keys()].map((round) => rounds.key(guild, round)))
  const last = new Map<string, number>()
  for (const { key, document } of read)
    for (const one of document.questions) {
      const name = questionKey(one)
      last.set(name, Math.max(instants.get(key.parts[1] ?? '') ?? 0, last.get(name) ?? 0))
    }
  return last
}
