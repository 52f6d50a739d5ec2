import { join } from 'node:path'
import { startSandbox } from '../../src/sandbox/sandbox.ts'
import { startBareBot, startYandu } from './bots.ts'
import { compare, type Table } from './tables.ts'
import { makeWorkFolder } from './work-folder.ts'

const WARM_UPS = 1 // registers the commands, and brings the files into the system's cache
const STARTS = 15
const AIM = 1.6

/** From the start of the process to the line that says "ready", each time with an empty data folder. */
export async function measureStartUp(): Promise<Table[]> {
  const folder = makeWorkFolder()
  const [forBare, forYandu] = [await startSandbox({ port: 0 }), await startSandbox({ port: 0 })]
  const bare: number[] = []
  const yandu: number[] = []
  for (let turn = 0; turn < WARM_UPS + STARTS; turn++) {
    const bareBot = await startBareBot(forBare)
    await bareBot.stop()
    const yanduBot = await startYandu(forYandu, join(folder, String(turn)))
    await yanduBot.stop()
    if (turn < WARM_UPS) continue
    bare.push(bareBot.readyAfterMs)
    yandu.push(yanduBot.readyAfterMs)
  }
  await Promise.all([forBare.close(), forYandu.close()])
  const title = 'Start-up: process to ready, commands registered before'
  return [compare(title, { name: 'bare discord.js', ms: bare }, { name: 'Yandu', ms: yandu }, AIM, 0)]
}
