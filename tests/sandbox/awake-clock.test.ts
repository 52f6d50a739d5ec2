import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { outputOf, spawnTs } from '../spawn.ts'

/** Milliseconds that a process counted, after it was paused for some and then worked for some. */
async function counted({ paused, worked }: { paused: number; worked: number }) {
  const child = await spawnTs('tests/sandbox/awake-child.ts', [])
  const output = outputOf(child)
  if (!child.stdout || !child.stdin) throw new Error('expected pipes')
  await once(child.stdout, 'data')
  child.kill('SIGSTOP')
  await sleep(paused)
  child.kill('SIGCONT')
  child.stdin.write(String(worked))
  return JSON.parse((await output).replace('ready\n', '')) as { awake: number; wall: number }
}

describe('the time that the bot has for its answer', () => {
  it('stands still while the machine keeps the process from running', async () => {
    const { awake, wall } = await counted({ paused: 2_000, worked: 0 })
    expect(wall - awake).toBeGreaterThan(1_500)
  })

  it('goes on while the process works', async () => {
    const { awake } = await counted({ paused: 0, worked: 1_000 })
    expect(awake).toBeGreaterThan(900)
  })
})
