import { join } from 'node:path'
import { parseCustomId } from '../../src/discord/custom-id.ts'
import { rounds } from '../../src/quiz/round.ts'
import { openFileStore } from '../../src/store/file-store.ts'
import { type Button, clickTogether } from '../faults/burst.ts'
import { addMembers, firstButton, openBareStage, openYanduStage, type Stage } from './stage.ts'
import { compare, type Table } from './tables.ts'
import { makeWorkFolder } from './work-folder.ts'

const MEMBERS = 1_000
const QUESTIONS = 4 // each member answers each of them once; the first is for warming up
const WARM_UPS = 4 // until the compiler has seen enough of either bot
const AIM = 1.5

/** How many milliseconds each member waited who was told within 3 s, and how many were not. */
interface Burst {
  readonly ms: readonly number[]
  readonly late: number
}

/** 1,000 members answer a question within a second; beside them as many clicks on the bare bot's button. */
export async function measureBurst(): Promise<Table[]> {
  const dataDir = join(makeWorkFolder(), 'store')
  const [bare, yandu] = [await openBareStage(), await openYanduStage(dataDir)]
  const members = [await addMembers(bare, MEMBERS), await addMembers(yandu, MEMBERS)] as const
  const ping = await firstButton(bare, bare.daily)
  const answer = await postQuestions(yandu)
  const [forBare, forYandu]: [Burst[], Burst[]] = [[], []]
  await warmUp(bare, yandu, members, ping, answer)
  for (let question = 1; question < QUESTIONS; question++) {
    // By turns, so that whatever else the machine does falls on both.
    forBare.push(await burst(bare, ping, members[0]))
    forYandu.push(await burst(yandu, buttonOf(answer, question), members[1]))
  }
  await yandu.bot.kill()
  const kept = await keptAnswers(dataDir, yandu.sandbox.guildId, answer)
  await Promise.all([bare.close(), yandu.close()])
  const told = forYandu.flatMap(({ ms }) => ms).length
  return [
    compare(
      `Burst: ${MEMBERS} members answer within a second; after 3 s: bare ${late(forBare)}, Yandu ${late(forYandu)}`,
      {
        bare: { name: 'bare discord.js', ms: forBare.flatMap(({ ms }) => ms) },
        yandu: { name: 'Yandu', ms: forYandu.flatMap(({ ms }) => ms) },
        aim: AIM,
      },
    ),
    { title: `Answers to these questions kept after SIGKILL: ${kept}, told: ${told}`, rows: [] },
  ]
}

async function postQuestions(stage: Stage): Promise<Button> {
  const alex = await stage.driver.as('Alex')
  const wish = { channel: stage.daily, time: '08:30', zone: 'Asia/Shanghai', questions: QUESTIONS }
  await alex.command('daily set', wish)
  const [schedule] = await alex.autocomplete('daily post', 'schedule', '')
  await alex.command('daily post', { schedule: String(schedule?.value) })
  return firstButton(stage, stage.daily)
}

/** Part after part of the members, who answer the first question. */
async function warmUp(
  bare: Stage,
  yandu: Stage,
  members: readonly (readonly string[])[],
  ping: Button,
  answer: Button,
): Promise<void> {
  const size = MEMBERS / WARM_UPS
  for (let from = 0; from < MEMBERS; from += size) {
    const [forBare = [], forYandu = []] = members.map((all) => all.slice(from, from + size))
    await burst(bare, ping, forBare)
    await burst(yandu, answer, forYandu)
  }
}

async function burst(stage: Stage, button: Button, members: readonly string[]): Promise<Burst> {
  const clicks = await clickTogether(stage.driver, members, button)
  const inTime = clicks.filter(({ response }) => response.kind === 'message')
  return { ms: inTime.map(({ ms }) => ms), late: clicks.length - inTime.length }
}

/** The first letter of another question, `…:QUESTION:CHOICE` behind the round. */
function buttonOf(first: Button, question: number): Button {
  return { ...first, customId: first.customId.replace(/:0:0$/, `:${question}:0`) }
}

async function keptAnswers(dataDir: string, guild: string, { customId }: Button): Promise<number> {
  const store = await openFileStore({ dir: dataDir })
  const round = await store.read(rounds.key(guild, parseCustomId(customId)?.args[0] ?? ''))
  await store.close()
  return Object.keys(round?.answers ?? {}).filter((key) => !key.startsWith('0/')).length
}

function late(bursts: readonly Burst[]): number {
  return bursts.reduce((sum, one) => sum + one.late, 0)
}
