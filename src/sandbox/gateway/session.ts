import { randomUUID } from 'node:crypto'
import { GatewayIntentBits } from 'discord-api-types/v10'
import type { WebSocket } from 'ws'

const MAX_REPLAY = 1_000 // events kept for a session that may come back
export const RESUME_WITHIN_MS = 120_000 // after that a session is invalid

/** One identified connection of the bot; it outlives its socket for a while so that it can be resumed. */
export class Session {
  readonly id = randomUUID()
  readonly intents: number
  readonly shard: readonly [id: number, count: number]
  socket: WebSocket | undefined
  /** When its socket went, ms since 1970. */
  lostAt = 0
  #sequence = 0
  /** As text, since what is sent again must be as it was. */
  #sent: { sequence: number; text: string }[] = []

  constructor(intents: number, shard: readonly [number, number]) {
    this.intents = intents
    this.shard = shard
  }

  wants(intent: number): boolean {
    return intent === 0 || (this.intents & intent) !== 0
  }

  get readsContent(): boolean {
    return (this.intents & GatewayIntentBits.MessageContent) !== 0
  }

  /** Sends an event, or keeps it until the session is resumed. */
  dispatch(name: string, data: unknown): void {
    this.#sequence += 1
    const text = JSON.stringify({ op: 0, t: name, s: this.#sequence, d: data })
    this.#sent.push({ sequence: this.#sequence, text })
    if (this.#sent.length > MAX_REPLAY * 2) this.#sent = this.#sent.slice(-MAX_REPLAY)
    this.socket?.send(text)
  }

  /** Whether everything after this sequence number can still be sent again. */
  canReplay(after: number): boolean {
    const first = this.#sent[0]?.sequence ?? this.#sequence + 1
    return after <= this.#sequence && after >= first - 1
  }

  replay(after: number): void {
    for (const { sequence, text } of this.#sent) if (sequence > after) this.socket?.send(text)
  }
}
