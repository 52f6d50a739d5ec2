import type { Key } from '../store/document-store.ts'
import type { Delivery } from './delivery.ts'
import type { DailyLogger } from './logger.ts'
import { PosterError } from './poster.ts'

const HOUR_MS = 3_600_000
const FRESH_INTERVAL_MS = 5_000
const OLD_INTERVAL_MS = 600_000 // Discord caps edits of messages older than an hour (30046)

/** Keeps the number of members on open posts up to date by merged edits: one in 5 s, after an hour one in 10 minutes. */
export interface AnswerCounts {
  /** There is a new answer on a post of that age. */
  note(key: Key<Delivery>, postedAt: number): void
  /** Drops the pending edit of a post and waits for one under way, so that nothing follows the closing edit. */
  finish(key: Key<Delivery>): Promise<void>
  /** Drops all pending edits; the next answer after a restart brings a count up to date. */
  stop(): void
  /** Resolves when no edit is under way. */
  idle(): Promise<void>
}

interface PostCount {
  lastEditAt: number
  shown: number | undefined
  isCapped: boolean
  timer: NodeJS.Timeout | undefined
  underWay: Promise<void> | undefined
}

/** `show` edits one post to the number that the store tells, unless that is shown already, and resolves with it; it may throw PosterError. */
export function createAnswerCounts(options: {
  clock: () => number
  logger: DailyLogger
  show: (key: Key<Delivery>, shown: number | undefined) => Promise<number | undefined>
}): AnswerCounts {
  const { clock, logger, show } = options
  const posts = new Map<string, PostCount>()

  function note(key: Key<Delivery>, postedAt: number): void {
    const post = posts.get(key.path) ?? {
      lastEditAt: Number.NEGATIVE_INFINITY,
      shown: undefined,
      isCapped: false,
      timer: undefined,
      underWay: undefined,
    }
    posts.set(key.path, post)
    if (post.isCapped || post.timer) return
    const now = clock()
    const interval = now - postedAt < HOUR_MS ? FRESH_INTERVAL_MS : OLD_INTERVAL_MS
    post.timer = setTimeout(() => begin(key, post), Math.max(0, post.lastEditAt + interval - now))
    post.timer.unref()
  }

  function begin(key: Key<Delivery>, post: PostCount): void {
    post.timer = undefined
    post.lastEditAt = clock()
    const edit = (post.underWay ?? Promise.resolve()).then(() => tryShow(key, post))
    post.underWay = edit
    void edit.then(() => {
      if (post.underWay === edit) post.underWay = undefined
    })
  }

  async function tryShow(key: Key<Delivery>, post: PostCount): Promise<void> {
    try {
      post.shown = await show(key, post.shown)
    } catch (error) {
      const isGone =
        error instanceof PosterError && (error.reason === 'edit-limit' || error.reason === 'unknown-message')
      if (isGone) post.isCapped = true
      else logger.warn({ delivery: key.path, err: error }, 'the number of answers could not be shown')
    }
  }

  return {
    note,
    async finish(key) {
      const post = posts.get(key.path)
      if (!post) return
      posts.delete(key.path)
      clearTimeout(post.timer)
      await post.underWay
    },
    stop() {
      for (const post of posts.values()) {
        clearTimeout(post.timer)
        post.timer = undefined
        post.isCapped = true
      }
    },
    async idle() {
      await Promise.all([...posts.values()].map((post) => post.underWay))
    },
  }
}
