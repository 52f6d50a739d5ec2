import { afterEach, describe, expect, it } from 'vitest'
import type { Daily } from '../../src/daily/daily.ts'
import { questionKey } from '../../src/quiz/choosing.ts'
import { answerQuestion, firstAnswer } from '../../src/quiz/round.ts'
import { createWorld, DAY, EVERY_DAY, GUILD, HOUR, MINUTE, paper, set, settle, type World } from './world.ts'

const worlds: World[] = []
afterEach(async () => {
  for (const world of worlds.splice(0)) {
    await world.end()
    expect(world.errors).toEqual([])
  }
})

function newWorld(options: Partial<Parameters<typeof createWorld>[0]> = {}): World {
  const world = createWorld({ now: '2025-11-22T00:00Z', ...options }) // 08:00 in Shanghai, a Saturday
  worlds.push(world)
  return world
}

describe('an ordinary schedule', () => {
  it('posts at its slot, numbers its posts, and closes each at the next slot', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily)
    expect(daily.nextDue()).toBe(Date.parse('2025-11-22T01:00Z'))
    await world.passTo(daily, '2025-11-24T01:00Z')
    expect(await world.record(id)).toEqual(['2025-11-22 closed', '2025-11-23 closed', '2025-11-24 posted'])
    const [first, second] = world.channels.messages
    expect(first).toMatchObject({ postedAt: Date.parse('2025-11-22T01:00Z'), edits: [{ kind: 'closed' }] })
    expect(first?.post).toMatchObject({
      number: 1,
      date: '2025-11-22',
      isLate: false,
      closesAt: Date.parse('2025-11-23T01:00Z'),
    })
    expect(second?.post).toMatchObject({ number: 2, roundId: `d-${id}-2025-11-23` })
    expect((await world.round(id, '2025-11-22'))?.closedAt).toBe(Date.parse('2025-11-23T01:00Z'))
  })

  it('asks nothing twice until its stock is used, and tells how long that lasts', async () => {
    const world = newWorld({ papers: [paper('p1', 5), paper('p2', 6), paper('p3', 9)] })
    const daily = await world.start()
    const { id } = await set(daily, { questions: 2, papers: ['p1', 'p2'] })
    expect(await daily.list(GUILD)).toMatchObject([{ stockLeft: 11, daysLeft: 5 }])
    await world.pass(daily, 3 * DAY, 10 * MINUTE)
    expect(await daily.list(GUILD)).toMatchObject([
      { stockLeft: 5, daysLeft: 2, last: { date: '2025-11-24', state: 'posted' } },
    ])
    const restarted = await world.start()
    expect(await restarted.list(GUILD)).toMatchObject([{ stockLeft: 5 }])
    await world.pass(restarted, 2 * DAY, 10 * MINUTE)
    const asked = world.channels.messages.flatMap(({ post }) => post.round.questions.map(questionKey))
    expect(asked).toHaveLength(10)
    expect(new Set(asked).size).toBe(10)
    expect(asked.filter((key) => key.startsWith('p3'))).toEqual([])
    await world.pass(restarted, 2 * DAY, 10 * MINUTE)
    expect(world.channels.messages.at(-1)?.post.round.questions).toHaveLength(2)
    expect((await world.schedule(id)).lastNumber).toBe(7)
  })

  it('closes a weekly post after its week, at the next slot', async () => {
    const world = newWorld()
    const daily = await world.start()
    await set(daily, { days: [6] })
    await world.pass(daily, 8 * DAY, 30 * MINUTE)
    expect(world.channels.messages.map(({ edits }) => edits.length)).toEqual([1, 0])
  })

  it('posts on its days only, until its last date', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily, { days: [1, 3, 5], endsOn: '2025-12-01' })
    await world.pass(daily, 20 * DAY, 30 * MINUTE)
    expect(await world.record(id)).toEqual(
      ['24', '26', '28'].map((day) => `2025-11-${day} closed`).concat('2025-12-01 closed'),
    )
    expect(daily.nextDue()).toBeUndefined()
  })

  it('skips a day without questions, and says so', async () => {
    const world = newWorld({ papers: [] })
    const daily = await world.start()
    const { id } = await set(daily)
    await world.pass(daily, 2 * HOUR)
    expect(await world.record(id)).toEqual(['2025-11-22 skipped no-questions'])
    world.papers.push(paper('p1', 3))
    await world.pass(daily, DAY, 10 * MINUTE)
    expect(await world.record(id)).toEqual(['2025-11-22 skipped no-questions', '2025-11-23 posted'])
    expect(world.channels.messages[0]?.post.number).toBe(1)
  })
})

