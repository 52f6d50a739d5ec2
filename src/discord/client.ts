import { Client, Events, GatewayIntentBits, Options, REST } from 'discord.js'
import type { Logger } from 'pino'

const POST_TIMEOUT_MS = 10_000 // a post without an answer by then is in doubt, and the ledger looks

/** Discord's client: it asks for the `Guilds` intent alone and keeps no messages. */
export function createClient({ apiUrl, logger }: { apiUrl: string | undefined; logger: Logger }): Client {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ThreadManager: 0,
      ReactionManager: 0,
    }),
    allowedMentions: { parse: [] },
    jsonTransformer: (payload) => payload, // ours are spelled as Discord spells them, so no key has to be rewritten
    rest: { ...(apiUrl && { api: apiUrl }) },
  })
  client.on(Events.Error, (error) => logger.error({ err: error }, 'client'))
  client.on(Events.Warn, (message) => logger.warn(message))
  return client
}

/** REST for the daily post: it never retries by itself, so that the ledger knows of every try. */
export function createPostingRest({ apiUrl, token }: { apiUrl: string | undefined; token: string }): REST {
  return new REST({
    version: '10',
    ...(apiUrl && { api: apiUrl }),
    timeout: POST_TIMEOUT_MS,
    retries: 0,
    rejectOnRateLimit: () => true,
  }).setToken(token)
}
