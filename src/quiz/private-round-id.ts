import { PRIVATE_ROUND_PREFIX } from './round.ts'

const TIME_DIGITS = 9 // milliseconds in base 36, so that ids sort by time until the year 5188
const ID = new RegExp(`^${PRIVATE_ROUND_PREFIX}[a-z0-9]+-([a-z0-9]{${TIME_DIGITS}})-[a-z0-9]+$`)

/** How the ids of all private rounds of a member begin. */
export function prefixOf(member: string): string {
  return `${PRIVATE_ROUND_PREFIX}${member}-`
}

/** `now` in milliseconds since the epoch; `mark` keeps rounds of one moment apart. */
export function privateRoundId(member: string, now: number, mark: string): string {
  return `${prefixOf(member)}${now.toString(36).padStart(TIME_DIGITS, '0')}-${mark}`
}

/** When a private round was opened, by its id; undefined for the id of another round. */
export function openedAtOf(id: string): number | undefined {
  const time = ID.exec(id)?.[1]
  return time === undefined ? undefined : Number.parseInt(time, 36)
}
