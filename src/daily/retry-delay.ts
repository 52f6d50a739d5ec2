const FIRST_DELAY_MS = 30_000
const MAX_DELAY_MS = 600_000

/** How long to wait after so many tries that failed: 30 s, doubled each time up to 10 minutes. */
export function retryDelay(attempts: number): number {
  return Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (Math.max(1, attempts) - 1))
}
