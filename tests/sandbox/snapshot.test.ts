import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSandbox } from '../../src/sandbox/sandbox.ts'
import { SandboxDriver } from '../e2e/driver.ts'
import { RawBot } from './raw-bot.ts'

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

  it('names a damaged file instead of starting afresh', async () => {
    for (const text of ['{', '{}', 'null', '']) {
      await writeFile(stateFile, text)
      await expect(startSandbox({ port: 0, stateFile })).rejects.toThrow(stateFile)
    }
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
  it('is refused', async () => {
    const sandbox = await startSandbox({ port: 0 })
    const port = Number(new URL(sandbox.url).port)
    await expect(startSandbox({ port })).rejects.toThrow('EADDRINUSE')
    await sandbox.close()
  })
})
