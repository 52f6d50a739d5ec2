import { expect, it } from 'vitest'
import type { ScheduleReport } from '../../src/daily/daily.ts'
import { deliveries, type GuildDelivery } from '../../src/daily/delivery.ts'
import { newDelivery } from '../../src/daily/new-delivery.ts'
import { newSchedule } from '../../src/daily/schedule.ts'
import { scheduleText } from '../../src/discord/schedule-card.ts'
import { loadTexts } from '../../src/discord/texts.ts'
import { DAY, EVERY_DAY, MINUTE } from '../daily/world.ts'

const AT = Date.parse('2025-11-22T01:00Z')
const reader = await (await loadTexts()).reader('en-US')
const DATE = '2025-11-22'

it.each<[string, Partial<GuildDelivery>, string, number]>([
  ['a post when it came', { state: 'posted', postedAt: AT + MINUTE }, 'posted', AT + MINUTE],
  ['a closed one when it was closed', { state: 'closed', postedAt: AT + MINUTE }, 'answers revealed', AT + DAY],
  ['a skipped one at its slot', { state: 'skipped', reason: 'skipped-once' }, 'a moderator skipped this one', AT],
])('a list dates %s', async (_, changes, words, at) => {
  const schedule = { ...newSchedule(EVERY_DAY, AT - DAY), id: 'abc123' }
  const planned = newDelivery(schedule, deliveries.key('g1', 'abc123', DATE), { date: DATE, at: AT }, AT)
  const last = { ...planned, ...changes, date: DATE }
  const report: ScheduleReport = { schedule, last, nextRun: AT + DAY, skipped: undefined, stockLeft: 9, daysLeft: 9 }
  const lines = scheduleText(report, reader)
  expect(lines.find((line) => line.startsWith('Last: '))).toMatch(new RegExp(`${words} <t:${at / 1_000}:f>$`))
})
