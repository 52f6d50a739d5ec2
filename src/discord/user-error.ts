import type { TextKey } from './locales/catalogue.ts'
import type { TextValues } from './texts.ts'

/** The reasons for which a person's wish is refused; the catalogue has the words under `errors`. */
export type Reason = Extract<TextKey, `errors.${string}`> extends `errors.${infer R}` ? R : never

/** A mistake or a limit that the person can do something about: told to them alone, in their language. */
export class UserError extends Error {
  override name = 'UserError'
  readonly reason: Reason
  readonly values: TextValues

  constructor(reason: Reason, values: TextValues = {}) {
    super(reason)
    this.reason = reason
    this.values = values
  }
}
