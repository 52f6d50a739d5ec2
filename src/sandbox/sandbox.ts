import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { createBus, type Happening } from './bus.ts'
import type { Core } from './core.ts'
import { Gateway } from './gateway/gateway.ts'
import { createAwakeClock } from './interactions/awake-clock.ts'
import { InteractionBook } from './interactions/book.ts'
import { expireInteractions } from './interactions/open.ts'
import { Faults } from './rest/faults.ts'
import { RateLimits } from './rest/rate-limits.ts'
import { RequestLog } from './rest/request-log.ts'
import { codeOf, SandboxError } from './sandbox-error.ts'
import { acceptSockets } from './sockets.ts'
import { PageEvents } from './user/events.ts'
import { createWebApp } from './web-app.ts'
import { createClock } from './world/clock.ts'
import { BOT_TOKEN } from './world/seed.ts'
import { readWorld, Snapshot } from './world/snapshot.ts'
import { createIds } from './world/snowflakes.ts'

const DEFAULT_PORT = 4_000
const SWEEP_EVERY_MS = 30_000
/** Happenings that leave nothing to remember. */
const PASSING = new Set<Happening['type']>(['dispatch', 'typing', 'interactionFailed', 'botStatus'])

export { SandboxError } from './sandbox-error.ts'

export interface SandboxOptions {
  /** 0 takes any free one; 4000 unless given. */
  port?: number
  /** Where the world is kept between starts; only in memory unless given. */
  stateFile?: string
  /** Milliseconds since 1970; the system's unless given. */
  clock?: () => number
  /** The built page, served at `/`. */
  pageDir?: string
}

export interface Sandbox {
  /** `http://127.0.0.1:4000` */
  url: string
  /** For discord.js's `rest.api`: `http://127.0.0.1:4000/api` */
  apiUrl: string
  /** What the bot logs in with. */
  token: string
  applicationId: string
  guildId: string
  /** Ends all connections and writes the state file. */
  close(): Promise<void>
}

/**
 * Starts a Discord on loopback: REST and gateway v10 for the bot, a page and its API for people.
 * @throws SandboxError if the port is taken or the state file is damaged
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const world = await readWorld(options.stateFile)
  const clock = createClock(options.clock ?? Date.now, world.clockAhead)
  const core: Core = {
    world,
    clock,
    awake: createAwakeClock(),
    ids: createIds(clock.now, world.lastId),
    bus: createBus(),
    interactions: new InteractionBook(),
    faults: new Faults(),
    limits: new RateLimits(),
    requests: new RequestLog(),
    token: BOT_TOKEN,
    url: '',
  }
  const snapshot = new Snapshot(options.stateFile, () => ({
    ...core.world,
    clockAhead: clock.ahead,
    lastId: core.ids.last(),
  }))
  core.bus.listen(({ type }) => {
    if (!PASSING.has(type)) snapshot.touch()
  })
  const gateway = new Gateway(core)
  const server = createServer(createWebApp(core, gateway, options.pageDir).fetch)
  const closeSockets = acceptSockets(server, gateway, new PageEvents(core))
  core.url = await listen(server, options.port ?? DEFAULT_PORT)
  const sweeper = setInterval(() => expireInteractions(core), SWEEP_EVERY_MS)
  sweeper.unref()
  return {
    url: core.url,
    apiUrl: `${core.url}/api`,
    token: core.token,
    applicationId: world.application.id,
    guildId: world.guild.id,
    async close() {
      clearInterval(sweeper)
      core.awake.stop()
      closeSockets()
      await stop(server)
      await snapshot.close()
    },
  }
}

type Fetch = Parameters<typeof createAdaptorServer>[0]['fetch']

function createServer(fetch: Fetch): Server {
  // The bot may run in this process; its own Request and Response must stay as they are.
  const server = createAdaptorServer({ fetch, overrideGlobalObjects: false })
  if (!('closeAllConnections' in server)) throw new Error('expected an HTTP/1 server')
  return server
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const refuse = (error: Error) => reject(portError(port, error))
    server.once('error', refuse)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', refuse)
      resolve(`http://127.0.0.1:${portOf(server.address())}`)
    })
  })
}

function portError(port: number, error: Error): Error {
  const found = new Map([
    ['EADDRINUSE', 'one on which another program listens, perhaps another Yandu'],
    ['EACCES', 'one that only the system may use'],
  ]).get(codeOf(error) ?? '')
  if (found === undefined) return error
  return new SandboxError(
    `SANDBOX_PORT: expected a free port, found ${port}, ${found}. Choose another, or 0 for any free one, or stop that program.`,
    { cause: error },
  )
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('expected a TCP address')
  return address.port
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
