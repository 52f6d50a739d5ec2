import { Person } from './person.ts'
import type { Fault, LoggedRequest, State } from './wire.ts'

export type { Fault, LoggedRequest, Response, SandboxUser, Shown, State } from './wire.ts'

/** Any user of the fresh sandbox; requests that concern nobody in particular are sent in this one's name. */
const SOMEBODY = '1200000000000000103'

/** Drives a sandbox over HTTP and WebSocket, as its page does. */
export class SandboxDriver {
  readonly url: string
  readonly #people = new Map<string, Promise<Person>>()

  /** @param url of the sandbox, `http://127.0.0.1:4000` */
  constructor(url: string) {
    this.url = url
  }

  /** Acts as the user of that name (or id): 小林, 陳怡, Alex, or one that was added. */
  as(name: string): Promise<Person> {
    const known = this.#people.get(name)
    if (known) return known
    const person = this.#enter(name)
    this.#people.set(name, person)
    return person
  }

  async #enter(name: string): Promise<Person> {
    const { users } = await this.state()
    const user = users.find((one) => one.id === name || one.globalName === name || one.username === name)
    if (!user) throw new Error(`expected one of ${users.map((one) => one.globalName).join(', ')}, got ${name}`)
    return Person.enter(this, user)
  }

  /** The world as a user sees it; as Alex unless told otherwise. */
  state(userId = SOMEBODY): Promise<State> {
    return this.call<State>('GET', '/sandbox/state', undefined, userId)
  }

  /** The id of the channel of that name, among those that Alex may view. Ids pass through. */
  async channel(nameOrId: string): Promise<string> {
    if (/^\d+$/.test(nameOrId)) return nameOrId
    const { channels } = await this.state()
    const channel = channels.find((one) => one.name === nameOrId)
    if (!channel) throw new Error(`expected one of ${channels.map((one) => one.name).join(', ')}, got ${nameOrId}`)
    return channel.id
  }

  /** Waits until the bot is connected and has registered commands. */
  async waitForBot(timeoutMs = 10_000): Promise<void> {
    await until(timeoutMs, 'the bot to be online with its commands', async () => {
      const { bot, commands } = await this.state()
      return bot.online && commands.length > 0
    })
  }

  async fault(fault: Fault): Promise<void> {
    await this.call('POST', '/sandbox/faults', fault)
  }

  async clearFaults(): Promise<void> {
    await this.call('DELETE', '/sandbox/faults')
  }

  async dropGateway(
    how: 'close' | 'terminate' | 'reconnect' | 'invalidSession' = 'close',
    code = 4_000,
  ): Promise<void> {
    await this.call('POST', '/sandbox/gateway/drop', { how, code })
  }

  /** Changes the world as an administrator would: see `changeSchema` in src/sandbox/world/changes.ts. */
  changeWorld(change: Record<string, unknown>): Promise<{ id?: string }> {
    return this.call<{ id?: string }>('POST', '/sandbox/world', change)
  }

  /** The bot's REST requests after the one of that number. */
  async requests(since = 0): Promise<LoggedRequest[]> {
    const { requests } = await this.call<{ requests: LoggedRequest[] }>('GET', `/sandbox/requests?since=${since}`)
    return requests
  }

  /** The number of the bot's last request, to ask for those after it. */
  async lastRequest(): Promise<number> {
    const { last } = await this.call<{ last: number }>('GET', `/sandbox/requests?since=${Number.MAX_SAFE_INTEGER}`)
    return last
  }

  /** Sandbox time, ms since 1970. */
  async now(): Promise<number> {
    const { now } = await this.call<{ now: number }>('GET', '/sandbox/clock')
    return now
  }

  async advanceClock(ms: number): Promise<void> {
    await this.call('POST', '/sandbox/clock', { advanceMs: ms })
  }

  async setLocale(userId: string, locale: string): Promise<void> {
    await this.call('PATCH', `/sandbox/users/${userId}`, { locale })
  }

  async setRoles(userId: string, roles: string[]): Promise<void> {
    await this.call('PATCH', `/sandbox/users/${userId}`, { roles })
  }

  /** Ends all WebSockets of this driver. */
  async close(): Promise<void> {
    for (const person of this.#people.values()) (await person).leave()
    this.#people.clear()
  }

  /** One request to the sandbox's user API. @throws SandboxRefusal */
  async call<T>(method: string, path: string, body?: unknown, userId = SOMEBODY): Promise<T> {
    const headers = { 'X-Sandbox-User': userId, 'Content-Type': 'application/json' }
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }
    const answer = await fetch(this.url + path, init)
    const read = (await answer.json()) as T & { error?: { code: string; message: string } }
    if (answer.ok) return read
    throw new SandboxRefusal(answer.status, read.error?.code ?? '', read.error?.message ?? '')
  }
}

/** What a client would not let a person do. */
export class SandboxRefusal extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(`${status} ${code}: ${message}`)
    this.status = status
    this.code = code
  }
}

/** Asks again every 20 ms until it is so. @throws Error that says what was waited for */
export async function until(timeoutMs: number, what: string, isSo: () => Promise<boolean> | boolean): Promise<void> {
  const end = Date.now() + timeoutMs
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
