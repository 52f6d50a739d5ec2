import { PermissionFlagsBits as Can } from 'discord-api-types/v10'
import type { ScheduleWish } from '../../src/daily/schedule.ts'
import { SEED } from '../../src/sandbox/world/seed.ts'
import { text } from '../e2e/visible-text.ts'
import type { Fault, Response, Shown } from '../e2e/wire.ts'
import type { BotProcess } from './bot-process.ts'
import {
  buttonOf,
  DATE,
  isOpen,
  isRecap,
  openStage,
  type Recorded,
  recordedDeliveries,
  SCHEDULE,
  SLOT,
  type Stage,
} from './stage.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** What happens to the deliveries of one schedule, from a minute before its slot until its post is closed. */
export interface Run {
  readonly name: string
  /** What the sandbox does to the requests that come, in this order. */
  readonly faults: readonly Fault[]
  /** The steps at which the first lives of the bot end, each counted from its start; the last one lives on. */
  readonly deaths: readonly number[]
  /** How long the bot is away after each death, in milliseconds. */
  readonly absence: number
  /** The bot may not read the channel's history. */
  readonly isHistoryHidden?: boolean
  /** When members begin to answer, in milliseconds after the slot; at once unless given. */
  readonly answersFrom?: number
  /** A moderator mends what is wrong and resumes the schedule; its next slot is then awaited too. */
  readonly isResumed?: boolean
  /** What the schedule has besides a question at 09:00. */
  readonly wish?: Partial<ScheduleWish>
}

/** How it ended. */
export interface Outcome {
  readonly deliveries: readonly Recorded[]
  readonly posts: readonly Shown[]
  readonly recaps: readonly Shown[]
  readonly notices: readonly Shown[]
  /** Members who were told whether they were right, with the round whose post they answered. */
  readonly acknowledged: readonly { readonly member: string; readonly message: string }[]
  /** How many of the deaths came to pass. */
  readonly deaths: number
  /** The steps of the last life. */
  readonly steps: number
  /** What each life did. */
  readonly trail: string
}

/** When the bot gets a tick, after the slot. Between two of them somebody answers. */
const FIRST_DAY = [0, 1 / 3, 1, 3, 6, 12, 30, 60, 122, 125, 130, 150, 182].map((minutes) => minutes * MINUTE_MS)
const SECOND_DAY = [DAY_MS, DAY_MS + MINUTE_MS, DAY_MS + 30 * MINUTE_MS]
/** After a week the answers are revealed. */
const LAST_DAY = [7 * DAY_MS + MINUTE_MS, 7 * DAY_MS + 2 * MINUTE_MS, 7 * DAY_MS + 20 * MINUTE_MS]
const MENDED_AT = 30 * MINUTE_MS
const MEMBERS = 2

export async function play(run: Run): Promise<Outcome> {
  const stage = await openStage({ endsOn: run.isResumed ? '2025-11-23' : DATE, ...run.wish })
  try {
    return await playOn(stage, run)
  } finally {
    await stage.close()
  }
}

async function playOn(stage: Stage, run: Run): Promise<Outcome> {
  const members = await addMembers(stage)
  if (run.isHistoryHidden) await hideHistory(stage)
  for (const fault of run.faults) await stage.driver.fault(fault)
  const acknowledged: Outcome['acknowledged'][number][] = []
  const lives: BotProcess[] = []
  const deaths = [...run.deaths]
  let isMended = !run.isResumed
  let bot = await begin()
  for (const moment of timetable(run)) {
    if (SLOT + moment <= stage.now() && moment > 0) continue // it was away then
    await stage.passTo(SLOT + moment, bot)
    await revive()
    for (let tries = 0; !isMended && moment >= MENDED_AT && tries <= run.deaths.length; tries++) {
      isMended = await resume(stage, bot)
      await revive()
    }
    if (moment >= (run.answersFrom ?? 0)) await answer(bot)
    await revive()
  }
  await bot.kill() // what counts is on the disk
  const [messages, notices] = [await stage.said(SEED.channels.daily), await stage.said(SEED.channels.moderators)]
  const trail = lives.map((life, index) => `life ${index + 1}\n${life.trail()}`).join('')
  return {
    deliveries: await stage.read(recordedDeliveries),
    posts: messages.filter((message) => !isRecap(message)),
    recaps: messages.filter(isRecap),
    notices,
    acknowledged,
    deaths: trail.match(/: killed$/gm)?.length ?? 0,
    steps: bot.steps(),
    trail,
  }

  async function begin(): Promise<BotProcess> {
    const life = await stage.live(deaths.shift())
    lives.push(life)
    await life.quiet()
    return life
  }

  /** Starts the bot again as often as it dies. One that ends by itself stays away. */
  async function revive(): Promise<void> {
    while (bot.isDead() && lives.length <= run.deaths.length) {
      await stage.driver.now() // what the dead sent has been read by now
      await stage.passTo(stage.now() + run.absence)
      bot = await begin()
    }
  }

  /** The next member answers the newest post that is open, unless the bot dies meanwhile. */
  async function answer(life: BotProcess): Promise<void> {
    const messages = await stage.said(SEED.channels.daily)
    const post = messages.findLast(isOpen)
    const member = members[acknowledged.length]
    if (!post || !member || life.isDead()) return
    const told = await Promise.race([click(stage, member, post), life.death.then(() => undefined)])
    if (told?.message && /答对了|不对/.test(text(told.message))) acknowledged.push({ member, message: post.id })
  }
}

function timetable({ isResumed }: Run): number[] {
  if (!isResumed) return [...FIRST_DAY, ...LAST_DAY]
  return [...FIRST_DAY, ...SECOND_DAY, ...LAST_DAY, ...LAST_DAY.map((moment) => moment + DAY_MS)]
}

async function addMembers({ driver }: Stage): Promise<string[]> {
  const members: string[] = []
  for (let number = 1; number <= MEMBERS; number++) {
    const { id } = await driver.changeWorld({ action: 'addMember', name: `组员 ${number}`, locale: 'zh-CN' })
    members.push(String(id))
  }
  return members
}

async function hideHistory({ driver }: Stage): Promise<void> {
  const change = { action: 'overwrite', channelId: SEED.channels.daily, id: SEED.roles.bot, type: 'role' }
  await driver.changeWorld({ ...change, deny: String(Can.ReadMessageHistory) })
}

/** Resolves with whether the moderator was told that it is done. */
async function resume({ driver }: Stage, bot: BotProcess): Promise<boolean> {
  await driver.clearFaults()
  const alex = await driver.as('Alex')
  const command = alex.command('daily resume', { schedule: SCHEDULE }).catch(() => undefined) // it may die meanwhile
  const answer = await Promise.race([command, bot.death.then(() => undefined)])
  return answer?.kind === 'message'
}

async function click({ driver }: Stage, member: string, post: Shown): Promise<Response> {
  const deed = { type: 'component', ...buttonOf(post) }
  const { response } = await driver.call<{ response: Response }>('POST', '/sandbox/interactions', deed, member)
  return response
}
