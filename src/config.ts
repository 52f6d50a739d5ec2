import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** What the operator chose; each key is explained in `.env.example`. */
export interface Config {
  /** Undefined: run on the sandbox. */
  readonly token: string | undefined
  /** Base of Discord's REST API without its version, e.g. `http://127.0.0.1:4000/api`; undefined: Discord's own. */
  readonly apiUrl: string | undefined
  /** Absolute path of the store's folder. */
  readonly dataDir: string
  readonly sandboxPort: number
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** A setting that cannot be used; the message names it, with what was expected and what was found. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

/** An empty value is none, as `.env.example` leaves it. */
const orDefault = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema)
const optional = (schema: z.ZodType<string>) => orDefault(schema.optional())

const Environment = z.object({
  DISCORD_TOKEN: optional(z.string().trim().regex(/^\S+$/, 'expected a bot token without spaces')),
  DISCORD_API_URL: optional(
    z.url({ protocol: /^https?$/, error: 'expected an address such as http://127.0.0.1:4000/api' }),
  ),
  DATA_DIR: optional(z.string()),
  SANDBOX_PORT: orDefault(z.coerce.number('expected a port from 0 to 65535').int().min(0).max(65_535).default(4000)),
  LOG_LEVEL: orDefault(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info')),
})

/** Folder of `package.json`, from which `data/` is found wherever the compiled files lie. */
export const PACKAGE_DIR = packageDir(dirname(fileURLToPath(import.meta.url)))

/** Reads the settings. Throws `ConfigError` with a line for each one that cannot be used. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = Environment.safeParse(env)
  if (!parsed.success)
    throw new ConfigError(
      parsed.error.issues
        .map((issue) => `${issue.path.join('.')}: ${issue.message}, got ${JSON.stringify(shown(issue.path[0], env))}`)
        .join('\n'),
    )
  const {
    DISCORD_TOKEN: token,
    DISCORD_API_URL: apiUrl,
    DATA_DIR,
    SANDBOX_PORT: sandboxPort,
    LOG_LEVEL: logLevel,
  } = parsed.data
  if (apiUrl && !token) throw new ConfigError('DISCORD_API_URL: expected DISCORD_TOKEN beside it, got none')
  return Object.freeze({
    token,
    apiUrl: apiUrl?.replace(/\/+$/, ''),
    dataDir: resolve(DATA_DIR ?? join(PACKAGE_DIR, 'data/store')),
    sandboxPort,
    logLevel,
  })
}

/** A token never goes into a message. */
function shown(name: PropertyKey | undefined, env: Readonly<Record<string, string | undefined>>): string | undefined {
  return name === 'DISCORD_TOKEN' ? '(hidden)' : env[String(name)]
}

function packageDir(from: string): string {
  return existsSync(join(from, 'package.json')) ? from : packageDir(dirname(from))
}
