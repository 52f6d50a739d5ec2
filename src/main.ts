import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Events } from 'discord.js'
import { pino } from 'pino'
import { commands } from '../commands/index.ts'
import { type Config, ConfigError, PACKAGE_DIR, readConfig } from './config.ts'
import { createDaily } from './daily/daily.ts'
import type { App } from './discord/app.ts'
import { createClient, createPostingRest, LoginError, login } from './discord/client.ts'
import { createDispatch } from './discord/dispatch.ts'
import { createPoster } from './discord/poster.ts'
import { register, registrationOf } from './discord/registration.ts'
import { createSettings } from './discord/settings.ts'
import { loadTexts } from './discord/texts.ts'
import { newId } from './ids.ts'
import { createLibrary } from './papers/library.ts'
import { PaperFileError } from './papers/paper-file.ts'
import { shippedPapers, taiwanCatalogue } from './prepared.ts'
import { startLines } from './start-lines.ts'
import { openFileStore } from './store/file-store.ts'
import { StoreError } from './store/store-error.ts'

/** A bot that is logged in and at work. */
export interface Running {
  /** What the operator is told at start. */
  readonly lines: readonly string[]
  /** Finishes what is under way, writes everything down and leaves; within 5 s. */
  stop(): Promise<void>
}

/** Starts the bot: on Discord with a token, else on the sandbox. `clock` gives milliseconds since the epoch. */
export async function start(config: Config, { clock = Date.now }: { clock?: () => number } = {}): Promise<Running> {
  const logger = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }))
  const [shipped, texts] = await Promise.all([shippedPapers(), taiwanCatalogue().then(loadTexts)])
  const store = await openFileStore({ dir: config.dataDir, onWarning: (warning) => logger.warn(warning) })
  const sandbox = config.token ? undefined : await openSandbox(config)
  const { apiUrl, token } = sandbox ?? { apiUrl: config.apiUrl, token: config.token ?? '' }

  const client = createClient({ apiUrl, logger })
  const library = createLibrary({ shipped, store })
  const settings = createSettings(store)
  const poster = createPoster({ client, rest: createPostingRest({ apiUrl, token }), settings, texts, logger })
  const daily = createDaily({ store, library, poster, clock, newId, logger })
  const app: App = { store, library, daily, settings, texts, logger, now: clock, newId }
  const dispatch = createDispatch(commands, app)

  client.on(Events.InteractionCreate, dispatch.handle)
  client.on(
    Events.GuildCreate,
    (guild) => void daily.guildIsBack(guild.id).catch((err) => logger.error({ err }, 'guild is back')),
  )
  const ready = await login(client, token)
  await register(ready, registrationOf(commands, texts))
  await daily.start()
  void library.prepareLookups().catch((err) => logger.error({ err }, 'lookups could not be prepared'))

  return {
    lines: startLines({
      dataDir: config.dataDir,
      shipped,
      client: ready,
      sandboxUrl: sandbox?.url,
      nextDue: daily.nextDue(),
    }),
    async stop() {
      client.off(Events.InteractionCreate, dispatch.handle)
      await Promise.all([dispatch.idle(), daily.stop()])
      await client.destroy()
      await sandbox?.close()
      await store.close()
    },
  }
}

async function openSandbox({ dataDir, sandboxPort }: Config) {
  const { startSandbox } = await import('./sandbox/sandbox.ts')
  return startSandbox({
    port: sandboxPort,
    stateFile: join(dataDir, 'sandbox.json'),
    pageDir: join(PACKAGE_DIR, 'dist/src/sandbox/page'),
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await run()

async function run(): Promise<void> {
  try {
    process.loadEnvFile()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  try {
    const running = await start(readConfig(process.env))
    process.stdout.write(`${running.lines.join('\n')}\n`)
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void leave(running))
  } catch (error) {
    const isTheirs = [ConfigError, PaperFileError, StoreError, LoginError].some((kind) => error instanceof kind)
    process.stderr.write(
      `${isTheirs && error instanceof Error ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
    )
    process.exit(1)
  }
}

async function leave(running: Running): Promise<void> {
  const limit = setTimeout(() => process.exit(1), 5_000) // a supervisor would not wait longer
  await running.stop()
  clearTimeout(limit)
  process.exit(0)
}
