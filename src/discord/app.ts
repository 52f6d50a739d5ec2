import type { Logger } from 'pino'
import type { Daily } from '../daily/daily.ts'
import type { Boards } from '../leaderboard/boards.ts'
import type { Live } from '../live/live.ts'
import type { Library } from '../papers/library.ts'
import type { GuildTerms } from '../papers/terms.ts'
import type { Privacy } from '../privacy/privacy.ts'
import type { DocumentStore } from '../store/document-store.ts'
import type { Settings } from './settings.ts'
import type { Texts } from './texts.ts'

/** All that a command may use; `main.ts` puts it together. */
export interface App {
  readonly store: DocumentStore
  readonly library: Library
  readonly terms: GuildTerms
  readonly daily: Daily
  readonly boards: Boards
  readonly live: Live
  readonly privacy: Privacy
  readonly settings: Settings
  readonly texts: Texts
  readonly logger: Logger
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** A new random id of 10 characters, `[a-z0-9]`. */
  readonly newId: () => string
}
