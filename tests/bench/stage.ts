import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import { SandboxDriver, until } from '../e2e/driver.ts'
import { type Bot, startBareBot, startYandu } from './bots.ts'

/** A sandbox without a bot. It runs in this process: whoever waits for an answer leaves the bot a core. */
export interface Stand {
  readonly sandbox: Sandbox
  readonly driver: SandboxDriver
  /** Where people type commands. */
  readonly hall: string
  /** Where the daily quiz is posted; the bare bot's button stands there. */
  readonly daily: string
  /** Id of a member who reads Simplified Chinese. */
  readonly reader: string
}

/** A bot at work on a sandbox of its own. */
export interface Stage extends Stand {
  readonly bot: Bot
  close(): Promise<void>
}

export async function openStand(): Promise<Stand> {
  const sandbox = await startSandbox({ port: 0 })
  const driver = new SandboxDriver(sandbox.url)
  const [hall, daily] = [await driver.channel('大厅'), await driver.channel('每日一题')]
  const reader = (await driver.state()).users.find((user) => user.globalName === '小林')
  if (!reader) throw new Error('expected 小林 in the fresh sandbox')
  return { sandbox, driver, hall, daily, reader: reader.id }
}

export function openBareStage(): Promise<Stage> {
  return openStage(({ sandbox, daily }) => startBareBot(sandbox, daily))
}

export function openYanduStage(dataDir: string): Promise<Stage> {
  return openStage(({ sandbox }) => startYandu(sandbox, dataDir))
}

async function openStage(start: (stand: Stand) => Promise<Bot>): Promise<Stage> {
  const stand = await openStand()
  const bot = await start(stand)
  return {
    ...stand,
    bot,
    async close() {
      await stand.driver.close()
      await bot.stop()
      await stand.sandbox.close()
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
export async function addMembers({ driver }: Pick<Stage, 'driver'>, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let number = 1; number <= count; number++) {
    const { id } = await driver.changeWorld({ action: 'addMember', name: `组员 ${number}`, locale: 'zh-CN' })
    if (id !== undefined) ids.push(id)
  }
  return ids
}
