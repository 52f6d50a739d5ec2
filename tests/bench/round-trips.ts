import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { parseCustomId } from '../../src/discord/custom-id.ts'
import { countMembers, rounds } from '../../src/quiz/round.ts'
import { openFileStore } from '../../src/store/file-store.ts'
import { type AnswerMessage, type Deed, timeRoundTrip } from './round-trip.ts'
import { addMembers, firstButton, openBareStage, openYanduStage, type Stage } from './stage.ts'
import { compare, type Table } from './tables.ts'
import { makeWorkFolder } from './work-folder.ts'

const WARM_UPS = 500 // until the compiler has seen enough of either bot
const TURNS = 1_000
const AIM = 1.5

/** Who does what in the nth turn, and whether the answer is the right one. */
type Part = (turn: number) => { user: string; deed: Deed; isExpected: (message: AnswerMessage) => boolean }

interface Stages {
  readonly bare: Stage
  readonly yandu: Stage
}

/** `/summary`, `/lookup` and an answer click, each in turn with what the bare bot does. */
export async function measureRoundTrips(): Promise<Table[]> {
  const dataDir = join(makeWorkFolder(), 'store')
  const stages = { bare: await openBareStage(), yandu: await openYanduStage(dataDir) }
  const ping = pingCommand(stages.bare)
  const summary = await inTurn(stages, '/summary', ping, summaryCommand(stages.yandu))
  const lookup = await inTurn(stages, '/lookup', ping, await lookupCommand(stages.yandu))
  const { table: answer, round } = await measureAnswers(stages)
  await stages.yandu.bot.kill()
  const kept = await keptAnswers(dataDir, stages.yandu.sandbox.guildId, round)
  await Promise.all([stages.bare.close(), stages.yandu.close()])
  return [summary, lookup, answer, { title: `Answers kept after SIGKILL: ${kept} of ${WARM_UPS + TURNS}`, rows: [] }]
}

/** Bare bot and Yandu by turns, so that whatever else the machine does falls on both. */
async function inTurn({ bare, yandu }: Stages, name: string, ping: Part, asked: Part): Promise<Table> {
  const bareMs: number[] = []
  const yanduMs: number[] = []
  for (let turn = 0; turn < WARM_UPS + TURNS; turn++) {
    bareMs.push(await play(bare, ping, turn))
    yanduMs.push(await play(yandu, asked, turn))
  }
  const measured = (ms: number[]) => ms.slice(WARM_UPS)
  return compare(`Round trip: ${name}`, {
    bare: { name: 'bare discord.js', ms: measured(bareMs) },
    yandu: { name: 'Yandu', ms: measured(yanduMs) },
    aim: AIM,
  })
}

function play({ driver }: Stage, part: Part, turn: number): Promise<number> {
  const { user, deed, isExpected } = part(turn)
  return timeRoundTrip(driver, user, deed, isExpected)
}

function pingCommand({ hall, reader: user }: Stage): Part {
  return () => ({ user, deed: { type: 'command', channelId: hall, name: 'ping' }, isExpected: isPong })
}

function summaryCommand({ hall, reader: user }: Stage): Part {
  const papers = ['000', '001', '002', '003a', '003b', '004']
  return (turn) => {
    const paper = papers[turn % papers.length] ?? ''
    return {
      user,
      deed: { type: 'command', channelId: hall, name: 'summary', options: { paper } },
      isExpected: hasEmbed,
    }
  }
}

/** What people look for, from the judged queries: exact words, pinyin, slips of the finger, and what no paper has. */
async function lookupCommand({ hall, reader: user }: Stage): Promise<Part> {
  const lines = (await readFile('tests/lookup/queries.jsonl', 'utf8')).trim().split('\n')
  const queries = lines.map((line) => z.object({ q: z.string() }).parse(JSON.parse(line)).q)
  return (turn) => {
    const query = queries[turn % queries.length] ?? ''
    return {
      user,
      deed: { type: 'command', channelId: hall, name: 'lookup', options: { query } },
      isExpected: (message) => hasEmbed(message) || message.content.startsWith('没有找到'),
    }
  }
}

/** Every click is a member's first answer, so each of them is written down before it is told. */
async function measureAnswers(stages: Stages): Promise<{ table: Table; round: string }> {
  const { bare, yandu } = stages
  const people = WARM_UPS + TURNS
  const [bareMembers, yanduMembers] = [await addMembers(bare, people), await addMembers(yandu, people)]
  const button = await firstButton(bare, bare.daily)
  const answer = await postDaily(yandu)
  const table = await inTurn(
    stages,
    'an answer to the daily quiz, durable before it is told',
    (turn) => ({ user: bareMembers[turn] ?? '', deed: { type: 'component', ...button }, isExpected: isPong }),
    (turn) => ({ user: yanduMembers[turn] ?? '', deed: { type: 'component', ...answer }, isExpected: hasEmbed }),
  )
  return { table, round: parseCustomId(answer.customId)?.args[0] ?? '' }
}

async function postDaily(stage: Stage) {
  const alex = await stage.driver.as('Alex')
  await alex.command('daily set', { channel: stage.daily, time: '08:30', zone: 'Asia/Shanghai' })
  const [schedule] = await alex.autocomplete('daily post', 'schedule', '')
  await alex.command('daily post', { schedule: String(schedule?.value) })
  return firstButton(stage, stage.daily)
}

/** How many first answers are on the disk; the bot was killed, so nothing was tidied up. */
async function keptAnswers(dataDir: string, guild: string, round: string): Promise<number> {
  const store = await openFileStore({ dir: dataDir })
  const document = await store.read(rounds.key(guild, round))
  await store.close()
  return document ? countMembers(document) : 0
}

function isPong({ content }: AnswerMessage): boolean {
  return content === 'pong'
}

function hasEmbed({ embeds }: AnswerMessage): boolean {
  return embeds.length === 1
}
