import { describe, expect, it } from 'vitest'
import { type Delivery, deliveries, type ExtraStep, extraStep } from '../../src/daily/delivery.ts'
import { nextMoment, plan } from '../../src/daily/plan.ts'
import { newSchedule, type Schedule, schedules } from '../../src/daily/schedule.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const SLOT = Date.parse('2025-11-22T01:00Z') // 09:00 in Shanghai

const wish = {
  channel: 'c',
  time: '09:00',
  zone: 'Asia/Shanghai',
  days: [1, 2, 3, 4, 5, 6, 7],
  questions: 1,
  papers: [],
}
const key = schedules.key('g', 's')
const schedule = (changes: Partial<Schedule> = {}): Schedule => ({ ...newSchedule(wish, SLOT - HOUR), ...changes })

describe('the plan for a slot that passed', () => {
  const slot = { date: '2025-11-22', at: SLOT }
  const earlier = { date: '2025-11-21', at: SLOT - 24 * HOUR }
  const planned = (now: number, changes: Partial<Schedule> = {}, slots = [slot]) =>
    plan(now, [{ key, schedule: schedule(changes), slots }], []).map((action) => {
      if (action.kind === 'skip') return `skip ${action.slot.date}: ${action.reason}`
      return 'slot' in action ? `${action.kind} ${action.slot.date}` : action.kind
    })

  it.each([
    ['posts at its instant', SLOT, {}, [slot], ['post 2025-11-22']],
    ['posts a few minutes after it', SLOT + 4 * MINUTE, {}, [slot], ['post 2025-11-22']],
    ['posts late within the window', SLOT + 5 * MINUTE, {}, [slot], ['post-late 2025-11-22']],
    ['posts late at the end of the window', SLOT + 3 * HOUR, {}, [slot], ['post-late 2025-11-22']],
    ['skips beyond the window', SLOT + 3 * HOUR + 1, {}, [slot], ['skip 2025-11-22: too-late']],
    ['keeps to a window of its own', SLOT + 31 * MINUTE, { windowMinutes: 30 }, [slot], ['skip 2025-11-22: too-late']],
    [
      'skips the older ones of an absence and posts the last',
      SLOT + HOUR,
      {},
      [earlier, slot],
      ['skip 2025-11-21: too-late', 'post-late 2025-11-22'],
    ],
    ['does nothing while paused', SLOT, { paused: { reason: 'by-moderator', since: 0 } as const }, [slot], []],
    [
      'skips the slot that a moderator wished away',
      SLOT,
      { skipDate: '2025-11-22' },
      [slot],
      ['skip 2025-11-22: skipped-once'],
    ],
    ['posts when another date is to be skipped', SLOT, { skipDate: '2025-11-23' }, [slot], ['post 2025-11-22']],
    ['does nothing once removed', SLOT, { removedAt: SLOT }, [slot], []],
  ])('%s', (_, now, changes, slots, expected) => {
    expect(planned(now, changes, slots)).toEqual(expected)
  })
})

