/** Discord shows "is typing" for ten seconds after each sign of it. */
const TYPING_MS = 10_000

/** Who is typing where, one at a time in each channel, until they send something or stop. */
export class Typing {
  readonly #now = new Map<string, { userId: string; timer: number }>()
  readonly #onChange: () => void

  constructor(onChange: () => void) {
    this.#onChange = onChange
  }

  userIn(channelId: string): string | undefined {
    return this.#now.get(channelId)?.userId
  }

  start(channelId: string, userId: string): void {
    window.clearTimeout(this.#now.get(channelId)?.timer)
    const timer = window.setTimeout(() => this.stop(channelId, userId), TYPING_MS)
    this.#now.set(channelId, { userId, timer })
    this.#onChange()
  }

  stop(channelId: string, userId: string): void {
    const typing = this.#now.get(channelId)
    if (typing?.userId !== userId) return
    window.clearTimeout(typing.timer)
    this.#now.delete(channelId)
    this.#onChange()
  }
}
