import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Events } from 'discord.js'
import { commands } from '../commands/index.ts'
import { type Config, PACKAGE_DIR, readConfig } from './config.ts'
import { createDaily } from './daily/daily.ts'
import type { App } from './discord/app.ts'
import { createClient, createPostingRest } from './discord/client.ts'
import { createDispatch } from './discord/dispatch.ts'
import { createLivePoster } from './discord/live-poster.ts'
import { login, whenGone } from './discord/login.ts'
import { createPoster } from './discord/poster.ts'
import { register, registrationOf } from './discord/registration.ts'
import { createSettings } from './discord/settings.ts'
import { loadTexts } from './discord/texts.ts'
import { newId } from './ids.ts'
import { KINDS } from './kinds.ts'
import { createBoards } from './leaderboard/boards.ts'
import { createLive } from './live/live.ts'
import { createLogger } from './logger.ts'
import { createLibrary } from './papers/library.ts'
import { createGuildTerms } from './papers/terms.ts'
import { shippedPapers, taiwanCatalogue } from './prepared.ts'
import { maskMembers } from './privacy/mask-members.ts'
import { createPrivacy } from './privacy/privacy.ts'
import { startLines } from './start-lines.ts'
import { openFileStore } from './store/file-store.ts'

/** A bot that is logged in and at work. */
export interface Running {
  /** What the operator is told at start. */
  readonly lines: readonly string[]
  /** Resolves, with the reason in words, when Discord has closed the connection for good. */
  readonly gone: Promise<string>
  /** Finishes what is under way, writes everything down and leaves; within 5 s. */
  stop(): Promise<void>
}

/** Starts the bot: on Discord with a token, else on the sandbox. `clock` gives milliseconds since the epoch. */
export async function start(config: Config, { clock = Date.now }: { clock?: () => number } = {}): Promise<Running> {
  const logger = createLogger(config.logLevel)
  const [shipped, texts] = await Promise.all([shippedPapers(), taiwanCatalogue().then(loadTexts)])
  const store = await openFileStore({ dir: config.dataDir, onWarning: (warning) => logger.warn(warning) })
  const sandbox = config.token ? undefined : await openSandbox(config)
  const { apiUrl, token } = sandbox ?? { apiUrl: config.apiUrl, token: config.token ?? '' }

  const client = createClient({ apiUrl, logger })
  const terms = createGuildTerms({ store, logger })
  const library = createLibrary({ shipped, store, terms, logger })
  const settings = createSettings(store)
  const rest = createPostingRest({ apiUrl, token })
  const poster = createPoster({ client, rest, settings, texts, logger })
  const daily = createDaily({ store, library, poster, clock, newId, logger })
  const boards = createBoards({ store, logger })
  const livePoster = createLivePoster({ client, rest, settings, texts })
  const live = createLive({ store, poster: livePoster, hidden: boards.hidden, clock, newId, logger })
  const privacy = createPrivacy({
    store,
    kinds: KINDS,
    isInGuild: (guild) => sandbox !== undefined || client.guilds.cache.has(guild), // a try on the sandbox leaves no server
    onReturn: daily.guildIsBack,
    boards,
    caches: [library, terms],
    clock,
    newId,
    logger,
  })
  const app: App = { store, library, terms, daily, live, boards, privacy, settings, texts, logger, now: clock, newId }
  const dispatch = createDispatch(commands, app)

  client.on(Events.InteractionCreate, dispatch.handle)
  client.on(Events.GuildCreate, ({ id }) => {
    const back = Promise.all([daily.guildIsBack(id), privacy.guildIsBack(id)])
    void back.catch((err) => logger.error({ err }, 'guild is back'))
  })
  // Not told of an outage.
  client.on(
    Events.GuildDelete,
    ({ id }) => void privacy.guildLeft(id).catch((err) => logger.error({ err }, 'guild was left')),
  )
  const ready = await login(client, token, logger)
  await register(ready, registrationOf(commands, texts)).catch((err) =>
    logger.error({ err }, 'the commands could not be registered; those that Discord knows go on working'),
  )
  await Promise.all([daily.start(), live.start()])
  privacy.start()
  void library.prepareLookups().catch((err) => logger.error({ err }, 'lookups could not be prepared'))

  return {
    gone: whenGone(client),
    lines: startLines({
      dataDir: config.dataDir,
      shipped,
      client: ready,
      sandboxUrl: sandbox?.url,
      nextDue: daily.nextDue(),
    }),
    async stop() {
      client.off(Events.InteractionCreate, dispatch.handle)
      await Promise.all([dispatch.idle(), daily.stop(), live.stop(), privacy.stop()])
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

const STOP_WITHIN_MS = 5_000 // a supervisor would not wait longer
const OPERATORS_ERRORS = ['ConfigError', 'PaperFileError', 'PreparedError', 'StoreError', 'LoginError', 'SandboxError']

if (process.argv[1] === fileURLToPath(import.meta.url)) await run()

async function run(): Promise<void> {
  let running: Running | undefined
  let isLeaving = false
  const leave = async (code: number) => {
    if (isLeaving) return
    isLeaving = true
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref()
    await running?.stop()
    process.exit(code)
  }
  // Not `once`: it leaves before it is called, and write-file-atomic's signal-exit would then end the process at once.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void leave(0))
  try {
    loadEnvironment()
    running = await start(readConfig(process.env))
    process.stdout.write(`${running.lines.join('\n')}\n`)
    process.stderr.write(`${await running.gone}\n`)
    await leave(1)
  } catch (error) {
    process.stderr.write(`${maskMembers(textOf(error))}\n`)
    process.exit(1)
  }
}

/** Reads `.env` if there is one; what is set already stays. */
function loadEnvironment(): void {
  try {
    process.loadEnvFile()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

/** What the operator can do something about is told in its own words, a bug of ours with its stack. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return OPERATORS_ERRORS.includes(error.name) ? error.message : (error.stack ?? error.message)
}
