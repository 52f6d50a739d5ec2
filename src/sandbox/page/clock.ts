/** Re-draws relative times this often. */
const TICK_MS = 10_000

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
