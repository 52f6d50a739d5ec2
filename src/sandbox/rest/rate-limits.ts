import { RESTJSONErrorCodes } from 'discord-api-types/v10'
import { DiscordError } from '../discord-error.ts'

export interface Bucket {
  /** Discord's clients queue requests by it, so each route has its own. */
  name: string
  /** Requests per window. */
  limit: number
  windowMs: number
  /** JSON error code of the refusal, 0 unless Discord has one for it. */
  code?: number
  message?: string
}

/** Generous, so that only real floods meet it. */
export const DEFAULT_LIMIT = { limit: 1_000, windowMs: 1_000 }
/** Discord allows five new messages in five seconds per channel. */
export const NEW_MESSAGE_LIMIT = {
  limit: 5,
  windowMs: 5_000,
  code: RESTJSONErrorCodes.ChannelWriteRateLimit,
  message: 'The write action you are performing on the channel has hit the write rate limit.',
}

const SWEEP_AT = 1_000 // windows kept before those that have ended are dropped

interface Window {
  endsAt: number
  used: number
}

/** Counts requests per bucket and major parameter, in fixed windows of the sandbox's clock. */
export class RateLimits {
  readonly #windows = new Map<string, Window>()

  /**
   * Counts one request.
   * @returns Discord's rate-limit headers
   * @throws DiscordError 429 with `retry_after` when the bucket is empty
   */
  take(bucket: Bucket, major: string, now: number): Record<string, string> {
    const window = this.#window(`${bucket.name}:${major}`, bucket, now)
    const left = bucket.limit - window.used
    const headers = limitHeaders(bucket, Math.max(0, left - 1), window.endsAt, now)
    if (left <= 0) throw tooMany(bucket, headers, window.endsAt - now)
    window.used += 1
    return headers
  }

  #window(key: string, bucket: Bucket, now: number): Window {
    const open = this.#windows.get(key)
    if (open && open.endsAt > now) return open
    if (this.#windows.size > SWEEP_AT) this.#sweep(now)
    const window = { endsAt: now + bucket.windowMs, used: 0 }
    this.#windows.set(key, window)
    return window
  }

  #sweep(now: number): void {
    for (const [key, window] of this.#windows) if (window.endsAt <= now) this.#windows.delete(key)
  }
}

function limitHeaders(bucket: Bucket, remaining: number, endsAt: number, now: number): Record<string, string> {
  return {
    'X-RateLimit-Limit': String(bucket.limit),
    'X-RateLimit-Remaining': String(remaining),
    'X-RateLimit-Reset': (endsAt / 1_000).toFixed(3),
    'X-RateLimit-Reset-After': (Math.max(0, endsAt - now) / 1_000).toFixed(3),
    'X-RateLimit-Bucket': bucket.name,
  }
}

function tooMany(bucket: Bucket, headers: Record<string, string>, waitMs: number): DiscordError {
  return rateLimited(bucket.code ?? 0, bucket.message ?? 'You are being rate limited.', waitMs, {
    ...headers,
    'X-RateLimit-Scope': 'user',
  })
}

/** A 429 with `retry_after` in the body and in the header, both in seconds. */
export function rateLimited(
  code: number,
  message: string,
  waitMs: number,
  headers: Record<string, string> = {},
): DiscordError {
  const seconds = Math.max(0.001, waitMs / 1_000)
  return new DiscordError(
    429,
    code,
    message,
    { retry_after: seconds, global: false },
    { ...headers, 'Retry-After': String(Math.ceil(seconds)) },
  )
}
