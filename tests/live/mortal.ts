import type { LivePoster } from '../../src/live/poster.ts'
import type { DocumentStore } from '../../src/store/document-store.ts'

const never = new Promise<never>(() => {})

/** A process that dies (SIGKILL) at its n-th step: what it had begun may be done, but it never hears of it. */
export interface MortalLive {
  readonly store: DocumentStore
  readonly poster: LivePoster
  isDead(): boolean
}

/** A step is one before and one behind each write and each request. */
export function createMortalLive(parts: { store: DocumentStore; poster: LivePoster }, diesAt: number): MortalLive {
  const { store, poster } = parts
  let steps = 0
  let isDead = false
  const lives = () => {
    if (steps++ === diesAt) isDead = true
    return !isDead
  }
  async function mortal<T>(work: () => Promise<T>): Promise<T> {
    if (isDead || !lives()) return never
    try {
      const value = await work()
      return isDead || !lives() ? never : value
    } catch (error) {
      if (isDead || !lives()) return never
      throw error
    }
  }
  const unlessDead = <T>(work: () => Promise<T>): Promise<T> => (isDead ? never : work())
  return {
    store: {
      read: (key) => unlessDead(() => store.read(key)),
      list: (kind, ...parts) => unlessDead(() => store.list(kind, ...parts)),
      listFirstParts: (kind) => unlessDead(() => store.listFirstParts(kind)),
      update: (keys, recipe) => mortal(() => store.update(keys, recipe)),
      remove: (key) => mortal(() => store.remove(key)),
      erase: (keys) => mortal(() => store.erase(keys)),
      close: () => store.close(),
    },
    poster: {
      post: (post, nonce) => mortal(() => poster.post(post, nonce)),
      edit: (post, message) => mortal(() => poster.edit(post, message)),
      find: (post, since) => mortal(() => poster.find(post, since)),
    },
    isDead: () => isDead,
  }
}
