import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import { SandboxDriver, until } from '../e2e/driver.ts'
import { type Bot, startBareBot, startYandu } from './bots.ts'

/** A bot on a sandbox of its own, which runs in this process: whoever waits for an answer leaves the bot a core. */
export interface Stage {
  readonly driver: SandboxDriver
  readonly bot: Bot
  readonly guildId: string
  /** Where people type commands. */
  readonly hall: string
  /** Where the daily quiz is posted; the bare bot's button stands there. */
  readonly daily: string
  close(): Promise<void>
}

export function openBareStage(): Promise<Stage> {
  return openStage((sandbox, daily) => startBareBot(sandbox, daily))
}

export function openYanduStage(dataDir: string): Promise<Stage> {
  return openStage((sandbox) => startYandu(sandbox, dataDir))
}

async function openStage(start: (sandbox: Sandbox, daily: string) => Promise<Bot>): Promise<Stage> {
  const sandbox = await startSandbox({ port: 0 })
  const driver = new SandboxDriver(sandbox.url)
  const [hall, daily] = [await driver.channel('大厅'), await driver.channel('每日一题')]
  const bot = await start(sandbox, daily)
  await driver.waitForBot()
  return {
    driver,
    bot,
    guildId: sandbox.guildId,
    hall,
    daily,
    async close() {
      await driver.close()
      await bot.stop()
      await sandbox.close()
    },
  }
}

/** The custom id of the first button under the newest message of a channel, once there is one. */
export async function firstButton(
  { driver }: Stage,
  channelId: string,
): Promise<{ channelId: string; messageId: string; customId: string }> {
  const person = await driver.as('Alex')
  let found: { channelId: string; messageId: string; customId: string } | undefined
  await until(10_000, 'a message with a button', async () => {
    const message = (await person.messages(channelId)).at(-1)
    const row = message?.components?.[0]
    const button = row && 'components' in row ? row.components[0] : undefined
    if (message && button && 'custom_id' in button)
      found = { channelId, messageId: message.id, customId: button.custom_id }
    return found !== undefined
  })
  person.leave()
  if (!found) throw new Error('unreachable: the wait ended with a button')
  return found
}

/** Lets people join who read Chinese; resolves with their ids. */
export async function addMembers({ driver }: Stage, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let number = 1; number <= count; number++) {
    const { id } = await driver.changeWorld({ action: 'addMember', name: `组员 ${number}`, locale: 'zh-CN' })
    if (id !== undefined) ids.push(id)
  }
  return ids
}
