import { deliveries } from './daily/delivery.ts'
import { notices } from './daily/notice.ts'
import { schedules } from './daily/schedule.ts'
import { guildSettings } from './discord/settings.ts'
import { liveRounds, liveStarts } from './live/live-round.ts'
import { drafts } from './papers/draft.ts'
import { guildPapers } from './papers/guild-view.ts'
import { termLists } from './papers/terms.ts'
import { departures } from './privacy/departures.ts'
import { erasures } from './privacy/erasures.ts'
import { members } from './quiz/member.ts'
import { rounds } from './quiz/round.ts'
import type { Kind } from './store/document-store.ts'

/** Every kind of document there is, for what concerns all of them. The first part of each key is the guild. */
export const KINDS: readonly Kind<unknown>[] = [
  deliveries,
  departures,
  drafts,
  erasures,
  guildPapers,
  guildSettings,
  liveRounds,
  liveStarts,
  members,
  notices,
  rounds,
  schedules,
  termLists,
]
