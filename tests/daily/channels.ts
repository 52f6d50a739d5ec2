import {
  type DailyPost,
  type Notice,
  type Poster,
  PosterError,
  type PosterReason,
  type PostState,
} from '../../src/daily/poster.ts'

const NONCE_HOLDS_MS = 3 * 60_000

/** A message as the channel shows it now. */
export interface Shown {
  readonly id: string
  readonly post: DailyPost
  readonly postedAt: number
  /** What each edit showed, in order. */
  readonly edits: PostState[]
  hasThread: boolean
  isPinned: boolean
}

/** A message that tells what came of a round. */
export interface Recap {
  readonly id: string
  readonly post: DailyPost
  readonly postedAt: number
}

/** How one request fails: whether it is carried out all the same, and what the bot is told. */
export interface Fault {
  readonly reason: PosterReason
  readonly arrives?: boolean
  readonly retryAfterMs?: number
}

/** A request that is carried out after a while. */
export interface Delay {
  readonly takesMs: number
}

export type Operation = 'post' | 'edit' | 'find' | 'thread' | 'pin' | 'recap' | 'notice'

/** The channels of a Discord in memory, which fail when told to. */
export interface Channels extends Poster {
  readonly messages: Shown[]
  readonly notices: (Notice & { guild: string })[]
  readonly recaps: Recap[]
  /** Whether the moderators' channel is set. */
  hasModerators: boolean
  /** The next requests of this sort go so, in this order; undefined lets one through. */
  fail(operation: Operation, ...faults: (Fault | Delay | undefined)[]): void
  /** From now on requests about this channel fail so; undefined mends it. */
  breakChannel(channel: string, reason: PosterReason | undefined): void
  /** From now on posts to this channel are never answered. */
  stall(channel: string): void
  forgetNonces(): void
  deleteMessage(id: string): void
  /** The messages that show this delivery's round. */
  of(roundId: string): Shown[]
}

export function createChannels(clock: () => number): Channels {
  const messages: Shown[] = []
  const notices: (Notice & { guild: string })[] = []
  const nonces = new Map<string, { id: string; at: number }>()
  const recaps: Recap[] = []
  const faults: Record<Operation, (Fault | Delay | undefined)[]> = {
    post: [],
    edit: [],
    find: [],
    thread: [],
    pin: [],
    recap: [],
    notice: [],
  }
  const broken = new Map<string, PosterReason>()
  const stalled = new Set<string>()
  let count = 0

  async function carryOut<T>(operation: Operation, channel: string, work: () => T): Promise<T> {
    const reason = broken.get(channel)
    if (reason) throw new PosterError(reason)
    const fault = faults[operation].shift()
    if (!fault) return work()
    if ('takesMs' in fault) return new Promise((resolve) => setTimeout(() => resolve(work()), fault.takesMs))
    if (fault.arrives) work()
    throw new PosterError(fault.reason, { retryAfterMs: fault.retryAfterMs })
  }

  /** Makes a message unless this nonce made one not long ago. */
  function once(nonce: string, make: (id: string) => void): string {
    const known = nonces.get(nonce)
    if (known && clock() - known.at < NONCE_HOLDS_MS) return known.id
    const id = `message-${++count}`
    nonces.set(nonce, { id, at: clock() })
    make(id)
    return id
  }

  function place(post: DailyPost, nonce: string): string {
    return once(nonce, (id) =>
      messages.push({ id, post, postedAt: clock(), edits: [], hasThread: false, isPinned: false }),
    )
  }

  function change(id: string, how: (message: Shown) => void): void {
    const message = messages.find((one) => one.id === id)
    if (!message) throw new PosterError('unknown-message')
    how(message)
  }

  const channels: Channels = {
    messages,
    notices,
    recaps,
    hasModerators: true,
    post: (post, nonce) =>
      stalled.has(post.channel) ? new Promise(() => {}) : carryOut('post', post.channel, () => place(post, nonce)),
    edit: (post, message, state) =>
      carryOut('edit', post.channel, () => change(message, (one) => one.edits.push(state))),
    find: (post, since, what = 'post') =>
      carryOut('find', post.channel, () => {
        const all: readonly Recap[] = what === 'recap' ? recaps : messages
        return all.find((one) => one.post.roundId === post.roundId && one.postedAt >= since)?.id
      }),
    thread: (post, message) =>
      carryOut('thread', post.channel, () =>
        change(message, (one) => {
          one.hasThread = true
        }),
      ),
    pin: (post, message) =>
      carryOut('pin', post.channel, () =>
        change(message, (one) => {
          one.isPinned = true
        }),
      ),
    recap: (post, nonce) =>
      carryOut('recap', post.channel, () => once(nonce, (id) => recaps.push({ id, post, postedAt: clock() }))),
    notifyModerators: (guild, notice, nonce) =>
      carryOut('notice', 'moderators', () => {
        if (channels.hasModerators) once(nonce, () => notices.push({ guild, ...notice }))
        return channels.hasModerators
      }),
    fail: (operation, ...more) => void faults[operation].push(...more),
    breakChannel: (channel, reason) => void (reason ? broken.set(channel, reason) : broken.delete(channel)),
    stall: (channel) => void stalled.add(channel),
    forgetNonces: () => nonces.clear(),
    deleteMessage: (id) =>
      void messages.splice(
        messages.findIndex((one) => one.id === id),
        1,
      ),
    of: (roundId) => messages.filter((one) => one.post.roundId === roundId),
  }
  return channels
}
