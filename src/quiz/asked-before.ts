import type { DocumentStore } from '../store/document-store.ts'
import { questionKey } from './choosing.ts'
import { type Round, rounds } from './round.ts'

/** A round with its id. */
export interface StoredRound {
  readonly id: string
  readonly round: Round
}

/** The last rounds of a guild whose ids begin so, newest first; the ids must sort by time. */
export async function lastRounds(
  store: DocumentStore,
  guild: string,
  prefix: string,
  count: number,
): Promise<StoredRound[]> {
  const keys = (await store.list(rounds, guild)).filter((key) => key.parts[1]?.startsWith(prefix))
  const last = keys.slice(-count).reverse()
  const found = await Promise.all(last.map(async (key) => ({ id: key.parts[1] ?? '', round: await store.read(key) })))
  return found.flatMap(({ id, round }) => (round ? [{ id, round }] : []))
}

/** When each question of these rounds was asked last, by `PAPER/QUESTION`, in milliseconds since the epoch. */
export async function askedInLastRounds(
  store: DocumentStore,
  guild: string,
  prefix: string,
  count: number,
): Promise<Map<string, number>> {
  const before = new Map<string, number>()
  for (const { round } of await lastRounds(store, guild, prefix, count))
    for (const asked of round.questions)
      before.set(questionKey(asked), Math.max(round.openedAt, before.get(questionKey(asked)) ?? 0))
  return before
}
