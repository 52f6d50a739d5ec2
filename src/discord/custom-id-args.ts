import { UserError } from './user-error.ts'

/** Arguments of custom ids come back from Discord as anybody may have forged them. */

/** A whole number from 0 to 9999. Throws `UserError('outdated')`. */
export function wholeNumber(arg: string | undefined): number {
  if (arg === undefined || !/^\d{1,4}$/.test(arg)) throw new UserError('outdated')
  return Number(arg)
}

/** A part of a store key. Throws `UserError('outdated')`. */
export function keyPart(arg: string | undefined): string {
  if (arg === undefined || !/^[a-z0-9-]{1,64}$/.test(arg)) throw new UserError('outdated')
  return arg
}
