/** Re-draws relative times this often. */
const TICK_MS = 10_000

/** How far the sandbox's time is ahead of the browser's, in ms. */
let ahead = 0

/** The sandbox's time in ms: its clock can be moved, and relative times must follow. */
export function now(): number {
  return Date.now() + ahead
}

/** Told by the sandbox with its state; small differences are the way of the answer, not of the clock. */
export function setNow(sandboxNow: number): void {
  const difference = sandboxNow - Date.now()
  ahead = Math.abs(difference) < 5_000 ? 0 : difference
  for (const each of listeners) each()
}

const listeners = new Set<() => void>()
let timer: number | undefined

/** Calls `listener` every ten seconds until the returned function is called; one timer serves the whole page. */
export function onTick(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= window.setInterval(() => {
    for (const each of listeners) each()
  }, TICK_MS)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    window.clearInterval(timer)
    timer = undefined
  }
}