describe('what moderators change', () => {
  it('keeps to ten schedules in a guild', async () => {
    const world = newWorld()
    const daily = await world.start()
    for (let made = 0; made < 10; made++) await set(daily)
    expect(await daily.set(GUILD, EVERY_DAY)).toEqual({ kind: 'too-many', max: 10 })
    expect(new Set((await daily.schedules(GUILD)).map(({ id }) => id)).size).toBe(10)
    expect((await set(daily, {}, 'g2')).id).toMatch(/^[a-z0-9]{6}$/)
  })

  it.each([
    ['time', { time: '9:00' }],
    ['time', { time: '24:00' }],
    ['zone', { zone: '上海' }],
    ['days', { days: [] }],
    ['days', { days: [0] }],
    ['questions', { questions: 11 }],
    ['revealHours', { revealHours: 169 }],
    ['endsOn', { endsOn: '2025-02-30' }],
    ['windowMinutes', { windowMinutes: 0 }],
    ['endsOn', { endsOn: 'tomorrow' }],
  ])('refuses a wrong %s: %j', async (field, changes) => {
    const daily = await newWorld().start()
    await expect(set(daily, changes)).rejects.toThrow(new RegExp(`schedule: ${field} cannot be`))
  })

  it('posts at an edited time from the next local date without a delivery', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily)
    await world.passTo(daily, '2025-11-22T01:05Z')
    const edited = await daily.edit(GUILD, id, { time: '20:00' })
    expect(edited && daily.nextRun(edited)).toBe(Date.parse('2025-11-23T12:00Z'))
    await world.passTo(daily, '2025-11-23T13:00Z', 5 * MINUTE)
    expect(world.channels.messages.map(({ postedAt }) => new Date(postedAt).toISOString())).toEqual([
      '2025-11-22T01:00:00.000Z',
      '2025-11-23T12:00:00.000Z',
    ])
  })

  it('posts at an edited time on the same date when there was none yet', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily, { time: '20:00' })
    const edited = await daily.edit(GUILD, id, { time: '08:30' })
    expect(edited && daily.nextRun(edited)).toBe(Date.parse('2025-11-22T00:30Z'))
    await world.pass(daily, HOUR)
    expect(await world.record(id)).toEqual(['2025-11-22 posted'])
  })

  it('posts once per local date when the zone moves the date back', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily)
    await world.passTo(daily, '2025-11-22T01:05Z')
    await daily.edit(GUILD, id, { zone: 'America/Los_Angeles', time: '18:00' }) // there it is the 21st, 17:05
    await world.passTo(daily, '2025-11-24T03:00Z', 5 * MINUTE)
    expect(await world.record(id)).toEqual(['2025-11-22 closed', '2025-11-23 posted'])
  })

  it.each([
    ['paused', (daily: Daily, id: string) => daily.pause(GUILD, id)],
    ['removed', (daily: Daily, id: string) => daily.remove(GUILD, id)],
    ['moved to a later time', (daily: Daily, id: string) => daily.edit(GUILD, id, { time: '21:00' })],
  ])('posts nothing for a slot of a schedule that is %s just then', async (_, change) => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily)
    world.meanwhile = () => change(daily, id)
    await world.pass(daily, 2 * HOUR)
    expect(world.channels.messages).toEqual([])
    expect(await world.record(id)).toEqual([])
  })

  it('does not make up for slots on days that were just added', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily, { days: [1] })
    await world.passTo(daily, '2025-11-22T02:00Z')
    await daily.edit(GUILD, id, { days: [1, 6] })
    await world.pass(daily, HOUR)
    expect(world.channels.messages).toEqual([])
  })

  it('posts nothing while paused, and does not make up for it', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily)
    expect(await daily.pause(GUILD, id)).toMatchObject({ paused: { reason: 'by-moderator' } })
    expect(await daily.list(GUILD)).toMatchObject([{ nextRun: undefined }])
    await world.pass(daily, DAY + 2 * HOUR, 10 * MINUTE)
    await daily.resume(GUILD, id)
    await world.pass(daily, HOUR)
    expect(await world.record(id)).toEqual([])
    await world.pass(daily, DAY, 10 * MINUTE)
    expect(await world.record(id)).toEqual(['2025-11-24 posted'])
  })

  it('still closes the open post of a removed schedule, and restores it', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily)
    await world.pass(daily, 2 * HOUR)
    await daily.remove(GUILD, id)
    expect(await daily.list(GUILD)).toEqual([])
    expect(await daily.pause(GUILD, id)).toBeUndefined()
    await world.pass(daily, 2 * DAY, 10 * MINUTE)
    expect(await world.record(id)).toEqual(['2025-11-22 closed'])
    expect(await daily.restore(GUILD, id)).toMatchObject({ id, removedAt: null })
    await world.pass(daily, DAY, 10 * MINUTE)
    expect(await world.record(id)).toEqual(['2025-11-22 closed', '2025-11-25 posted'])
  })

  it('forgets a removed schedule after 30 days, at a start', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily)
    await daily.remove(GUILD, id)
    await daily.stop()
    world.now += 29 * DAY
    await (await world.start()).stop()
    expect((await world.schedule(id)).id).toBe(id)
    world.now += 2 * DAY
    const later = await world.start()
    expect(await later.restore(GUILD, id)).toBeUndefined()
  })

  it.each(['pause', 'resume', 'remove', 'restore'] as const)(
    'knows no schedule to %s under what is no id',
    async (deed) => {
      const daily = await newWorld().start()
      expect(await daily[deed](GUILD, 'none')).toBeUndefined()
      expect(await daily[deed](GUILD, '../x')).toBeUndefined()
    },
  )
})

