import { type APIGuildMember, GatewayIntentBits as Intent, GatewayOpcodes as Op } from 'discord-api-types/v10'
import type { WebSocket } from 'ws'
import type { Happening } from '../bus.ts'
import type { Core } from '../core.ts'
import { APPLICATION_FLAGS, gatewayUrl, ownUser } from '../rest/identity-routes.ts'
import { findUser, memberWithoutUser, toApiMember } from '../world/people.ts'
import { toGuildCreate } from '../world/places.ts'
import type { StoredMessage } from '../world/world.ts'
import { Connection, type Sessions } from './connection.ts'
import { RESUME_WITHIN_MS, Session } from './session.ts'

export type Drop = 'close' | 'terminate' | 'reconnect' | 'invalidSession'

/** Discord's gateway v10: tells identified sessions what happens in the world. */
export class Gateway implements Sessions {
  readonly #core: Core
  #sessions: Session[] = []

  constructor(core: Core) {
    this.#core = core
    core.bus.listen((happening) => this.#hear(happening))
  }

  get token(): string {
    return this.#core.token
  }

  get isBotOnline(): boolean {
    return this.#sessions.some((session) => session.socket)
  }

  accept(socket: WebSocket): void {
    new Connection(this, socket)
  }

  /** A new session: READY, then the guild that READY called unavailable. */
  begin(intents: number, shard: readonly [number, number], socket: WebSocket): Session {
    const session = new Session(intents, shard)
    session.socket = socket
    this.#sessions.push(session)
    const { guild, application } = this.#core.world
    const guilds = isOnShard(guild.id, shard) ? [{ id: guild.id, unavailable: true }] : []
    session.dispatch('READY', {
      v: 10,
      user: ownUser(this.#core),
      guilds,
      session_id: session.id,
      session_type: 'normal',
      resume_gateway_url: gatewayUrl(this.#core),
      shard,
      application: { id: application.id, flags: APPLICATION_FLAGS },
      user_settings: {},
      relationships: [],
      private_channels: [],
      presences: [],
      guild_join_requests: [],
      auth: {},
    })
    if (guilds.length > 0 && session.wants(Intent.Guilds)) {
      session.dispatch('GUILD_CREATE', toGuildCreate(this.#core.world))
    }
    this.#core.bus.tell({ type: 'botStatus', online: true })
    return session
  }

  /** Takes a session up again and sends what it missed; undefined if it cannot be. */
  resume(id: string, after: number, socket: WebSocket): Session | undefined {
    this.#forgetLost()
    const session = this.#sessions.find((one) => one.id === id)
    if (!session?.canReplay(after)) return undefined
    session.socket?.terminate()
    session.socket = socket
    session.replay(after)
    session.dispatch('RESUMED', {})
    this.#core.bus.tell({ type: 'botStatus', online: true })
    return session
  }

  lose(session: Session): void {
    session.socket = undefined
    session.lostAt = Date.now()
    this.#forgetLost()
    if (!this.isBotOnline) this.#core.bus.tell({ type: 'botStatus', online: false })
  }

  /** Ends all connections, as tests wish. */
  drop(how: Drop, code: number): void {
    const open = this.#sessions.filter((session) => session.socket)
    if (how === 'invalidSession') this.#sessions = []
    for (const { socket } of open) {
      if (how === 'reconnect') socket?.send(JSON.stringify({ op: Op.Reconnect, d: null, s: null, t: null }))
      else if (how === 'invalidSession')
        socket?.send(JSON.stringify({ op: Op.InvalidSession, d: false, s: null, t: null }))
      else if (how === 'terminate') socket?.terminate()
      else socket?.close(code)
    }
  }

  /** Members whose name begins with the query, or those with the given ids. */
  findMembers(query: string, limit: number, ids: string[] | undefined): APIGuildMember[] {
    const wanted = this.#core.world.users.filter((user) =>
      ids ? ids.includes(user.id) : `${user.globalName ?? ''} ${user.username}`.includes(query),
    )
    return wanted.slice(0, limit || undefined).map(toApiMember)
  }

  #forgetLost(): void {
    const now = Date.now()
    this.#sessions = this.#sessions.filter((one) => one.socket || now - one.lostAt < RESUME_WITHIN_MS)
  }

  #hear(happening: Happening): void {
    const { type } = happening
    if (type === 'dispatch') this.#broadcast(happening.name, () => happening.data, happening.intent)
    else if (type === 'messageCreate') this.#tellMessage('MESSAGE_CREATE', happening.stored, happening.nonce)
    else if (type === 'messageUpdate' && !happening.isQuiet) this.#tellMessage('MESSAGE_UPDATE', happening.stored)
    else if (type === 'messageDelete') this.#tellDelete(happening.stored)
  }

  #broadcast(name: string, data: (session: Session) => unknown, intent: number): void {
    const guildId = this.#core.world.guild.id
    for (const session of this.#sessions) {
      if (session.wants(intent) && isOnShard(guildId, session.shard)) session.dispatch(name, data(session))
    }
  }

  /** Hidden messages do not travel over the gateway; without MessageContent others' words are blank. */
  #tellMessage(name: string, stored: StoredMessage, nonce?: string | number): void {
    if (stored.hiddenFor) return
    const { message } = stored
    const author = findUser(this.#core.world, message.author.id)
    const extra = {
      guild_id: this.#core.world.guild.id,
      ...(author && { member: memberWithoutUser(author) }),
      ...(nonce !== undefined && { nonce }),
    }
    const isReadable = (session: Session) => session.readsContent || this.#concernsBot(stored)
    const blank = { content: '', embeds: [], components: [], attachments: [] }
    this.#broadcast(
      name,
      (session) => ({ ...message, ...extra, ...(!isReadable(session) && blank) }),
      Intent.GuildMessages,
    )
  }

  #concernsBot({ message }: StoredMessage): boolean {
    const bot = this.#core.world.application.id
    return message.author.id === bot || message.mentions.some((user) => user.id === bot)
  }

  #tellDelete(stored: StoredMessage): void {
    if (stored.hiddenFor) return
    const { id, channel_id } = stored.message
    const data = { id, channel_id, guild_id: this.#core.world.guild.id }
    this.#broadcast('MESSAGE_DELETE', () => data, Intent.GuildMessages)
  }
}

function isOnShard(guildId: string, [id, count]: readonly [number, number]): boolean {
  return Number((BigInt(guildId) >> 22n) % BigInt(count)) === id
}
