import { channelMention } from 'discord.js'
import type { Notice } from '../daily/poster.ts'
import { reasonText } from './schedule-card.ts'
import type { Reader } from './texts.ts'

/** What the moderators' channel is told. */
export function noticeText(notice: Notice, reader: Reader): string {
  const place = { channel: channelMention(notice.channel), schedule: notice.schedule }
  switch (notice.kind) {
    case 'paused':
      return reader.t('daily.notice', { ...place, reason: reasonText(notice.reason, reader) })
    case 'unknown':
      return reader.t('daily.noticeUnknown', { ...place, reason: reasonText(notice.reason, reader) })
    case 'stock':
      return notice.posts === 0
        ? reader.t('daily.noticeUsedUp', place)
        : reader.t('daily.noticeStock', { ...place, posts: notice.posts })
    default:
      return notice satisfies never
  }
}