describe('/daily post', () => {
  it('posts beside the slots, once per interaction, and closes after a day', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily)
    expect(await daily.postNow(GUILD, id, '77')).toMatchObject({ state: 'posted', number: 1, date: 'm-77' })
    expect(await daily.postNow(GUILD, id, '77')).toMatchObject({ state: 'posted', number: 1 })
    await world.pass(daily, 2 * HOUR)
    expect(await world.record(id)).toEqual(['2025-11-22 posted', 'm-77 posted'])
    expect(world.channels.messages[0]?.post).toMatchObject({
      date: undefined,
      closesAt: Date.parse('2025-11-23T00:00Z'),
    })
    await world.pass(daily, DAY, 10 * MINUTE)
    expect(await world.record(id)).toEqual(['2025-11-22 closed', '2025-11-23 posted', 'm-77 closed'])
  })

  it('posts in a paused schedule and leaves it paused', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily)
    await daily.pause(GUILD, id)
    expect(await daily.postNow(GUILD, id, '77')).toMatchObject({ state: 'posted' })
    expect(await daily.list(GUILD)).toMatchObject([
      { schedule: { paused: { reason: 'by-moderator' } }, last: { date: 'm-77' } },
    ])
  })

  it.each(['missing-permission', 'try-later', 'refused'] as const)(
    'tells a failure (%s) at once, and pauses nothing',
    async (reason) => {
      const world = newWorld()
      const daily = await world.start()
      const { id } = await set(daily)
      world.channels.fail('post', { reason })
      expect(await daily.postNow(GUILD, id, '77')).toMatchObject({ state: 'failed', reason })
      expect(await daily.list(GUILD)).toMatchObject([{ schedule: { paused: null, lastNumber: 0 }, stockLeft: 40 }])
      expect(world.channels.notices).toEqual([])
    },
  )

  it('knows no schedule under another id, and says when there are no questions', async () => {
    const world = newWorld({ papers: [] })
    const daily = await world.start()
    const { id } = await set(daily)
    expect(await daily.postNow(GUILD, 'none', '77')).toBeUndefined()
    expect(await daily.postNow(GUILD, id, '77')).toMatchObject({ state: 'skipped', reason: 'no-questions' })
  })
})

