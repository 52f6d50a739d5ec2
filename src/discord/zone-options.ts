import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10'
import { findZones, isTimeZone } from '../daily/time-zones.ts'
import { clip, escapeText, MAX_AUTOCOMPLETE_CHOICES, MAX_CHOICE_CHARACTERS } from './reply.ts'
import { UserError } from './user-error.ts'

/** Time zones to choose from while somebody types. */
export function zoneChoices(typed: string, now: number): APIApplicationCommandOptionChoice<string>[] {
  return findZones(typed, now)
    .slice(0, MAX_AUTOCOMPLETE_CHOICES)
    .map(({ zone, label }) => ({ name: clip(label, MAX_CHOICE_CHARACTERS), value: zone }))
}

/** The zone that an option names: an IANA id in any case, or words that fit one zone alone. Throws `UserError('badZone')`. */
export function zoneOf(value: string, now: number): string {
  const found = findZones(value, now)
  const same = found.find(({ zone }) => zone.toLowerCase() === value.trim().toLowerCase())
  if (same) return same.zone
  const [only, ...others] = found
  if (only && (others.length === 0 || isNameOf(value))) return only.zone
  if (isTimeZone(value)) return value
  throw new UserError('badZone', { zone: escapeText(value) })
}

/** A city's whole name puts its zone first, however many others hold the same letters. */
function isNameOf(value: string): boolean {
  return value.trim().length >= 2
}