describe('the plan for an open delivery', () => {
  const base: Delivery = {
    state: 'planned',
    reason: null,
    channel: 'c',
    role: null,
    mode: 'all',
    slotAt: SLOT,
    plannedAt: SLOT,
    deadline: SLOT + 3 * HOUR,
    closesAt: SLOT + 24 * HOUR,
    number: null,
    isLate: false,
    message: null,
    postedAt: null,
    steps: {
      post: { attempts: 0, nextTryAt: SLOT, inDoubtSince: null },
      close: { attempts: 0, nextTryAt: 0, inDoubtSince: null },
      thread: extraStep(false),
      pin: extraStep(false),
      recap: extraStep(false),
    },
  }
  const tried = (post: Partial<Delivery['steps']['post']>, changes: Partial<Delivery> = {}): Delivery => ({
    ...base,
    ...changes,
    steps: { ...base.steps, post: { attempts: 1, nextTryAt: SLOT, inDoubtSince: null, ...post } },
  })
  const posted = (changes: Partial<Delivery> = {}): Delivery => ({ ...base, state: 'posted', message: 'm', ...changes })
  const inDoubt = tried({ inDoubtSince: SLOT }, { state: 'posting' })
  const paused = { paused: { reason: 'by-moderator', since: SLOT } as const }
  const broken = { paused: { reason: 'missing-permission', since: SLOT } as const }

  it.each<[string, number, Delivery, Partial<Schedule>, string, string?]>([
    ['planned, and the process died: sends it', SLOT, base, {}, 'retry'],
    ['not sent, and it is time: sends it again', SLOT + MINUTE, tried({ nextTryAt: SLOT + MINUTE }), {}, 'retry'],
    [
      'not sent, and Discord asked to wait: waits',
      SLOT + MINUTE,
      tried({ nextTryAt: SLOT + 2 * MINUTE }),
      {},
      'nothing',
    ],
    [
      'not sent within the window: gives up',
      SLOT + 4 * HOUR,
      tried({}, { reason: 'try-later' }),
      {},
      'give-up failed try-later',
    ],
    ['planned but never tried within the window: skips', SLOT + 4 * HOUR, base, {}, 'give-up skipped too-late'],
    ['in doubt for less than 2 minutes: sends it with the same nonce', SLOT + 2 * MINUTE - 1, inDoubt, {}, 'retry'],
    ['in doubt for longer: looks into the history', SLOT + 2 * MINUTE, inDoubt, {}, 'find'],
    ['in doubt after the window: looks into the history', SLOT + 9 * HOUR, inDoubt, {}, 'find'],
    ['not sent, and paused meanwhile: skips', SLOT, tried({}), paused, 'give-up skipped by-moderator'],
    ['not sent, and the channel is broken: fails', SLOT, tried({}), broken, 'give-up failed missing-permission'],
    ['not sent, and removed meanwhile: skips', SLOT, tried({}), { removedAt: SLOT }, 'give-up skipped by-moderator'],
    ['in doubt, and paused: looks before anything else', SLOT + MINUTE, inDoubt, paused, 'find'],
    ['manual, in a paused schedule: sends it', SLOT, base, paused, 'retry', 'm-1'],
    ['manual, in a removed schedule: skips', SLOT, base, { removedAt: SLOT }, 'give-up skipped by-moderator', 'm-1'],
    ['posted and open: nothing', SLOT + 23 * HOUR, posted(), {}, 'nothing'],
    ['posted and at its end: closes', SLOT + 24 * HOUR, posted(), {}, 'close'],
    ['posted and at its end in a paused schedule: closes', SLOT + 24 * HOUR, posted(), paused, 'close'],
    ['posted and at its end in a removed schedule: closes', SLOT + 24 * HOUR, posted(), { removedAt: SLOT }, 'close'],
    ['closed: nothing', SLOT + 99 * HOUR, posted({ state: 'closed' }), {}, 'nothing'],
    ['skipped: nothing', SLOT + 99 * HOUR, { ...base, state: 'skipped' }, {}, 'nothing'],
    ['failed: nothing', SLOT + 99 * HOUR, { ...base, state: 'failed' }, {}, 'nothing'],
    ['unknown: nothing', SLOT + 99 * HOUR, { ...base, state: 'unknown' }, {}, 'nothing'],
  ])('%s', (_, now, delivery, changes, expected, date = '2025-11-22') => {
    const open = { key: deliveries.key('g', 's', date), delivery, schedule: schedule(changes) }
    const [action] = plan(now, [], [open])
    expect(action?.kind === 'give-up' ? `give-up ${action.state} ${action.reason}` : (action?.kind ?? 'nothing')).toBe(
      expected,
    )
  })

  const owed = (extra: 'thread' | 'pin' | 'recap', step: Partial<ExtraStep> = {}) => ({
    [extra]: { ...extraStep(true), ...step },
  })
  const withExtras = (extras: Partial<Delivery['steps']>, changes: Partial<Delivery> = {}): Delivery =>
    posted({ steps: { ...base.steps, ...extras }, ...changes })
  const closed = { state: 'closed' } as const
  const RECAPPED = SLOT + 25 * HOUR

  it.each<[string, number, Delivery, Partial<Schedule>, string[]]>([
    ['a thread that is owed', SLOT, withExtras(owed('thread')), {}, ['extra thread']],
    [
      'a thread and a pin, each on its own',
      SLOT,
      withExtras({ ...owed('thread'), ...owed('pin') }),
      {},
      ['extra thread', 'extra pin'],
    ],
    ['a thread that has to wait', SLOT, withExtras(owed('thread', { nextTryAt: SLOT + 1 })), {}, []],
    ['a thread that is done', SLOT, withExtras(owed('thread', { state: 'done' })), {}, []],
    ['a thread before the post', SLOT, { ...base, steps: { ...base.steps, ...owed('thread') } }, {}, ['retry']],
    ['a pin at the closing', SLOT + 24 * HOUR, withExtras(owed('pin')), {}, ['close', 'extra pin']],
    ['a pin after its time', SLOT + 24 * HOUR + 1, withExtras(owed('pin')), {}, ['close', 'drop-extra pin too-late']],
    ['a recap before the closing', SLOT, withExtras(owed('recap')), {}, []],
    ['a recap after the closing', RECAPPED, withExtras(owed('recap'), closed), {}, ['extra recap']],
    ['a recap in a paused schedule', RECAPPED, withExtras(owed('recap'), closed), paused, ['extra recap']],
    [
      'a recap in a removed schedule',
      RECAPPED,
      withExtras(owed('recap'), closed),
      { removedAt: SLOT },
      ['drop-extra recap by-moderator'],
    ],
    [
      'a recap in doubt for less than 2 minutes',
      RECAPPED,
      withExtras(owed('recap', { inDoubtSince: RECAPPED - 1 }), closed),
      {},
      ['extra recap'],
    ],
    [
      'a recap in doubt for longer',
      RECAPPED,
      withExtras(owed('recap', { inDoubtSince: RECAPPED - 2 * MINUTE }), closed),
      {},
      ['find-extra recap'],
    ],
    [
      'a recap that is a day late',
      SLOT + 49 * HOUR,
      withExtras(owed('recap', { reason: 'try-later' }), closed),
      {},
      ['drop-extra recap try-later'],
    ],
  ])('%s', (_, now, delivery, changes, expected) => {
    const open = { key: deliveries.key('g', 's', '2025-11-22'), delivery, schedule: schedule(changes) }
    const told = plan(now, [], [open]).map((action) => {
      if (action.kind === 'drop-extra') return `${action.kind} ${action.extra} ${action.reason}`
      return 'extra' in action ? `${action.kind} ${action.extra}` : action.kind
    })
    expect(told).toEqual(expected)
  })

  it('has its next moment when the first of what it owes is due', () => {
    const both = { ...owed('thread', { nextTryAt: SLOT + 5 }), ...owed('pin', { nextTryAt: SLOT + 3 }) }
    expect(nextMoment(withExtras(both))).toBe(SLOT + 3)
    expect(nextMoment(withExtras(owed('recap', { nextTryAt: SLOT + 9 }), closed))).toBe(SLOT + 9)
    expect(nextMoment(withExtras(owed('recap', { state: 'done' }), closed))).toBeUndefined()
  })

  it('marks what is sent late as late', () => {
    const open = { key: deliveries.key('g', 's', '2025-11-22'), delivery: base, schedule: schedule() }
    expect(plan(SLOT + 4 * MINUTE, [], [open])).toMatchObject([{ kind: 'retry', isLate: false }])
    expect(plan(SLOT + 6 * MINUTE, [], [open])).toMatchObject([{ kind: 'retry', isLate: true }])
  })

  it('closes before it posts', () => {
    const open = {
      key: deliveries.key('g', 's', '2025-11-21'),
      delivery: posted({ closesAt: SLOT }),
      schedule: schedule(),
    }
    const due = { key, schedule: schedule(), slots: [{ date: '2025-11-22', at: SLOT }] }
    expect(plan(SLOT, [due], [open]).map(({ kind }) => kind)).toEqual(['close', 'post'])
  })

  it('has no next moment for what is at its end', () => {
    expect(nextMoment(base)).toBe(SLOT)
    expect(nextMoment(posted())).toBe(SLOT + 24 * HOUR)
    expect(nextMoment(posted({ state: 'closed' }))).toBeUndefined()
  })
})
