import { setTimeout as sleep } from 'node:timers/promises'
import { Events } from 'discord.js'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../../src/discord/app.ts'
import { createClient } from '../../src/discord/client.ts'
import type { Answer, Command, Defer } from '../../src/discord/command.ts'
import { button, row } from '../../src/discord/controls.ts'
import { customId } from '../../src/discord/custom-id.ts'
import { createDispatch } from '../../src/discord/dispatch.ts'
import { login } from '../../src/discord/login.ts'
import { plain } from '../../src/discord/reply.ts'
import { createSettings } from '../../src/discord/settings.ts'
import { loadTexts } from '../../src/discord/texts.ts'
import { UserError } from '../../src/discord/user-error.ts'
import { newId } from '../../src/ids.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import { createMemoryStore } from '../../src/store/memory-store.ts'
import { SandboxDriver, until } from '../e2e/driver.ts'
import { text } from '../e2e/visible-text.ts'
import { shown } from '../e2e/world.ts'

const SLOW_MS = 1_900 // longer than the 1.5 s after which dispatch defers
const logged: Record<string, unknown>[] = []
let sandbox: Sandbox
let driver: SandboxDriver
let stop: () => Promise<void>

/** A command that takes its time, and then answers in one way or another. */
function command(name: string, defer: Defer, run: () => Promise<Answer>, forModerators = false): Command {
  return {
    data: { name },
    defer,
    forModerators,
    execute: run,
    components: {
      press: {
        defer: 'update',
        run: () => sleep(SLOW_MS, { kind: 'update', message: plain('pressed') } as const),
      },
    },
  }
}

const pressMe = { content: 'press', components: [row(button(customId('quick', 'press'), 'press'))] }
const commands: readonly Command[] = [
  command('quick', 'hidden', async () => ({ kind: 'hidden', message: pressMe })),
  command('slowhidden', 'hidden', () => sleep(SLOW_MS, { kind: 'hidden', message: plain('late') } as const)),
  command('slowpublic', 'public', () => sleep(SLOW_MS, { kind: 'public', message: plain('late for all') } as const)),
  command('slowrefusal', 'public', async () => {
    await sleep(SLOW_MS)
    throw new UserError('emptyQuery')
  }),
  command('broken', 'hidden', () => Promise.reject(new Error('a bug of ours'))),
  command('guarded', 'hidden', async () => ({ kind: 'hidden', message: plain('done') }), true),
  command('toolong', 'hidden', async () => ({
    kind: 'hidden',
    message: { embeds: [], components: [{ type: 1, components: [] }] },
  })),
]

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
  driver = new SandboxDriver(sandbox.url)
  const logger = pino({ level: 'warn' }, { write: (line: string) => void logged.push(JSON.parse(line)) })
  const client = createClient({ apiUrl: sandbox.apiUrl, logger })
  const store = createMemoryStore()
  const parts = { store, settings: createSettings(store), texts: await loadTexts(), logger, now: Date.now, newId }
  const dispatch = createDispatch(commands, parts as unknown as App) // these commands use nothing else of the app
  client.on(Events.InteractionCreate, dispatch.handle)
  const ready = await login(client, sandbox.token, logger)
  await ready.application.commands.set(commands.map(({ data }) => ({ name: data.name, description: data.name })))
  await driver.waitForBot()
  stop = async () => {
    await dispatch.idle()
    await client.destroy()
  }
})
afterAll(async () => {
  await stop()
  await driver.close()
  await sandbox.close()
})

describe('dispatch', () => {
  it('answers at once when it can', async () => {
    const lin = await driver.as('小林')
    expect((await lin.command('quick')).kind).toBe('message')
  })

  it.each([
    ['slowhidden', 'late', 64],
    ['slowpublic', 'late for all', 0],
  ])('defers /%s in its way when it takes long', async (name, words, flags) => {
    const lin = await driver.as('小林')
    const answer = await lin.command(name)
    expect(answer.kind).toBe('deferred')
    expect(text(answer.message)).toBe(words)
    expect(shown(answer).flags ?? 0).toBe(flags)
  })

  it('defers a click by leaving the message as it is', async () => {
    const lin = await driver.as('小林')
    const answer = await lin.click(shown(await lin.command('quick')), 'press')
    expect(answer.kind).toBe('deferredUpdate')
    expect(text(answer.message)).toBe('pressed')
  })

  it('says a refusal hidden, even where it had promised a public answer', async () => {
    const [lin, yi] = [await driver.as('小林'), await driver.as('陳怡')]
    const answer = shown(await lin.command('slowrefusal'))
    expect(text(answer)).toContain('请写下想找的词')
    expect(answer.flags).toBe(64)
    await until(2_000, 'the placeholder to go', async () =>
      (await yi.messages()).every((message) => !message.sandbox.thinking),
    )
  })

  it('answers a bug of ours with a number, under which it is logged', async () => {
    const lin = await driver.as('小林')
    const [, id] = /出错了，已经记录（编号 (\w+)）/.exec(text((await lin.command('broken')).message)) ?? []
    expect(logged).toContainEqual(
      expect.objectContaining({ id, task: '/broken', err: expect.objectContaining({ message: 'a bug of ours' }) }),
    )
  })

  it('does the same when Discord refuses our answer', async () => {
    const lin = await driver.as('小林')
    expect(text((await lin.command('toolong')).message)).toMatch(/出错了，已经记录/)
  })

  it('asks for Manage Server when a thing is done, whatever Discord offered', async () => {
    const [alex, lin] = [await driver.as('Alex'), await driver.as('小林')]
    expect(text((await alex.command('guarded')).message)).toBe('done')
    expect(text((await lin.command('guarded')).message)).toContain('这个操作需要“管理服务器”权限')
  })
})
