import type { Bus } from './bus.ts'
import type { AwakeClock } from './interactions/awake-clock.ts'
import type { InteractionBook } from './interactions/book.ts'
import type { Faults } from './rest/faults.ts'
import type { RateLimits } from './rest/rate-limits.ts'
import type { RequestLog } from './rest/request-log.ts'
import type { Clock } from './world/clock.ts'
import type { World } from './world/world.ts'

/** What all parts of the sandbox share. */
export interface Core {
  world: World
  clock: Clock
  /** What the bot's 3 seconds are counted by. */
  awake: AwakeClock
  ids: { next(): string; last(): string }
  bus: Bus
  interactions: InteractionBook
  faults: Faults
  limits: RateLimits
  requests: RequestLog
  /** The token with which the bot logs in. */
  token: string
  /** `http://127.0.0.1:4000`, known once it listens. */
  url: string
}
