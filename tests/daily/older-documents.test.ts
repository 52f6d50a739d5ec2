import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { deliveries, extraStep } from '../../src/daily/delivery.ts'
import { schedules } from '../../src/daily/schedule.ts'
import { openFileStore } from '../../src/store/file-store.ts'

let dir = ''
afterEach(() => rm(dir, { recursive: true, force: true }))

/** As version 0.1 wrote them. */
const SCHEDULE = {
  channel: 'c',
  time: '09:00',
  zone: 'Asia/Shanghai',
  days: [1, 2, 3],
  questions: 2,
  papers: ['002'],
  windowMinutes: 180,
  startsOn: '2025-11-01',
  endsOn: null,
  paused: null,
  removedAt: null,
  createdAt: 1,
  handledUntil: 2,
  lastDate: '2025-11-22',
  lastNumber: 7,
  open: ['2025-11-22'],
}
const STEP = { attempts: 1, nextTryAt: 5, inDoubtSince: null }
const DELIVERY = {
  state: 'posted',
  reason: null,
  channel: 'c',
  slotAt: 1,
  plannedAt: 1,
  deadline: 2,
  closesAt: 3,
  number: 7,
  isLate: false,
  message: 'm',
  postedAt: 2,
  steps: { post: STEP, close: STEP },
}

it('schedules and deliveries of version 1 are read, with nothing of the new wished for', async () => {
  dir = await mkdtemp(join(tmpdir(), 'yandu-older-'))
  for (const [path, data] of [
    ['schedules/1/abc', SCHEDULE],
    ['deliveries/1/abc/2025-11-22', DELIVERY],
  ] as const) {
    const file = join(dir, `${path}.json`)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, JSON.stringify({ version: 1, sequence: 1, data }))
  }
  const store = await openFileStore({ dir, onWarning: () => undefined })
  const off = extraStep(false)
  expect(await store.read(schedules.key('1', 'abc'))).toEqual({
    ...SCHEDULE,
    role: null,
    thread: false,
    pin: false,
    recap: false,
    mode: 'all',
    revealHours: null,
    skipDate: null,
    toldStock: null,
  })
  expect(await store.read(deliveries.key('1', 'abc', '2025-11-22'))).toEqual({
    ...DELIVERY,
    role: null,
    mode: 'all',
    steps: { ...DELIVERY.steps, thread: off, pin: off, recap: off },
  })
  await store.close()
})
