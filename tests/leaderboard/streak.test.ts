import { describe, expect, it } from 'vitest'
import { type PostForMember, streakOf } from '../../src/leaderboard/streak.ts'

const STATES = { a: 'over', w: 'over', x: 'missed', o: 'pending', p: 'pending' } as const

/**
 * Posts in words, `DATETIME SIGN`: `a` answered, `w` not answered and over, `x` not posted by the bot, `o` open and not
 * answered, `p` open and answered; `m` before it for a `/daily post`.
 */
function posts(...lines: string[]): PostForMember[] {
  return lines.map((line) => {
    const [at = '', sign = ''] = line.split(' ')
    const what = sign.at(-1) as keyof typeof STATES // written above
    return {
      slotAt: Date.parse(at),
      isManual: sign.startsWith('m'),
      state: STATES[what],
      wasAnswered: what === 'a' || what === 'p',
    }
  })
}

/** One sign a day at 09:00 in Shanghai, from 2025-11-22 on; `-` for a day without a slot. */
function days(signs: string): PostForMember[] {
  return [...signs].flatMap((sign, day) =>
    sign === '-' ? [] : posts(`${new Date(Date.UTC(2025, 10, 22 + day, 1)).toISOString()} ${sign}`),
  )
}

describe('a streak', () => {
  it.each([
    ['days in a row', 'aaa', 3],
    ['a day not answered breaks it', 'aawaa', 2],
    ['nothing answered', 'www', 0],
    ['the last day not answered', 'aaw', 0],
    ['today is not answered yet', 'aao', 2],
    ['today is answered and still open', 'aap', 3],
    ['days without a slot neither count nor break it', 'a--aa-a', 4],
    ['days on which the bot did not post neither count nor break it', 'axxaa', 3],
    ['the bot did not post today', 'aax', 2],
    ['over the end of a month and into the next', 'aaaaaaaaaaaa', 12],
    ['broken long ago', 'waaaxx-a', 4],
    ['no posts at all', '', 0],
  ])('%s: %s', (_, signs, streak) => {
    expect(streakOf(days(signs), 'Asia/Shanghai')).toBe(streak)
    expect(streakOf(days(signs).toReversed(), 'Asia/Shanghai')).toBe(streak)
  })

  it('counts a day once, and answering one of several schedules is enough', () => {
    const two = posts('2025-11-22T01:00Z a', '2025-11-22T12:00Z w', '2025-11-23T01:00Z a', '2025-11-23T12:00Z a')
    expect(streakOf(two, 'Asia/Shanghai')).toBe(2)
  })

  it('is not broken by a day of which one post is still open', () => {
    expect(streakOf(posts('2025-11-22T01:00Z a', '2025-11-23T01:00Z w', '2025-11-23T12:00Z o'), 'UTC')).toBe(1)
    expect(streakOf(posts('2025-11-22T01:00Z a', '2025-11-23T01:00Z w', '2025-11-23T12:00Z x'), 'UTC')).toBe(0)
  })

  it('goes by the local day of the slot, also for a post that came late, behind midnight', () => {
    // 23:30 on three days, the second posted at 00:40: its slot tells the day.
    const late = posts('2025-11-22T15:30Z a', '2025-11-23T15:30Z a', '2025-11-24T15:30Z a')
    expect(streakOf(late, 'Asia/Shanghai')).toBe(3)
  })

  it('follows the server to another zone', () => {
    // 08:00 in Shanghai on two days, then 20:00 in New York: in either zone the dates follow each other.
    const moved = posts('2025-11-22T00:00Z a', '2025-11-23T00:00Z a', '2025-11-25T01:00Z a')
    expect(streakOf(moved, 'Asia/Shanghai')).toBe(3)
    expect(streakOf(moved, 'America/New_York')).toBe(3)
    // Two slots that fall on one date of the new zone are one day.
    const close = posts('2025-11-22T10:00Z a', '2025-11-22T18:00Z a')
    expect(streakOf(close, 'Asia/Shanghai')).toBe(2)
    expect(streakOf(close, 'UTC')).toBe(1)
  })

  it('is not broken by a date that the zone leaves out', () => {
    const apia = posts('2011-12-29T19:00Z a', '2011-12-30T19:00Z a', '2011-12-31T19:00Z a')
    expect(streakOf(apia, 'Pacific/Apia')).toBe(3)
  })

  it('does not ask for a /daily post, but takes an answer to one on a day with a slot', () => {
    expect(streakOf(posts('2025-11-22T01:00Z a', '2025-11-23T01:00Z mw', '2025-11-24T01:00Z a'), 'UTC')).toBe(2)
    expect(streakOf(posts('2025-11-22T01:00Z a', '2025-11-23T01:00Z ma', '2025-11-24T01:00Z a'), 'UTC')).toBe(2)
    expect(streakOf(posts('2025-11-22T01:00Z x', '2025-11-22T02:00Z ma'), 'UTC')).toBe(1)
  })
})
