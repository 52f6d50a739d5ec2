import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { type APIGatewayBotInfo, type Client, DiscordAPIError, Events, Routes } from 'discord.js'
import type { Logger } from 'pino'

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 5 * 60_000 // an outage of an hour costs a dozen requests

/** A token that Discord does not take; the message says what to do. */
export class LoginError extends Error {
  override name = 'LoginError'
}

/**
 * Logs in and waits until the guilds are there. While Discord cannot be reached, or allows no further session, it waits
 * here rather than end and be started again: a storm of logins locks a token out. Throws `LoginError` for a bad token.
 */
export async function login(client: Client, token: string, logger: Logger): Promise<Client<true>> {
  client.rest.setToken(token)
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    const delay = await whyNotYet(client, wait, logger)
    if (delay === undefined) break
    await sleep(delay)
  }
  const ready = once(client, Events.ClientReady)
  await client.login(token)
  await ready
  if (!client.isReady()) throw new Error('expected the client to be ready after its ready event')
  return client
}

/** Resolves when the gateway will not be joined again by itself, with what the operator can do about it. */
export async function whenGone(client: Client): Promise<string> {
  const closed = once(client, Events.ShardDisconnect).then(([event]) => `code ${String(event.code)}`)
  const invalidated = once(client, Events.Invalidated).then(() => 'session invalidated')
  const reason = await Promise.race([closed, invalidated])
  return `Discord closed the connection for good (${reason}): check DISCORD_TOKEN and start again`
}

/** How long to wait before trying again, in milliseconds; undefined when Discord takes a session now. */
async function whyNotYet(client: Client, wait: number, logger: Logger): Promise<number | undefined> {
  try {
    const info = (await client.rest.get(Routes.gatewayBot())) as Partial<APIGatewayBotInfo>
    const limit = info.session_start_limit
    if (!limit) throw new Error('expected the address of Discord’s gateway, got something else')
    if (limit.remaining > 0) return undefined
    logger.warn({ waitMs: limit.reset_after }, 'Discord allows no further session for now; waiting')
    return limit.reset_after
  } catch (error) {
    if (error instanceof DiscordAPIError && error.status === 401) throw refusedToken(error)
    logger.warn({ err: error, waitMs: wait }, 'Discord cannot be reached (see DISCORD_API_URL); trying again')
    return wait
  }
}

function refusedToken(cause: unknown): LoginError {
  const expected = 'expected the token of a bot (Developer Portal → Bot → Reset Token), and Discord refused this one'
  return new LoginError(`DISCORD_TOKEN: ${expected}`, { cause })
}
