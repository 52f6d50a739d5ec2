import type { Round } from '../quiz/round.ts'
import type { DocumentStore, Key } from '../store/document-store.ts'
import { type Delivery, isManual, partsOf, roundIdOf } from './delivery.ts'
import type { DailyPost } from './poster.ts'
import { roundKeyOf } from './records.ts'

/** A delivery with its round as it is now, ready to be shown; undefined when one of them is not there. */
export async function readPost(store: DocumentStore, key: Key<Delivery>): Promise<DailyPost | undefined> {
  const [delivery, round] = await Promise.all([store.read(key), store.read(roundKeyOf(key))])
  return delivery && round && postOf(key, delivery, round)
}

/** A delivery with its round, ready to be shown. */
export function postOf(key: Key<Delivery>, delivery: Delivery, round: Round): DailyPost {
  const { guild, schedule, date } = partsOf(key)
  return {
    guild,
    channel: delivery.channel,
    role: delivery.role,
    mode: delivery.mode,
    schedule,
    delivery: date,
    roundId: roundIdOf(schedule, date),
    round,
    number: delivery.number ?? 1,
    slotAt: delivery.slotAt,
    date: isManual(key) ? undefined : date,
    isLate: delivery.isLate,
    closesAt: delivery.closesAt,
  }
}
