/** Discord's timestamp styles (`<t:…:X>`) as Intl options; R is relative and handled apart. */
const STYLES: Record<string, Intl.DateTimeFormatOptions> = {
  t: { hour: 'numeric', minute: '2-digit' },
  T: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
  d: { year: 'numeric', month: '2-digit', day: '2-digit' },
  D: { year: 'numeric', month: 'long', day: 'numeric' },
  f: { year: 'numeric', month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit' },
  F: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit' },
  s: { year: 'numeric', month: '2-digit', day: '2-digit', hour: 'numeric', minute: '2-digit' },
  S: { year: 'numeric', month: '2-digit', day: '2-digit', hour: 'numeric', minute: '2-digit', second: '2-digit' },
}

const UNITS: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
]

/** One instant in the reader's locale and time zone, in one of Discord's styles. `now` in ms, for style R. */
export function formatInstant(unixSeconds: number, style: string, locale: string, now: number): string {
  if (style === 'R') return formatRelative(unixSeconds - now / 1000, locale)
  const instant = new Date(unixSeconds * 1000)
  // Discord shows what is no date as it is; so do we, rather than to throw while drawing.
  if (Number.isNaN(instant.getTime())) return String(unixSeconds)
  return new Intl.DateTimeFormat(locale, STYLES[style] ?? STYLES.f).format(instant)
}

/** Seconds from now (negative: past) in the largest unit that fits. */
function formatRelative(seconds: number, locale: string): string {
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1]
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.round(seconds / size), unit)
}

/** The time beside an author's name: today the hour, else with the date. */
export function formatSentAt(iso: string, locale: string, now: number): string {
  const sent = new Date(iso)
  const sameDay = sent.toDateString() === new Date(now).toDateString()
  return formatInstant(sent.getTime() / 1000, sameDay ? 't' : 's', locale, now)
}
