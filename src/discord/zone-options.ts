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

/** The zone that an option names: chosen from the list, or typed so that only one fits. Throws `UserError('badZone')`. */
export function zoneOf(value: string, now: number): string {
  if (isTimeZone(value)) return value
  const [first] = findZones(value, now)
  if (!first) throw new UserError('badZone', { zone: escapeText(value) })
  return first.zone
}
