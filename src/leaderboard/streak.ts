import { localDateAt } from '../daily/wall-clock.ts'

/** A slot or a `/daily post` as it concerns one member. */
export interface PostForMember {
  /** The slot; a late post counts for it. Milliseconds since the epoch. */
  readonly slotAt: number
  readonly isManual: boolean
  /** `missed`: the bot did not post; `pending`: it may still be answered. */
  readonly state: 'missed' | 'pending' | 'over'
  readonly wasAnswered: boolean
}

/**
 * How many local days in a row, up to now, a member answered a daily post. Days without a slot, and days on which the
 * bot did not post, neither count nor break it; nor does a day that can still be answered break it.
 */
export function streakOf(posts: readonly PostForMember[], zone: string): number {
  const days = new Map<string, PostForMember[]>()
  for (const post of posts) {
    const date = localDateAt(zone, post.slotAt)
    days.set(date, [...(days.get(date) ?? []), post])
  }
  let streak = 0
  for (const date of [...days.keys()].sort().reverse()) {
    const effect = effectOf(days.get(date) ?? [])
    if (effect === 'breaks') return streak
    if (effect === 'counts') streak += 1
  }
  return streak
}

function effectOf(day: readonly PostForMember[]): 'counts' | 'breaks' | 'neither' {
  const slots = day.filter(({ isManual }) => !isManual)
  if (slots.length === 0) return 'neither'
  if (day.some(({ wasAnswered }) => wasAnswered)) return 'counts'
  const isOver = slots.some(({ state }) => state === 'over') && slots.every(({ state }) => state !== 'pending')
  return isOver ? 'breaks' : 'neither'
}
