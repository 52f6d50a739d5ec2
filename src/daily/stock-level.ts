import type { DocumentStore, Key } from '../store/document-store.ts'
import { type StoredNotice, stockLevel, stockNoticeKey, storedNotice } from './notice.ts'
import type { Schedule } from './schedule.ts'

/**
 * Writes down that a schedule's questions last for so many more posts. Resolves with the key of the notice that
 * moderators are then owed: once for each level that the stock comes down to, again after it was filled up.
 */
export async function recordStockLevel(
  store: DocumentStore,
  key: Key<Schedule>,
  { posts, now }: { posts: number; now: number },
): Promise<Key<StoredNotice> | undefined> {
  const level = stockLevel(posts)
  if (level === ((await store.read(key))?.toldStock ?? undefined)) return undefined // most days
  const notice = stockNoticeKey(key, level ?? 0, now)
  const isOwed = await store.update([key, notice], (documents) => {
    const [schedule] = documents
    if (!schedule) return false
    const isLower = level !== undefined && (schedule.toldStock === null || level < schedule.toldStock)
    schedule.toldStock = level ?? null
    if (isLower) documents[1] = storedNotice({ kind: 'stock', channel: schedule.channel, posts }, now)
    return isLower
  })
  return isOwed ? notice : undefined
}
