import { userMention } from 'discord.js'
import type { Board } from '../leaderboard/boards.ts'
import { PERIODS, type Period } from '../leaderboard/period.ts'
import type { Standing } from '../leaderboard/standings.ts'
import type { Message } from './command.ts'
import { button, row } from './controls.ts'
import { customId } from './custom-id.ts'
import { zoneText } from './schedule-card.ts'
import type { Reader } from './texts.ts'

/** A board as one member sees it, with their own place and streak, and the ways to others. */
export function boardMessage(
  board: Board,
  { period, zone }: { period: Period; zone: string },
  reader: Reader,
): Message {
  const periods = PERIODS.map((one) =>
    button(customId('leaderboard', 'show', one), reader.t(`board.periods.${one}`), {
      look: one === period ? 'primary' : 'secondary',
      disabled: one === period,
    }),
  )
  const hide = board.isHidden
    ? button(customId('leaderboard', 'unhide', period), reader.t('board.showMe'))
    : button(customId('leaderboard', 'hide', period), reader.t('board.hideMe'))
  const share = button(customId('leaderboard', 'share', period), reader.t('common.share'))
  return {
    embeds: [
      {
        title: reader.t('board.title', { period: reader.t(`board.periods.${period}`) }),
        description: [
          topText(board.top, reader),
          ownText(board, reader),
          `-# ${reader.t('board.rule', { zone: zoneText(zone) })}`,
        ].join('\n\n'),
      },
    ],
    components: [row(...periods), row(hide, share)],
  }
}

/** A board as a channel sees it. */
export function sharedBoard(
  { top }: Board,
  { period, zone }: { period: Period; zone: string },
  reader: Reader,
): Message {
  return {
    embeds: [
      {
        title: reader.t('board.title', { period: reader.t(`board.periods.${period}`) }),
        description: [topText(top, reader), `-# ${reader.t('board.rule', { zone: zoneText(zone) })}`].join('\n\n'),
      },
    ],
  }
}

/** Right answers alone: how many were wrong is nobody else's business. */
function topText(top: readonly Standing[], reader: Reader): string {
  if (top.length === 0) return reader.t('board.empty')
  return top
    .map(({ place, member, right }) => reader.t('board.line', { place, member: userMention(member), right }))
    .join('\n')
}

function ownText({ own, streak, isHidden }: Board, reader: Reader): string {
  const place = own
    ? reader.t('board.own', { place: own.place, right: own.right, answered: own.answered })
    : reader.t('board.notYet')
  return [
    place,
    ...(streak > 0 ? [reader.t('board.streak', { days: streak })] : []),
    ...(isHidden ? [reader.t('board.hidden')] : []),
  ].join('\n')
}
