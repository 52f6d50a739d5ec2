/** A stopwatch that stands still while the whole process is kept from running. */
export interface AwakeClock {
  /** Milliseconds for which this process could run since the clock was made. */
  now(): number
  stop(): void
}

const TICK_MS = 100

/**
 * The bot may share its machine, even its process, with the sandbox: when the machine sleeps or is starved, both stand still,
 * and that is not the bot's silence. Work counts in full, so a handler that blocks the process for 3 s is still too late.
 */
export function createAwakeClock(): AwakeClock {
  let awake = 0
  let last = reading()
  const count = () => {
    const next = reading()
    awake += Math.min(next.wall - last.wall, Math.max(2 * TICK_MS, next.cpu - last.cpu))
    last = next
  }
  const ticking = setInterval(count, TICK_MS).unref()
  return {
    now() {
      count()
      return awake
    },
    stop: () => clearInterval(ticking),
  }
}

/** Both in milliseconds. */
function reading(): { wall: number; cpu: number } {
  const { user, system } = process.cpuUsage()
  return { wall: performance.now(), cpu: (user + system) / 1_000 }
}
