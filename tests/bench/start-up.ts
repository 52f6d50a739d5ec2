import { join } from 'node:path'
import { startBareBot, startYandu } from './bots.ts'
import { type AnswerMessage, timeRoundTrip } from './round-trip.ts'
import { openStand, type Stand } from './stage.ts'
import { compare, sampleRows, type Table } from './tables.ts'
import { makeWorkFolder } from './work-folder.ts'

const WARM_UPS = 1 // registers the commands, and brings the files into the system's cache
const STARTS = 15
const AIM = 1.6

/** From the start of the process to the line that says "ready", each time with an empty data folder. */
export async function measureStartUp(): Promise<Table[]> {
  const folder = makeWorkFolder()
  const [forBare, forYandu] = [await openStand(), await openStand()]
  const bare: number[] = []
  const yandu: number[] = []
  const lookedUp: number[] = []
  for (let turn = 0; turn < WARM_UPS + STARTS; turn++) {
    const bareMs = await startAndStopBare(forBare)
    const started = await startAndStopYandu(forYandu, join(folder, String(turn)))
    if (turn < WARM_UPS) continue
    bare.push(bareMs)
    yandu.push(started.readyMs)
    lookedUp.push(started.lookedUpMs)
  }
  await Promise.all([forBare.sandbox.close(), forYandu.sandbox.close()])
  const title = 'Start-up: process to ready, commands registered before'
  return [
    compare(title, {
      bare: { name: 'bare discord.js', ms: bare },
      yandu: { name: 'Yandu', ms: yandu },
      aim: AIM,
      digits: 0,
    }),
    {
      title: 'Start-up: process to the first /lookup answered, asked when ready',
      rows: sampleRows([{ name: 'Yandu', ms: lookedUp }], 0),
    },
  ]
}

async function startAndStopBare({ sandbox }: Stand): Promise<number> {
  const bot = await startBareBot(sandbox)
  await bot.stop()
  return bot.readyAfterMs
}

/** The first lookup meets a bot that is still reading its papers: what was put off until after the start is seen here. */
async function startAndStopYandu({ sandbox, driver, hall, reader }: Stand, dataDir: string) {
  const bot = await startYandu(sandbox, dataDir)
  const deed = { type: 'command', channelId: hall, name: 'lookup', options: { query: '数字孪生' } } as const
  const firstMs = await timeRoundTrip(driver, reader, deed, hasEmbed)
  await bot.stop()
  return { readyMs: bot.readyAfterMs, lookedUpMs: bot.readyAfterMs + firstMs }
}

function hasEmbed({ embeds }: AnswerMessage): boolean {
  return embeds.length === 1
}
