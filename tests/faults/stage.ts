import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageType } from 'discord-api-types/v10'
import { type Delivery, deliveries, roundIdOf } from '../../src/daily/delivery.ts'
import { newSchedule, type ScheduleWish, schedules } from '../../src/daily/schedule.ts'
import { parseCustomId } from '../../src/discord/custom-id.ts'
import { RECAP_ACTION } from '../../src/discord/recap-card.ts'
import { guildSettings } from '../../src/discord/settings.ts'
import { type Round, rounds } from '../../src/quiz/round.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import { SEED } from '../../src/sandbox/world/seed.ts'
import type { DocumentStore } from '../../src/store/document-store.ts'
import { openFileStore } from '../../src/store/file-store.ts'
import { SandboxDriver, type Shown } from '../e2e/driver.ts'
import { parts, text } from '../e2e/visible-text.ts'
import { type BotProcess, startBot } from './bot-process.ts'

export const SCHEDULE = 'abcdef'
export const DATE = '2025-11-22'
export const SLOT = Date.parse(`${DATE}T01:00Z`) // 09:00 in Shanghai
const HOUR_MS = 3_600_000

/** A sandbox and a data folder with one schedule, and one clock for both and for each bot that lives on them. */
export interface Stage {
  readonly sandbox: Sandbox
  readonly driver: SandboxDriver
  /** Milliseconds since 1970, by the stage's clock. */
  now(): number
  /** Lets time pass up to an instant; a living bot gets its tick. */
  passTo(instant: number, bot?: BotProcess): Promise<void>
  live(diesAt?: number): Promise<BotProcess>
  /** The bot's messages in a channel that all may see, oldest first. */
  said(channel: string): Promise<Shown[]>
  /** What the disk holds; only while no bot lives. */
  read<T>(look: (store: DocumentStore) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** A minute before the slot of a schedule, every day at 09:00 in Shanghai unless changed. */
export async function openStage(changes: Partial<ScheduleWish> = {}): Promise<Stage> {
  const begunAt = performance.now()
  const clock = () => SLOT - 60_000 + performance.now() - begunAt
  const sandbox = await startSandbox({ port: 0, clock })
  const driver = new SandboxDriver(sandbox.url)
  const dataDir = await mkdtemp(join(tmpdir(), 'yandu-faults-'))
  const lives: BotProcess[] = []
  let passed = 0
  const now = () => clock() + passed
  const read = async <T>(look: (store: DocumentStore) => Promise<T>) => {
    const store = await openFileStore({ dir: dataDir, onWarning: () => undefined })
    return look(store).finally(() => store.close())
  }
  await read((store) => setUp(store, changes))

  return {
    sandbox,
    driver,
    now,
    async passTo(instant, bot) {
      const ms = Math.max(0, instant - now())
      passed += ms
      await driver.advanceClock(ms)
      await bot?.advance(now() - Date.now())
    },
    async live(diesAt) {
      const { token, apiUrl } = sandbox
      const ahead = now() - Date.now()
      const bot = await startBot({ token, apiUrl, dataDir, ahead, ...(diesAt !== undefined && { diesAt }) })
      lives.push(bot)
      return bot
    },
    async said(channel) {
      const path = `/sandbox/channels/${channel}/messages?limit=100`
      const all = await driver.call<Shown[]>('GET', path)
      return all.filter(
        ({ author, type, sandbox }) =>
          author.bot === true && type === MessageType.Default && sandbox.hiddenFor === undefined,
      )
    },
    read,
    async close() {
      await Promise.all(lives.map((bot) => bot.kill()))
      await driver.close()
      await sandbox.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function setUp(store: DocumentStore, changes: Partial<ScheduleWish>): Promise<void> {
  const wish = { time: '09:00', zone: 'Asia/Shanghai', days: [1, 2, 3, 4, 5, 6, 7], questions: 1, papers: [] }
  const schedule = newSchedule({ channel: SEED.channels.daily, ...wish, ...changes }, SLOT - HOUR_MS)
  await store.update([schedules.key(SEED.guild, SCHEDULE), guildSettings.key(SEED.guild)], (documents) => {
    documents[0] = schedule
    documents[1] = {
      language: 'zh-CN',
      zone: 'Asia/Shanghai',
      moderatorRole: null,
      moderatorChannel: SEED.channels.moderators,
    }
  })
}

/** A delivery with its date and its round. */
export interface Recorded {
  readonly date: string
  readonly delivery: Delivery
  readonly round: Round | undefined
}

export async function recordedDeliveries(store: DocumentStore): Promise<Recorded[]> {
  const keys = await store.list(deliveries, SEED.guild)
  const all = await Promise.all(
    keys.map(async (key) => {
      const [guild = '', schedule = '', date = ''] = key.parts
      const [delivery, round] = [await store.read(key), await store.read(rounds.key(guild, roundIdOf(schedule, date)))]
      return delivery ? [{ date, delivery, round }] : []
    }),
  )
  return all.flat()
}

/** One of the letters under a post. */
export function buttonOf(
  post: Shown | undefined,
  index = 0,
): { channelId: string; messageId: string; customId: string } {
  const [row] = post?.components ?? []
  const button = row && 'components' in row ? row.components[index] : undefined
  if (!post || !button || !('custom_id' in button)) throw new Error(`expected a post with a button, got ${text(post)}`)
  return { channelId: post.channel_id, messageId: post.id, customId: button.custom_id }
}

/** Whether a post can be answered. */
export function isOpen(message: Shown): boolean {
  return hasAction(message, 'answer') || hasAction(message, 'start')
}

export function isRecap(message: Shown): boolean {
  return hasAction(message, RECAP_ACTION)
}

function hasAction({ components }: Shown, action: string): boolean {
  return parts(components).some(({ custom_id }) => parseCustomId(String(custom_id))?.action === action)
}
