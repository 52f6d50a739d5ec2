import { DiscordAPIError, HTTPError, RateLimitError, RESTJSONErrorCodes } from 'discord.js'
import { PosterError, type PosterReason } from '../daily/poster.ts'

const BY_CODE: Readonly<Record<number, PosterReason>> = {
  [RESTJSONErrorCodes.UnknownChannel]: 'unknown-channel',
  [RESTJSONErrorCodes.UnknownMessage]: 'unknown-message',
  [RESTJSONErrorCodes.UnknownGuild]: 'left-guild',
  [RESTJSONErrorCodes.MissingAccess]: 'missing-permission',
  [RESTJSONErrorCodes.MissingPermissions]: 'missing-permission',
  [RESTJSONErrorCodes.MaximumNumberOfPinsReachedForTheChannel]: 'too-many-pins',
  [RESTJSONErrorCodes.MaximumNumberOfEditsToMessagesOlderThanOneHourReached]: 'edit-limit',
}
/** Nothing was sent when the connection was not made. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
])

/** What an error of discord.js means for a post: above all, whether it may have been carried out. */
export function posterError(error: unknown): PosterError {
  if (error instanceof PosterError) return error
  if (error instanceof RateLimitError)
    return new PosterError('try-later', { cause: error, retryAfterMs: error.retryAfter })
  if (error instanceof DiscordAPIError)
    return new PosterError(BY_CODE[Number(error.code)] ?? byStatus(error.status), { cause: error })
  if (error instanceof HTTPError) return new PosterError(byStatus(error.status), { cause: error })
  return new PosterError(wasNotSent(error) ? 'try-later' : 'outcome-unknown', { cause: error })
}

function byStatus(status: number): PosterReason {
  if (status >= 500) return 'outcome-unknown'
  if (status === 403) return 'missing-permission'
  if (status === 404) return 'unknown-channel'
  if (status === 401 || status === 429) return 'try-later'
  return 'refused'
}

function wasNotSent(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause)
    if ('code' in one && NOT_SENT.has(String(one.code))) return true
  return false
}
