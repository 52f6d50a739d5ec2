import type { Core } from '../core.ts'
import { findMessage } from '../world/history.ts'
import type { StoredMessage } from '../world/world.ts'
import type { MessageBody } from './message-schema.ts'

const REMEMBERED_MS = 3 * 60_000 // Discord: "the past few minutes"

/** The message that this nonce has made before, if `enforce_nonce` asks for it and it was not long ago. */
export function findByNonce(core: Core, channelId: string, body: MessageBody): StoredMessage | undefined {
  const key = keyOf(core, channelId, body)
  if (!key) return undefined
  const known = core.world.nonces[key]
  if (!known || core.clock.now() - known.at > REMEMBERED_MS) return undefined
  return findMessage(core.world, channelId, known.messageId)
}

export function rememberNonce(core: Core, channelId: string, body: MessageBody, stored: StoredMessage): void {
  const key = keyOf(core, channelId, body)
  if (!key) return
  const now = core.clock.now()
  for (const [old, { at }] of Object.entries(core.world.nonces)) {
    if (now - at > REMEMBERED_MS) delete core.world.nonces[old]
  }
  core.world.nonces[key] = { messageId: stored.message.id, at: now }
}

function keyOf(core: Core, channelId: string, { nonce, enforce_nonce }: MessageBody): string | undefined {
  if (!enforce_nonce || nonce === undefined || nonce === null || nonce === '') return undefined
  return `${core.world.application.id}:${channelId}:${nonce}`
}
