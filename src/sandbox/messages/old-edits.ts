import { RESTJSONErrorCodes } from 'discord-api-types/v10'
import type { Core } from '../core.ts'
import { rateLimited } from '../rest/rate-limits.ts'
import type { StoredMessage } from '../world/world.ts'

const OLD_AFTER_MS = 60 * 60_000
// Discord does not publish the number; this one is on the strict side of what bots report.
const MAX_OLD_EDITS = 5 // per channel and window
const WINDOW_MS = 10 * 60_000

/** Counts an edit of a message over an hour old. @throws DiscordError 30046 (HTTP 429) when there were too many */
export function countOldEdit(core: Core, { message }: StoredMessage): void {
  const now = core.clock.now()
  if (now - Date.parse(message.timestamp) <= OLD_AFTER_MS) return
  const recent = (core.world.oldEdits[message.channel_id] ?? []).filter((at) => now - at < WINDOW_MS)
  core.world.oldEdits[message.channel_id] = recent
  const [first = now] = recent
  if (recent.length >= MAX_OLD_EDITS) {
    throw rateLimited(
      RESTJSONErrorCodes.MaximumNumberOfEditsToMessagesOlderThanOneHourReached,
      'Maximum number of edits to messages older than 1 hour reached. Try again later.',
      first + WINDOW_MS - now,
      { 'X-RateLimit-Scope': 'shared' },
    )
  }
  recent.push(now)
}
