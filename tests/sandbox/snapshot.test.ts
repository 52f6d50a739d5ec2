import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SandboxError, startSandbox } from '../../src/sandbox/sandbox.ts'
import { seedWorld } from '../../src/sandbox/world/seed.ts'
import { Snapshot } from '../../src/sandbox/world/snapshot.ts'
import { SandboxDriver } from '../e2e/driver.ts'
import { RawBot } from './raw-bot.ts'
import { HALL } from './stage.ts'

let folder: string
let stateFile: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-'))
  stateFile = join(folder, 'state.json')
})

afterEach(() => rm(folder, { recursive: true, force: true }))

describe('a sandbox with a state file', () => {
  it('is the same after a restart', async () => {
    const first = await startSandbox({ port: 0, stateFile })
    const driver = new SandboxDriver(first.url)
    const lin = await driver.as('小林')
    const said = await lin.say('remember me')
    await driver.advanceClock(1_000)
    await driver.setLocale(lin.id, 'en-US')
    const bot = new RawBot(first)
    await bot.rest('PUT', `/applications/${first.applicationId}/commands`, [{ name: 'ask', description: 'Ask' }])
    await driver.close()
    await first.close()

    const second = await startSandbox({ port: 0, stateFile })
    const again = new SandboxDriver(second.url)
    const person = await again.as('小林')
    expect((await person.messages()).map((message) => message.id)).toEqual([said.id])
    expect(await person.commands()).toEqual(['ask'])
    expect(person.user.locale).toBe('en-US')
    const later = await person.say('later')
    expect(BigInt(later.id)).toBeGreaterThan(BigInt(said.id))
    expect(await again.now()).toBeGreaterThan(Date.now())
    await again.close()
    await second.close()
  })

  it('takes up whatever a bot has left in it', async () => {
    const first = await startSandbox({ port: 0, stateFile })
    const bot = new RawBot(first)
    const form = new FormData()
    form.set(
      'payload_json',
      JSON.stringify({ content: 'x', nonce: 'n', enforce_nonce: true, embeds: [{ title: 't' }] }),
    )
    form.set('files[0]', new File(['words'], 'a.txt', { type: 'text/plain' }))
    const path = `/channels/${HALL}/messages`
    const { body } = await bot.rest('POST', path, form)
    await bot.rest('PUT', `${path}/${body.id}/reactions/👍/@me`)
    await bot.rest('POST', `${path}/${body.id}/threads`, { name: 'thread' })
    await first.close()
    const second = await startSandbox({ port: 0, stateFile })
    const found = await new RawBot(second).rest('GET', `${path}/${body.id}`)
    expect(found.body).toMatchObject({ content: 'x', reactions: [{ count: 1 }] })
    expect((await new RawBot(second).rest('GET', `/channels/${body.id}`)).body).toMatchObject({ name: 'thread' })
    await second.close()
  })

  it.each([
    ['half a text', '{', /that is not JSON/],
    ['nothing', '', /text of 0 characters/],
    ['NUL bytes', '\0\0\0', /that is not JSON/],
    ['something else', 'null', /the file: .*object/],
    ['another version', '{"version":2}', /version: .*1/],
    ['half a world', '{"version":1,"guild":{}}', /expected/],
    ['a world without its bot', JSON.stringify({ ...seedWorld(), users: [] }), /users: no bot/],
    ['a damaged message', JSON.stringify({ ...seedWorld(), messages: { 1: [{}] } }), /messages\.1\.0\.message/],
  ])('that holds %s is named instead of starting afresh', async (_what, text, found) => {
    await writeFile(stateFile, text)
    const starting = startSandbox({ port: 0, stateFile })
    await expect(starting).rejects.toThrow(SandboxError)
    await expect(starting).rejects.toThrow(`${stateFile}: expected the sandbox's saved world, found`)
    await expect(starting).rejects.toThrow(found)
    await expect(starting).rejects.toThrow('Delete or move')
    expect(await readFile(stateFile, 'utf8')).toBe(text)
  })

  it('that is a folder is named, too', async () => {
    await mkdir(stateFile)
    const starting = startSandbox({ port: 0, stateFile })
    await expect(starting).rejects.toThrow(SandboxError)
    await expect(starting).rejects.toThrow(stateFile)
  })

  it('writes while it runs, not only at the end', async () => {
    const sandbox = await startSandbox({ port: 0, stateFile })
    const driver = new SandboxDriver(sandbox.url)
    await (await driver.as('小林')).say('soon on disk')
    await expect
      .poll(async () => readFile(stateFile, 'utf8').catch(() => ''), { timeout: 5_000 })
      .toContain('soon on disk')
    await driver.close()
    await sandbox.close()
  })
})

describe('a port that is taken', () => {
  it('is refused with what to do', async () => {
    const sandbox = await startSandbox({ port: 0 })
    const port = Number(new URL(sandbox.url).port)
    const starting = startSandbox({ port })
    await expect(starting).rejects.toThrow(SandboxError)
    await expect(starting).rejects.toThrow(`SANDBOX_PORT: expected a free port, found ${port}, one on which another`)
    await sandbox.close()
  })
})

describe('a snapshot', () => {
  /** How often a world is written that changes every 100 ms for some time. */
  async function writesDuring(changesMs: number): Promise<number> {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    let taken = 0
    const snapshot = new Snapshot(stateFile, () => {
      taken += 1
      return seedWorld()
    })
    for (let at = 0; at < changesMs; at += 100) {
      snapshot.touch()
      await vi.advanceTimersByTimeAsync(100)
    }
    await vi.advanceTimersByTimeAsync(60_000)
    vi.useRealTimers()
    await expect.poll(() => taken).toBeGreaterThan(0)
    await snapshot.close()
    return taken - 1 // the last is that of the end
  }

  it.each([
    [100, 1],
    [9_000, 1],
    [35_000, 4],
  ])('of a world that changes for %i ms is written %i times', async (changesMs, times) => {
    expect(await writesDuring(changesMs)).toBe(times)
  })
})