describe('an absence', () => {
  it('is followed by a late post within the window', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily)
    await daily.stop()
    world.now = Date.parse('2025-11-22T03:30Z')
    await world.start()
    expect(await world.record(id)).toEqual(['2025-11-22 posted'])
    expect(world.channels.messages[0]?.post).toMatchObject({ isLate: true, closesAt: Date.parse('2025-11-23T01:00Z') })
  })

  it('leaves slots beyond the window skipped with the reason, and open posts closed', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily)
    await world.pass(daily, 2 * HOUR)
    await daily.stop()
    world.now = Date.parse('2025-11-25T08:00Z')
    const later = await world.start()
    const skipped = ['23', '24', '25'].map((day) => `2025-11-${day} skipped too-late`)
    expect(await world.record(id)).toEqual(['2025-11-22 closed', ...skipped])
    expect(later.nextDue()).toBe(Date.parse('2025-11-26T01:00Z'))
    await world.pass(later, DAY, 10 * MINUTE)
    expect(world.channels.messages.map(({ post }) => post.number)).toEqual([1, 2])
  })
})

describe('trouble with a channel', () => {
  it('does not delay others: a post that is never answered, and a tick that goes on', async () => {
    const world = newWorld()
    const daily = await world.start()
    await set(daily, { channel: 'slow' })
    const { id } = await set(daily, { channel: 'c2' })
    world.channels.stall('slow')
    await world.pass(daily, DAY + 2 * HOUR, 10 * MINUTE)
    expect(await world.record(id)).toEqual(['2025-11-22 closed', '2025-11-23 posted'])
  })

  it.each(['missing-permission', 'unknown-channel', 'left-guild'] as const)(
    'pauses the schedule and tells: %s',
    async (reason) => {
      const world = newWorld()
      const daily = await world.start()
      const { id } = await set(daily)
      world.channels.breakChannel('c1', reason)
      await world.pass(daily, 3 * DAY, 10 * MINUTE)
      expect(await world.record(id)).toEqual([`2025-11-22 failed ${reason}`])
      expect(world.channels.notices).toEqual([{ guild: GUILD, kind: 'paused', schedule: id, channel: 'c1', reason }])
      expect(await daily.list(GUILD)).toMatchObject([{ schedule: { paused: { reason } }, stockLeft: 40 }])
      world.channels.breakChannel('c1', undefined)
      await daily.resume(GUILD, id)
      await world.pass(daily, DAY, 10 * MINUTE)
      expect(await world.record(id)).toEqual([`2025-11-22 failed ${reason}`, '2025-11-25 posted'])
      expect(world.channels.messages[0]?.post.number).toBe(1)
    },
  )

  it.each([
    [2 * HOUR, '2025-11-22 posted', true],
    [5 * HOUR, '2025-11-22 failed missing-permission', false],
  ])(
    'resumed %d ms after midnight UTC, once mended, posts what is still in its window',
    async (after, record, isLate) => {
      const world = newWorld()
      const daily = await world.start()
      const { id } = await set(daily)
      world.channels.breakChannel('c1', 'missing-permission')
      await world.pass(daily, after)
      world.channels.breakChannel('c1', undefined)
      const resumed = await daily.resume(GUILD, id)
      expect(resumed && daily.late(resumed)).toBe(isLate ? Date.parse('2025-11-22T01:00Z') : undefined)
      await world.pass(await world.start(), HOUR)
      expect(await world.record(id)).toEqual([record])
      expect(world.channels.messages).toMatchObject(isLate ? [{ post: { number: 1, isLate } }] : [])
    },
  )

  it('goes on by itself in another channel', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily)
    world.channels.breakChannel('c1', 'unknown-channel')
    await world.pass(daily, 2 * HOUR)
    expect(await daily.edit(GUILD, id, { channel: 'c2' })).toMatchObject({ paused: null })
    await world.pass(daily, DAY, 10 * MINUTE)
    expect(world.channels.messages.map(({ post }) => post.channel)).toEqual(['c2'])
  })

  it('goes on when the bot is in the guild again, late where the window allows', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily)
    world.channels.breakChannel('c1', 'left-guild')
    await world.pass(daily, 2 * HOUR)
    world.channels.breakChannel('c1', undefined)
    await world.passTo(daily, '2025-11-23T02:00Z', 10 * MINUTE)
    await daily.guildIsBack(GUILD)
    await world.pass(daily, MINUTE)
    expect(await world.record(id)).toEqual(['2025-11-22 failed left-guild', '2025-11-23 posted'])
    expect(world.channels.messages[0]?.post.isLate).toBe(true)
  })

  it('does not resume what a moderator paused', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily)
    await daily.pause(GUILD, id)
    await daily.guildIsBack(GUILD)
    expect((await world.schedule(id)).paused).not.toBeNull()
  })

  it('tries again later and later, and as long as Discord asks, within the window', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily)
    world.channels.fail(
      'post',
      { reason: 'try-later' },
      { reason: 'try-later', retryAfterMs: 20 * MINUTE },
      { reason: 'try-later' },
    )
    await world.pass(daily, 3 * HOUR)
    const [message] = world.channels.messages
    expect(message?.post).toMatchObject({ isLate: true, number: 1 })
    expect(await world.delivery(id, '2025-11-22')).toMatchObject({ state: 'posted', steps: { post: { attempts: 4 } } })
    expect(message?.postedAt).toBeGreaterThan(Date.parse('2025-11-22T01:21Z'))
  })

  it('gives up at the end of the window; number and questions are free again', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily)
    world.channels.breakChannel('c1', 'try-later')
    await world.pass(daily, 6 * HOUR)
    expect(await world.record(id)).toEqual(['2025-11-22 failed try-later'])
    expect(await world.round(id, '2025-11-22')).toBeUndefined()
    expect(await daily.list(GUILD)).toMatchObject([
      { schedule: { paused: null, lastNumber: 0, open: [] }, stockLeft: 40 },
    ])
  })

  it('posts in the channel that was chosen while the first could not be reached', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily)
    world.channels.breakChannel('c1', 'try-later')
    await world.pass(daily, 65 * MINUTE)
    await daily.edit(GUILD, id, { channel: 'c2' })
    await world.pass(daily, HOUR)
    expect(world.channels.messages.map(({ post }) => post.channel)).toEqual(['c2'])
  })

  it('closes when the channel can be reached again', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily, { days: [6] })
    await daily.postNow(GUILD, id, '77')
    world.channels.fail(
      'edit',
      { reason: 'try-later' },
      { reason: 'edit-limit' },
      { reason: 'outcome-unknown', arrives: true },
    )
    await world.pass(daily, 25 * HOUR, 5 * MINUTE)
    expect(world.channels.of(`d-${id}-m-77`)[0]?.edits.at(-1)).toEqual({ kind: 'closed' })
    expect(await world.delivery(id, 'm-77')).toMatchObject({
      state: 'closed',
      reason: null,
      steps: { close: { attempts: 4 } },
    })
  })

  it.each([
    ['deleted by hand', 'unknown-message', null],
    ['in a channel that is gone', 'unknown-channel', 'unknown-channel'],
    ['in a channel closed to the bot', 'missing-permission', 'missing-permission'],
  ] as const)('ends a post that is %s without more tries', async (_, fault, reason) => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily, { days: [6] })
    await daily.postNow(GUILD, id, '77')
    world.channels.fail('edit', { reason: fault })
    await world.pass(daily, 25 * HOUR, 5 * MINUTE)
    expect(await world.delivery(id, 'm-77')).toMatchObject({
      state: 'closed',
      reason,
      steps: { close: { attempts: 1 } },
    })
    expect((await world.schedule(id)).open).not.toContain('m-77')
  })
})

