/** The sandbox's own time: the given clock plus what tests moved it forward by. */
export interface Clock {
  /** Milliseconds since 1970, sandbox time. */
  now(): number
  /** How far sandbox time is ahead of the given clock, in milliseconds. */
  readonly ahead: number
  /** Moves sandbox time forward; never backward, since ids grow with time. */
  advance(ms: number): void
}

export function createClock(base: () => number, ahead: number): Clock {
  let offset = ahead
  return {
    now: () => base() + offset,
    get ahead() {
      return offset
    },
    advance(ms) {
      offset += Math.max(0, ms)
    },
  }
}
