import { describe, expect, it } from 'vitest'
import type { DailyPost } from '../../src/daily/poster.ts'
import { closedParts } from '../../src/discord/closed-post.ts'
import type { Message } from '../../src/discord/command.ts'
import { answerMessage, ownAnswersMessage } from '../../src/discord/daily-answers.ts'
import { keyPointMessage } from '../../src/discord/key-point-card.ts'
import { liveAnswerMessage } from '../../src/discord/live-card.ts'
import { keyPointText } from '../../src/discord/paper-pages.ts'
import { roundMessage } from '../../src/discord/private-round-card.ts'
import { escapeText } from '../../src/discord/reply.ts'
import { loadTexts } from '../../src/discord/texts.ts'
import type { KeyPoint, Paper } from '../../src/papers/paper.ts'
import { bankOf } from '../../src/quiz/choosing.ts'
import { openRound, type Round } from '../../src/quiz/round.ts'
import { paper } from '../daily/world.ts'

const reader = await (await loadTexts()).reader('zh-CN')
const TITLE = '@everyone **x** [a](http'
const EVIL: Paper = { ...paper('p1', 40), title: { zh: '@everyone **x** [a](http://b)' } }

/** A round of so many of its questions; member `1` answered the first, wrongly. */
function evilRound(count = 1, member: string | null = null): Round {
  const round = openRound({ member, now: 0, closesAt: null, questions: bankOf([EVIL]).slice(0, count) })
  round.answers['0/1'] = { choice: 1, at: 0 }
  return round
}

function pointOf({ keyPoints: [point] }: Paper): KeyPoint {
  if (!point) throw new Error('expected a key point')
  return point
}

function closedPost(round: Round): string {
  const post: DailyPost = {
    guild: 'g',
    channel: 'c',
    role: null,
    mode: 'all',
    schedule: 's',
    delivery: '2025-11-22',
    roundId: 'd-s-2025-11-22',
    round,
    number: 1,
    slotAt: 0,
    date: '2025-11-22',
    isLate: false,
    closesAt: 1,
  }
  return closedParts(post, reader).join('\n')
}

function longRound(): Round {
  const round = evilRound(10)
  for (const { question } of round.questions) question.explanation = { zh: '长'.repeat(600) }
  return round
}

function askedFirst() {
  const [asked] = evilRound().questions
  if (!asked) throw new Error('expected a question')
  return asked
}

function shownIn(message: Message): string {
  return [message.content ?? '', ...(message.embeds ?? []).map(({ description }) => description ?? '')].join('\n')
}

describe('the source of a question or key point, of a paper named like a trap', () => {
  const asked = askedFirst()
  const view = { id: 'd-s-2025-11-22', round: evilRound(), member: '1', now: 0 }
  it.each<[string, string]>([
    ['a key point', shownIn(keyPointMessage(EVIL, pointOf(EVIL), reader))],
    ['a page of the paper', keyPointText(EVIL, pointOf(EVIL), reader)],
    ['a verdict', shownIn(answerMessage({ kind: 'closed', asked, rightChoice: 0, isSpent: false }, reader))],
    ['one’s own answers', shownIn(ownAnswersMessage(view, reader))],
    ['a closed post', closedPost(evilRound())],
    ['a closed post in short', closedPost(longRound())],
    [
      'the score of a private round',
      shownIn(roundMessage('q-1-a', evilRound(1, '1'), '1', reader, { open: new Set() })),
    ],
    ['a live answer', shownIn(liveAnswerMessage({ kind: 'over', asked, rightChoice: 0 }, reader))],
  ])('is shown as it is in %s: no mention, no bold, no link', (_, text) => {
    expect(text).toContain(`〔${escapeText(TITLE)}`)
    expect(text).not.toContain(TITLE)
    expect(text).not.toMatch(/@everyone|(?<!\\)\[a/)
  })
})