describe('a post of which it is not known whether it arrived', () => {
  const unknown = { reason: 'outcome-unknown' } as const
  const arrived = { reason: 'outcome-unknown', arrives: true } as const

  it.each([
    ['arrived, known again by its nonce', [arrived], false],
    ['did not arrive, sent again', [unknown], false],
    ['arrived, found in the history', [arrived], true],
    ['did not arrive, not in the history, sent', [unknown, unknown, unknown], false],
    ['arrived at the second try, then not sent for sure', [unknown, arrived, { reason: 'try-later' }] as const, true],
  ] as const)('%s', async (_, faults, isNonceForgotten) => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily)
    world.channels.fail('post', ...faults)
    await world.passTo(daily, '2025-11-22T01:00Z')
    if (isNonceForgotten) {
      await daily.stop()
      world.now += 3 * MINUTE
    }
    const later = isNonceForgotten ? await world.start() : daily
    await world.pass(later, 2 * HOUR)
    expect(world.channels.of(`d-${id}-2025-11-22`)).toHaveLength(1)
    expect(await world.delivery(id, '2025-11-22')).toMatchObject({
      state: 'posted',
      message: world.channels.messages[0]?.id,
      number: 1,
    })
  })

  it('keeps the answers given on it, even if it is judged not to be there', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily)
    world.channels.fail('post', arrived)
    await world.passTo(daily, '2025-11-22T01:00Z')
    await daily.stop()
    const place = { guild: GUILD, round: `d-${id}-2025-11-22`, question: 0 }
    await answerQuestion(world.store, place, { member: 'u', choice: 0, now: world.now })
    world.channels.deleteMessage('message-1')
    world.now += 6 * HOUR
    await world.start()
    expect(await world.record(id)).toEqual(['2025-11-22 failed try-later'])
    const round = await world.round(id, '2025-11-22')
    expect(round && firstAnswer(round, 0, 'u')).toMatchObject({ choice: 0 })
  })

  it('is not sent again where the history is hidden: recorded and told', async () => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily)
    world.channels.fail('post', arrived, unknown)
    world.channels.fail('find', { reason: 'history-hidden' })
    await world.pass(daily, 2 * HOUR)
    expect(world.channels.messages).toHaveLength(1)
    expect(await world.record(id)).toEqual(['2025-11-22 unknown outcome-unknown'])
    expect(world.channels.notices).toMatchObject([{ kind: 'unknown', reason: 'outcome-unknown' }])
    expect((await world.schedule(id)).paused).toBeNull()
    const asked = world.channels.messages[0]?.post.round.questions.length
    expect(await daily.list(GUILD)).toMatchObject([{ stockLeft: 40 - (asked ?? 0) }])
  })

  it.each(['posting', 'unknown'] as const)('is proved by a click while %s, and closed in time', async (state) => {
    const world = newWorld()
    const daily = await world.start()
    const { id } = await set(daily)
    world.channels.fail('post', arrived, unknown, unknown, unknown)
    world.channels.fail('find', state === 'unknown' ? { reason: 'history-hidden' } : { reason: 'try-later' })
    await world.passTo(daily, '2025-11-22T01:02Z')
    expect(await world.delivery(id, '2025-11-22')).toMatchObject({ state })
    const round = `d-${id}-2025-11-22`
    await answerQuestion(world.store, { guild: GUILD, round, question: 0 }, { member: 'u', choice: 0, now: world.now })
    daily.answered(GUILD, round, 'message-1')
    await settle()
    expect(await world.delivery(id, '2025-11-22')).toMatchObject({ state: 'posted', message: 'message-1' })
    await world.pass(daily, DAY, 5 * MINUTE)
    expect(world.channels.of(round)).toHaveLength(1)
    expect(world.channels.of(round)[0]?.edits.at(-1)).toEqual({ kind: 'closed' })
    expect((await world.round(id, '2025-11-22'))?.answers).toHaveProperty(['0/u'])
  })
})
