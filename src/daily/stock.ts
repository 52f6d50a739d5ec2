import { LRUCache } from 'lru-cache'
import type { Paper } from '../papers/paper.ts'
import { bankOf, chooseQuestions, questionKey } from '../quiz/choosing.ts'
import { type AskedQuestion, rounds } from '../quiz/round.ts'
import type { DocumentStore } from '../store/document-store.ts'
import { createReadEach, type ErrorLogger, type ReadEach } from '../store/read-each.ts'
import { deliveries, partsOf, roundIdOf } from './delivery.ts'
import { questionsOfOpenPosts } from './open-questions.ts'
import { type Schedule, schedules } from './schedule.ts'

const MAX_SCHEDULES_IN_MEMORY = 5_000 // about 10 KB each after a year of posts
const SURELY_OPEN_MS = 3_600_000 // no post is closed sooner, and one taken at the same tick is not in the store yet
const OPEN_ELSEWHERE = 2 ** 52 // behind every instant
const NEVER_ASKED_HERE = 2 ** -52 // before every instant, but behind what no schedule asked

/**
 * The questions that each schedule asked, and what is left of its papers. What the server's other open posts ask comes
 * last of all, and among what a schedule has not asked yet that which no other schedule asked comes first.
 */
export interface Stock {
  /** The next questions, which count as asked from now on; empty when its papers have none. */
  take(guild: string, id: string, schedule: Schedule, options: { seed: string; now: number }): Promise<AskedQuestion[]>
  /** What `take` would give with these options, without taking it. */
  peek(guild: string, id: string, schedule: Schedule, options: { seed: string; now: number }): Promise<AskedQuestion[]>
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
  const logged = logger ? { logger } : {}
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

  /** What the choice needs to know, read beforehand; the maps show what others take meanwhile. */
  async function knowledgeOf(guild: string, id: string, schedule: Schedule, now: number): Promise<Knowledge> {
    const ids = (await store.list(schedules, guild)).map((key) => key.parts[1] ?? '')
    const others = await Promise.all(ids.filter((other) => other !== id).map((other) => askedBefore(guild, other)))
    const open =
      others.length === 0 ? new Set<string>() : await questionsOfOpenPosts({ store, ...logged }, guild, now, id)
    return { bank: await bankOfSchedule(guild, schedule), own: await askedBefore(guild, id), others, open }
  }

  return {
    async take(guild, id, schedule, { seed, now }) {
      const known = await knowledgeOf(guild, id, schedule, now)
      // Nothing is awaited from here on, so that two deliveries at once do not take the same.
      const chosen = chooseQuestions(known.bank, orderOf(known, now), { count: schedule.questions, seed })
      for (const one of chosen) known.own.set(questionKey(one), now)
      return chosen
    },
    async peek(guild, id, schedule, { seed, now }) {
      const known = await knowledgeOf(guild, id, schedule, now)
      return chooseQuestions(known.bank, orderOf(known, now), { count: schedule.questions, seed })
    },
    async left(guild, id, schedule) {
      const [bank, asked] = [await bankOfSchedule(guild, schedule), await askedBefore(guild, id)]
      return bank.filter((one) => !asked.has(questionKey(one))).length
    },
    forget: (guild, id) => remembered.delete(`${guild}/${id}`),
  }
}

interface Knowledge {
  readonly bank: AskedQuestion[]
  readonly own: Map<string, number>
  readonly others: readonly ReadonlyMap<string, number>[]
  /** Questions of the open posts of the others. */
  readonly open: ReadonlySet<string>
}

/** A number for each question by which the lower comes first: its own instant, moved by what the others ask. */
function orderOf({ bank, own, others, open }: Knowledge, now: number): Map<string, number> {
  const order = new Map<string, number>()
  for (const name of bank.map(questionKey)) {
    const here = own.get(name)
    const elsewhere = Math.max(0, ...others.map((asked) => asked.get(name) ?? 0))
    const isOpen = open.has(name) || elsewhere > now - SURELY_OPEN_MS
    const at = here ?? elsewhere * NEVER_ASKED_HERE
    if (isOpen || at > 0) order.set(name, isOpen ? OPEN_ELSEWHERE + at : at)
  }
  return order
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
