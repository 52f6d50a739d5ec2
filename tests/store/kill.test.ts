import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openFileStore } from '../../src/store/file-store.ts'
import { spawnTs } from '../spawn.ts'
import { filesWith } from './bytes.ts'
import { newFolder, removeFoldersAfterEach } from './folders.ts'
import { numbers } from './kinds.ts'

removeFoldersAfterEach()

const KILLS = 20
const SEED = 20261122
const OPENED = /^open\n/
const ERASED = /^-\d+\n/m

it('a killed process loses nothing it confirmed, leaves nothing half done and nothing that it erased', {
  timeout: 60_000,
}, async () => {
  const dir = await newFolder()
  const random = newRandom(SEED)
  const confirmed: number[] = []
  const erased: number[] = []
  for (let kill = 0; kill < KILLS; kill++) {
    const first = kill * 1_000_000
    const printed = await writeAndKill(dir, first, kill === 0 ? ERASED : OPENED, Math.floor(random() * 150))
    confirmed.push(...printed.filter((number) => number >= 0))
    erased.push(...printed.filter((number) => number < 0))
    for (const secret of erased) expect(filesWith(dir, String(-secret))).toEqual([])
    await expectWhole(dir, confirmed)
  }
  expect(confirmed.length).toBeGreaterThan(KILLS)
  expect(erased).not.toEqual([])
})

/** The numbers that the process confirmed before it was killed, `delayMs` after it had printed the event. */
async function writeAndKill(dir: string, first: number, event: RegExp, delayMs: number): Promise<number[]> {
  const child = await spawnTs('tests/store/pair-writer.ts', [dir, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  const happened = new Promise<void>((resolve) => {
    child.stdout?.on('data', (part) => {
      output += String(part)
      if (event.test(output)) resolve()
    })
  })
  const closed = once(child, 'close')
  await Promise.race([happened, closed])
  await sleep(delayMs)
  child.kill('SIGKILL')
  await closed
  const lines = output.split('\n').slice(1, -1) // the last line may be cut
  return lines.map(Number)
}

async function expectWhole(dir: string, confirmed: readonly number[]): Promise<void> {
  // A store that saves nothing when it closes leaves the journal to the next process, which is killed in its turn.
  const store = await openFileStore({ dir, closeBudgetMs: 0, onWarning: () => undefined })
  for (const pair of ['0', '1', '2']) {
    const left = (await store.read(numbers.key('left', pair)))?.list ?? []
    expect((await store.read(numbers.key('right', pair)))?.list ?? []).toEqual(left)
    const mine = confirmed.filter((number) => String(number % 3) === pair)
    expect(mine.filter((number) => !left.includes(number))).toEqual([])
  }
  const listed = (await store.list(numbers, 'blinking')).map((key) => key.path)
  for (const pair of ['0', '1', '2']) {
    const key = numbers.key('blinking', pair)
    expect(listed.includes(key.path)).toBe((await store.read(key)) !== undefined)
  }
  await store.close()
}

/** Park and Miller's minimal generator: the same moments in each run. */
function newRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
