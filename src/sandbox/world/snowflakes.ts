const DISCORD_EPOCH = 1_420_070_400_000 // 2015-01-01, where Discord's ids begin to count
const TIME_SHIFT = 22n // bits below the timestamp: worker, process and increment

/** Milliseconds since 1970 at which a snowflake was made. */
export function snowflakeTime(id: string): number {
  return Number(BigInt(id) >> TIME_SHIFT) + DISCORD_EPOCH
}

/** The smallest snowflake of an instant. */
export function snowflakeAt(ms: number): bigint {
  return BigInt(Math.max(0, Math.trunc(ms) - DISCORD_EPOCH)) << TIME_SHIFT
}

export function isSnowflake(text: string): boolean {
  return /^\d{1,20}$/.test(text)
}

/** Orders two snowflakes given as text, as `Array.sort` wants it. */
export function compareSnowflakes(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
}

/** Ids that always grow, even when many are made in one millisecond or the clock stands still. */
export function createIds(now: () => number, last: string): { next(): string; last(): string } {
  let latest = BigInt(last)
  return {
    next() {
      const candidate = snowflakeAt(now())
      latest = candidate > latest ? candidate : latest + 1n
      return latest.toString()
    },
    last: () => latest.toString(),
  }
}
