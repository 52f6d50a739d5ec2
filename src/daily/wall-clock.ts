const formatters = new Map<string, Intl.DateTimeFormat>()

/**
 * What the clocks of a zone show at an instant, as if it were UTC, in milliseconds; whole seconds.
 * Throws RangeError for a zone that this machine does not know.
 */
export function wallClockAt(zone: string, instant: number): number {
  // en-US writes MM/DD/YYYY, HH:mm:ss; cutting it is five times as fast as formatToParts.
  const text = formatterOf(zone).format(instant)
  const part = (from: number, to: number) => Number(text.slice(from, to))
  return Date.UTC(part(6, 10), part(0, 2) - 1, part(3, 5), part(12, 14), part(15, 17), part(18, 20))
}

/** How far a zone is ahead of UTC at an instant, in milliseconds. */
export function offsetAt(zone: string, instant: number): number {
  return wallClockAt(zone, instant) - Math.floor(instant / 1000) * 1000
}

/** The date on a zone's calendars at an instant, YYYY-MM-DD. */
export function localDateAt(zone: string, instant: number): string {
  return new Date(wallClockAt(zone, instant)).toISOString().slice(0, 10)
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known) return known
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formatters.set(zone, formatter)
  return formatter
}
