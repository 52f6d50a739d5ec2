import { offsetAt } from './wall-clock.ts'
import { ZONE_NAMES } from './zone-names.ts'

export interface ZoneChoice {
  /** IANA zone. */
  readonly zone: string
  /** The zone with what it is ahead of UTC at present: `Asia/Shanghai (UTC+08:00)`. */
  readonly label: string
}

const MAX_CHOICES = 25 // Discord: choices per autocomplete
const MINUTE_MS = 60_000
const HOUR_MINUTES = 60
const MOST_BEHIND_HOURS = -12
const MOST_AHEAD_HOURS = 14
const TRUE_UTC = 'UTC gmt z utc+0 utc+00:00 gmt+0 世界时 世界時 协调世界时 協調世界時 格林尼治'
const FIXED_OFFSET = /^(?:utc|gmt)?([+-])(\d{1,2})(?::?([0-5]\d))?$/

/** Whether this is an IANA time zone that this machine knows. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z][\w+\-/]*$/.test(text)) return false // newer Node versions also take offsets such as +08:00
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: text })
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/**
 * Up to 25 zones for what a person typed (a city or country in Chinese or English, an IANA id, `UTC+8`), best first;
 * for an empty text those that most readers need. `now` in milliseconds since the epoch tells the offsets shown.
 */
export function findZones(text: string, now: number): ZoneChoice[] {
  const query = normalise(text)
  const found = [...new Set([...zonesAtOffset(query, now), ...zonesNamed(withoutTime(query))])]
  return found.slice(0, MAX_CHOICES).map((zone) => ({ zone, label: labelOf(zone, now) }))
}

/** `Asia/Shanghai (UTC+08:00)`; a fixed offset is told without its IANA id, whose sign reads the wrong way round. */
/** A zone as people read it: with its offset at `now` (milliseconds since the epoch), and a fixed offset by that alone. */
export function labelOf(zone: string, now: number): string {
  const offset = offsetText(offsetAt(zone, now) / MINUTE_MS)
  return zone.startsWith('Etc/GMT') ? offset : `${zone} (${offset})`
}

function offsetText(minutes: number): string {
  const whole = Math.round(Math.abs(minutes))
  const pad = (part: number) => String(part).padStart(2, '0')
  return `UTC${minutes < 0 ? '-' : '+'}${pad(Math.floor(whole / HOUR_MINUTES))}:${pad(whole % HOUR_MINUTES)}`
}

/** For `UTC+8`: the fixed offset itself (full hours have one), then the well-known zones that have it at present. */
function zonesAtOffset(query: string, now: number): string[] {
  const [, sign, hourText, minuteText] = FIXED_OFFSET.exec(query) ?? []
  if (!sign || !hourText) return []
  const minutes = (sign === '-' ? -1 : 1) * (Number(hourText) * HOUR_MINUTES + Number(minuteText ?? 0))
  const alike = Object.keys(ZONE_NAMES).filter((zone) => offsetAt(zone, now) === minutes * MINUTE_MS)
  return [...fixedZone(minutes / HOUR_MINUTES), ...alike]
}

/** Etc/GMT-8 is eight hours ahead: POSIX counts the other way. */
function fixedZone(hours: number): string[] {
  if (hours === 0) return ['UTC']
  if (!Number.isInteger(hours) || hours < MOST_BEHIND_HOURS || hours > MOST_AHEAD_HOURS) return []
  return [`Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`]
}

/** 北京时间 is the zone of 北京. */
function withoutTime(query: string): string {
  return query.replace(/(?<=.)(时间|時間| time)$/, '')
}

/** Whole words first, then beginnings of words, then anywhere; the order of the table among equals. */
function zonesNamed(query: string): string[] {
  if (query === '') return searchable().map(({ zone }) => zone)
  const ranked = searchable().map(({ zone, words }) => {
    if (words.includes(` ${query} `)) return { zone, rank: 0 }
    if (words.includes(` ${query}`)) return { zone, rank: 1 }
    return { zone, rank: words.includes(query) ? 2 : 3 }
  })
  const byRank = (rank: number) => ranked.filter((one) => one.rank === rank).map(({ zone }) => zone)
  return [...byRank(0), ...byRank(1), ...byRank(2)]
}

interface SearchableZone {
  readonly zone: string
  /** Lower case, each word between spaces. */
  readonly words: string
}

let zones: readonly SearchableZone[] | undefined

/** The zones of our table, true UTC, and then the others that this machine lists. */
function searchable(): readonly SearchableZone[] {
  zones ??= [
    ...Object.entries(ZONE_NAMES).map(([zone, names]) => ({ zone, words: wordsOf(zone, names) })),
    { zone: 'UTC', words: wordsOf('UTC', TRUE_UTC) },
    ...Intl.supportedValuesOf('timeZone')
      .filter((zone) => !(zone in ZONE_NAMES) && zone !== 'UTC')
      .map((zone) => ({ zone, words: wordsOf(zone, '') })),
  ]
  return zones
}

function wordsOf(zone: string, names: string): string {
  const city = zone.split('/').at(-1) ?? zone
  return ` ${normalise(`${zone} ${city.replaceAll('_', ' ')} ${names}`)} `
}

function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[−–]/g, '-')
    .replace(/\s*([+:-])\s*/g, '$1')
    .replace(/\s+/g, ' ')
}
