import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { createScheduleBook } from '../../src/daily/schedule-book.ts'
import { openFileStore } from '../../src/store/file-store.ts'

let dir = ''
afterEach(() => rm(dir, { recursive: true, force: true }))

it('what cannot be read is logged once with its file and left out; the other schedules stand', async () => {
  dir = await mkdtemp(join(tmpdir(), 'yandu-schedules-'))
  const bad = ['schedules/1/broken', 'deliveries/1/abc123/2026-01-05'].map((path) => join(dir, `${path}.json`))
  for (const file of bad) {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, '{"version":1,"sequence":1,"data":{"nonsense":true}}')
  }
  const store = await openFileStore({ dir, onWarning: () => undefined })
  const logged: { err?: unknown }[] = []
  const logger = { error: (details: object) => logged.push(details) }
  const book = createScheduleBook({ store, newId: () => 'abc123', logger })
  const wish = {
    channel: '12',
    time: '08:30',
    zone: 'Asia/Shanghai',
    days: [1],
    questions: 2,
    papers: [],
    windowMinutes: 60,
    endsOn: null,
  }
  await book.create('1', wish, Date.parse('2026-01-01T00:00:00Z'))
  for (let times = 0; times < 2; times++) {
    expect((await book.list('1')).map(({ id, time }) => [id, time])).toEqual([['abc123', '08:30']])
    expect(await book.last('1', 'abc123')).toBeUndefined()
  }
  expect(logged).toHaveLength(2)
  for (const [i, file] of bad.entries()) expect(String(logged[i]?.err)).toContain(file)
  await store.close()
})
