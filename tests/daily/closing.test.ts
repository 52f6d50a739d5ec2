import { expect, it } from 'vitest'
import { roundIdOf } from '../../src/daily/delivery.ts'
import { createWorld, DAY, HOUR, MINUTE, set } from './world.ts'

it('a closing edit that fails after a long absence is tried again for a day, as any other', async () => {
  const world = createWorld({ now: '2025-11-22T00:30Z' })
  const daily = await world.start()
  const { id } = await set(daily, { endsOn: '2025-11-22' })
  await world.passTo(daily, '2025-11-22T01:01Z')
  await daily.stop()
  world.now += 9 * DAY // the answers were to be revealed after seven
  world.channels.fail('edit', { reason: 'outcome-unknown' }, { reason: 'try-later' })
  const again = await world.start()
  await world.pass(again, HOUR, MINUTE)
  expect(world.channels.of(roundIdOf(id, '2025-11-22')).map(({ edits }) => edits.at(-1))).toEqual([{ kind: 'closed' }])
  await world.end()
})
