import { PosterError } from '../../src/daily/poster.ts'
import type { LivePost, LivePoster, LiveShow } from '../../src/live/poster.ts'
import type { Fault } from '../daily/channels.ts'

const NONCE_HOLDS_MS = 3 * 60_000

/** A message as the channel shows it: what it was posted as, and each edit. */
export interface LiveMessage {
  readonly id: string
  readonly roundId: string
  readonly postedAt: number
  readonly shows: LiveShow[]
}

/** A channel in memory, which fails when told to. */
export interface LiveChannel extends LivePoster {
  readonly messages: LiveMessage[]
  /** The next requests of this sort go so, in this order; undefined lets one through. */
  fail(operation: 'post' | 'edit' | 'find', ...faults: (Fault | undefined)[]): void
  forgetNonces(): void
  /** The channel as words: `question 0`, `reveal 0`, `board`, as each message looks now. */
  seen(): string[]
}

export function createLiveChannel(clock: () => number): LiveChannel {
  const messages: LiveMessage[] = []
  const nonces = new Map<string, { id: string; at: number }>()
  const faults: Record<string, (Fault | undefined)[]> = { post: [], edit: [], find: [] }

  async function carryOut<T>(operation: string, work: () => T): Promise<T> {
    const fault = faults[operation]?.shift()
    if (!fault) return work()
    if (fault.arrives) work()
    throw new PosterError(fault.reason, { retryAfterMs: fault.retryAfterMs })
  }

  function place(post: LivePost, nonce: string): string {
    const known = nonces.get(nonce)
    if (known && clock() - known.at < NONCE_HOLDS_MS) return known.id
    const id = `message-${messages.length + 1}`
    nonces.set(nonce, { id, at: clock() })
    messages.push({ id, roundId: post.roundId, postedAt: clock(), shows: [post.show] })
    return id
  }

  return {
    messages,
    post: (post, nonce) => carryOut('post', () => place(post, nonce)),
    edit: (post, id) =>
      carryOut('edit', () => {
        const message = messages.find((one) => one.id === id)
        if (!message) throw new PosterError('unknown-message')
        message.shows.push(post.show)
      }),
    find: (post, since) =>
      carryOut('find', () => messages.find((one) => isFor(one, post) && one.postedAt >= since)?.id),
    fail: (operation, ...more) => void faults[operation]?.push(...more),
    forgetNonces: () => nonces.clear(),
    seen: () => messages.map(({ shows }) => wordsOf(shows.at(-1))),
  }
}

function isFor(message: LiveMessage, { roundId, show }: LivePost): boolean {
  const first = message.shows[0]
  return message.roundId === roundId && stepOf(first) === stepOf(show)
}

function stepOf(show: LiveShow | undefined): string | number | undefined {
  return show?.kind === 'board' ? 'board' : show?.index
}

function wordsOf(show: LiveShow | undefined): string {
  return show?.kind === 'board' ? 'board' : `${show?.kind} ${show?.index}`
}
