import WebSocket from 'ws'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'

/** Whatever came over the wire; the fields that tests reach into. */
export interface Json {
  id?: string
  token?: string
  code?: number
  content?: string
  flags?: number
  retry_after?: number
  version?: string
  session_id?: string
  permissions?: string
  app_permissions?: string
  resume_gateway_url?: string
  heartbeat_interval?: number
  url?: string
  response_message_id?: string
  interaction?: Json
  member?: Json
  message?: Json
  resource?: Json
  data?: Json
  errors?: Json
  resolved?: Json
  users?: Record<string, Json>
  attachments?: Record<string, Json> | Json[]
  [more: string]: unknown
}

export interface Answer {
  status: number
  headers: Headers
  body: Json
}

export interface Packet {
  op: number
  d: Json
  s: number | null
  t: string | null
}

const WAIT_MS = 5_000

/** A bot without a library: plain fetch and a plain WebSocket, so that tests see exactly what the sandbox says. */
export class RawBot {
  readonly sandbox: Sandbox
  readonly packets: Packet[] = []
  closeCode: number | undefined
  #socket: WebSocket | undefined
  #seen = 0
  readonly #waiting = new Set<() => void>()

  constructor(sandbox: Sandbox) {
    this.sandbox = sandbox
  }

  /** A REST request below /api/v10, authorized unless told otherwise. */
  async rest(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const isForm = body instanceof FormData
    const init = {
      method,
      headers: {
        authorization: `Bot ${this.sandbox.token}`,
        ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isForm ? body : typeof body === 'string' ? body : JSON.stringify(body) }),
    }
    const answer = await fetch(`${this.sandbox.apiUrl}/v10${path}`, init)
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, body: text === '' ? {} : JSON.parse(text) }
  }

  /** Opens the gateway and waits for hello. */
  async connect(): Promise<void> {
    this.packets.length = 0
    this.#seen = 0
    this.closeCode = undefined
    const socket = new WebSocket(`${this.sandbox.url.replace('http', 'ws')}/gateway/?v=10&encoding=json`)
    this.#socket = socket
    socket.on('message', (data) => {
      this.packets.push(JSON.parse(String(data)))
      this.#wake()
    })
    socket.on('close', (code) => {
      this.closeCode = code
      this.#wake()
    })
    await this.packet((packet) => packet.op === 10)
  }

  /** Connects and identifies. @param intents Guilds unless given */
  async login(intents = 1): Promise<Json> {
    await this.connect()
    this.send({ op: 2, d: { token: this.sandbox.token, intents, properties: {} } })
    const ready = await this.event('READY')
    if (intents & 1) await this.event('GUILD_CREATE')
    return ready
  }

  send(packet: unknown): void {
    this.#socket?.send(typeof packet === 'string' ? packet : JSON.stringify(packet))
  }

  /** The next packet that fits, in order; those before it are passed over. */
  async packet(fits: (packet: Packet) => boolean): Promise<Packet> {
    let found: Packet | undefined
    await this.#until('a packet', () => {
      const index = this.packets.findIndex((packet, place) => place >= this.#seen && fits(packet))
      if (index < 0) return false
      this.#seen = index + 1
      found = this.packets[index]
      return true
    })
    if (!found) throw new Error('unreachable: it was found')
    return found
  }

  /** The data of the next event of that name. */
  async event(name: string): Promise<Json> {
    return (await this.packet((packet) => packet.t === name)).d
  }

  /** Waits for the socket's end. @returns the close code */
  async closed(): Promise<number> {
    await this.#until('the socket to close', () => this.closeCode !== undefined)
    return this.closeCode ?? 0
  }

  /** Answers an interaction. */
  callback(interaction: Json, type: number, data?: unknown, query = ''): Promise<Answer> {
    const path = `/interactions/${interaction.id}/${interaction.token}/callback${query}`
    return this.rest('POST', path, { type, ...(data !== undefined && { data }) }, { authorization: '' })
  }

  /** A request to an interaction's webhook; `path` begins with a slash or is empty. */
  webhook(interaction: Json, method: string, path: string, body?: unknown): Promise<Answer> {
    const base = `/webhooks/${this.sandbox.applicationId}/${interaction.token}`
    return this.rest(method, base + path, body, { authorization: '' })
  }

  disconnect(): void {
    this.#socket?.terminate()
  }

  #wake(): void {
    for (const look of this.#waiting) look()
  }

  #until(what: string, isSo: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!isSo()) return
        clearTimeout(timer)
        this.#waiting.delete(look)
        resolve()
      }
      const timer = setTimeout(() => {
        this.#waiting.delete(look)
        const seen = this.packets.map((packet) => packet.t ?? packet.op).join(', ')
        reject(new Error(`waited in vain for ${what}; saw ${seen}`))
      }, WAIT_MS)
      this.#waiting.add(look)
      look()
    })
  }
}
