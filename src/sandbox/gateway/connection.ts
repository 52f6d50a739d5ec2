import { GatewayCloseCodes as Close, GatewayOpcodes as Op } from 'discord-api-types/v10'
import type { RawData, WebSocket } from 'ws'
import { z } from 'zod'
import type { Session } from './session.ts'

export const HEARTBEAT_INTERVAL_MS = 41_250 // what Discord asks for
const MAX_PAYLOAD_BYTES = 4_096
const MAX_COMMANDS = 120 // per minute and connection
const IGNORED: number[] = [Op.PresenceUpdate, Op.VoiceStateUpdate] // accepted, of no effect here
const ALL_INTENTS = 0x1ffffff // bits up to the highest that Discord has given a meaning

const packetSchema = z.object({ op: z.number().int(), d: z.unknown() })
const identifySchema = z.object({
  token: z.string(),
  intents: z.number().int(),
  properties: z.record(z.string(), z.unknown()),
  shard: z.tuple([z.number().int().min(0), z.number().int().min(1)]).optional(),
})
const resumeSchema = z.object({ token: z.string(), session_id: z.string(), seq: z.number().int() })
const membersSchema = z.object({
  guild_id: z.string(),
  query: z.string().optional(),
  limit: z.number().int().optional(),
  user_ids: z.union([z.string(), z.array(z.string())]).optional(),
  nonce: z.string().optional(),
})

/** What a connection asks of the gateway. */
export interface Sessions {
  readonly token: string
  begin(intents: number, shard: readonly [number, number], socket: WebSocket): Session
  resume(id: string, after: number, socket: WebSocket): Session | undefined
  lose(session: Session): void
  findMembers(query: string, limit: number, ids: string[] | undefined): unknown[]
}

/** One socket of the bot, from hello to its end. */
export class Connection {
  readonly #gateway: Sessions
  readonly #socket: WebSocket
  #session: Session | undefined
  #commands = 0
  #minuteEndsAt = 0

  constructor(gateway: Sessions, socket: WebSocket) {
    this.#gateway = gateway
    this.#socket = socket
    socket.on('message', (data) => this.#receive(data))
    socket.on('close', () => this.#lose())
    socket.on('error', () => socket.terminate())
    this.#send(Op.Hello, { heartbeat_interval: HEARTBEAT_INTERVAL_MS, _trace: [] })
  }

  #send(op: number, d: unknown): void {
    this.#socket.send(JSON.stringify({ op, d, s: null, t: null }))
  }

  #lose(): void {
    if (this.#session?.socket === this.#socket) this.#gateway.lose(this.#session)
  }

  #receive(data: RawData): void {
    try {
      this.#handle(readPacket(data.toString()))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      this.#socket.close(error.code, error.message)
    }
  }

  #handle({ op, d }: z.infer<typeof packetSchema>): void {
    if (this.#isFlooding()) throw new Refused(Close.RateLimited, 'Rate limited.')
    if (op === Op.Identify) this.#identify(d)
    else if (op === Op.Resume) this.#resume(d)
    else if (op === Op.Heartbeat) this.#send(Op.HeartbeatAck, null)
    else if (!this.#session) throw new Refused(Close.NotAuthenticated, 'Not authenticated.')
    else if (op === Op.RequestGuildMembers) this.#members(this.#session, d)
    else if (!IGNORED.includes(op)) throw new Refused(Close.UnknownOpcode, 'Unknown opcode.')
  }

  #isFlooding(): boolean {
    const now = Date.now()
    if (now >= this.#minuteEndsAt) {
      this.#minuteEndsAt = now + 60_000
      this.#commands = 0
    }
    this.#commands += 1
    return this.#commands > MAX_COMMANDS
  }

  #identify(d: unknown): void {
    if (this.#session) throw new Refused(Close.AlreadyAuthenticated, 'Already authenticated.')
    const { token, intents, shard = [0, 1] } = read(identifySchema, d)
    this.#authenticate(token)
    if (intents < 0 || intents > ALL_INTENTS) throw new Refused(Close.InvalidIntents, 'Invalid intent(s).')
    if (shard[0] >= shard[1]) throw new Refused(Close.InvalidShard, 'Invalid shard.')
    this.#session = this.#gateway.begin(intents, shard, this.#socket)
  }

  #resume(d: unknown): void {
    const { token, session_id, seq } = read(resumeSchema, d)
    this.#authenticate(token)
    const session = this.#gateway.resume(session_id, seq, this.#socket)
    if (session) this.#session = session
    else this.#send(Op.InvalidSession, false)
  }

  #authenticate(token: string): void {
    if (token !== this.#gateway.token) throw new Refused(Close.AuthenticationFailed, 'Authentication failed.')
  }

  #members(session: Session, d: unknown): void {
    const { guild_id, query = '', limit = 0, user_ids, nonce } = read(membersSchema, d)
    const wanted = user_ids === undefined ? undefined : [user_ids].flat()
    session.dispatch('GUILD_MEMBERS_CHUNK', {
      guild_id,
      members: this.#gateway.findMembers(query, limit, wanted),
      chunk_index: 0,
      chunk_count: 1,
      ...(nonce !== undefined && { nonce }),
    })
  }
}

/** Ends the connection with one of Discord's close codes. */
class Refused extends Error {
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

function read<T>(schema: z.ZodType<T>, d: unknown): T {
  const result = schema.safeParse(d)
  if (!result.success) throw new Refused(Close.DecodeError, 'Error while decoding payload.')
  return result.data
}

function readPacket(text: string): z.infer<typeof packetSchema> {
  if (Buffer.byteLength(text) > MAX_PAYLOAD_BYTES) throw new Refused(Close.DecodeError, 'Payload too large.')
  try {
    return read(packetSchema, JSON.parse(text))
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refused(Close.DecodeError, 'Error while decoding payload.')
    throw error
  }
}
