import { openRound } from '../quiz/round.ts'
import { deliveries, MANUAL_PREFIX } from './delivery.ts'
import { newDelivery } from './new-delivery.ts'
import type { DailyPost } from './poster.ts'
import { postOf } from './read-post.ts'
import { type GuildSchedule, nextPost } from './schedule.ts'
import type { Stock } from './stock.ts'

/**
 * The next post of a schedule as it stands at `now`, with the questions that would come; of one without a next post
 * what `/daily post` would post. Takes nothing from the stock; undefined when there are no questions.
 */
export async function previewOf(
  guild: string,
  schedule: GuildSchedule,
  stock: Stock,
  now: number,
): Promise<DailyPost | undefined> {
  const slot = nextPost(schedule, Math.max(schedule.handledUntil, now)) ?? { date: `${MANUAL_PREFIX}preview`, at: now }
  const key = deliveries.key(guild, schedule.id, slot.date)
  const questions = await stock.peek(guild, schedule.id, schedule, { seed: key.path, now })
  if (questions.length === 0) return undefined
  const delivery = { ...newDelivery(schedule, key, slot, slot.at), number: schedule.lastNumber + 1 }
  return postOf(key, delivery, openRound({ member: null, now, closesAt: delivery.closesAt, questions }))
}
