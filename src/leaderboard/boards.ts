import { LRUCache } from 'lru-cache'
import { setHiddenFromBoards } from '../quiz/member.ts'
import type { DocumentStore } from '../store/document-store.ts'
import { createReadEach, type ErrorLogger } from '../store/read-each.ts'
import { bringAnswersUpToDate, bringPostsUpToDate, type GuildAnswers, loadGuild, postsFor } from './guild-answers.ts'
import { type Period, startOf } from './period.ts'
import { type Standing, standingsOf } from './standings.ts'
import { streakOf } from './streak.ts'

const MAX_ANSWERS_IN_MEMORY = 1_000_000 // of all guilds together, about 100 bytes each
const SHOWN = 10

/** A board as one member sees it. */
export interface Board {
  /** The first ten of those who answered something rightly, best first. */
  readonly top: readonly Standing[]
  /** How the member who looks stands; undefined when they did not answer, or for a board that a channel sees. */
  readonly own: Standing | undefined
  /** The streak of local days of the member who looks; 0 for a board that a channel sees. */
  readonly streak: number
  readonly isHidden: boolean
}

/** First answers to daily posts and live rounds, as boards. Instants are milliseconds since the epoch. */
export interface Boards {
  /** `member` looks at it; null for a board that a channel sees. Others who do not want to be seen are left out. */
  of(guild: string, wish: { member: string | null; period: Period; zone: string; now: number }): Promise<Board>
  /** Writes down whether others see a member. */
  hide(guild: string, member: string, isHidden: boolean): Promise<void>
  /** Those of these members who do not want to be seen on boards. */
  hidden(guild: string): Promise<ReadonlySet<string>>
  /** Drops what is in memory of a guild, since answers were changed otherwise than by answering. */
  forget(guild: string): void
}

/** A projection of rounds and deliveries, built when it is first needed; after that only what may have changed is read. */
export function createBoards({ store, logger }: { store: DocumentStore; logger?: ErrorLogger }): Boards {
  const readEach = createReadEach({ store, logger })
  const guilds = new LRUCache<string, GuildAnswers>({ maxSize: MAX_ANSWERS_IN_MEMORY, sizeCalculation: sizeOf })

  async function knownOf(guild: string): Promise<GuildAnswers> {
    const known = guilds.get(guild) ?? (await loadGuild(store, readEach, guild))
    return guilds.get(guild) ?? remember(guild, known)
  }

  function remember(guild: string, known: GuildAnswers): GuildAnswers {
    guilds.delete(guild) // so that its size is taken anew
    guilds.set(guild, known)
    return known
  }

  async function withAnswers(guild: string, now: number): Promise<GuildAnswers> {
    const known = await knownOf(guild)
    await bringAnswersUpToDate(known, { store, readEach, guild, now })
    return guilds.peek(guild) === known ? remember(guild, known) : known
  }

  async function streak(guild: string, known: GuildAnswers, member: string, zone: string): Promise<number> {
    await bringPostsUpToDate(known, { store, readEach, guild })
    return streakOf(postsFor(known, member), zone)
  }

  return {
    async of(guild, { member, period, zone, now }) {
      const known = await withAnswers(guild, now)
      const from = startOf(period, zone, now)
      const standings = standingsOf(answersSince(known, from, (one) => one === member || !known.hidden.has(one)))
      return {
        top: standings.filter(({ right }) => right > 0).slice(0, SHOWN),
        own: standings.find((standing) => standing.member === member),
        streak: member === null ? 0 : await streak(guild, known, member, zone),
        isHidden: member !== null && known.hidden.has(member),
      }
    },
    async hide(guild, member, isHidden) {
      const known = await knownOf(guild)
      await setHiddenFromBoards(store, guild, member, isHidden)
      if (isHidden) known.hidden.add(member)
      else known.hidden.delete(member)
    },
    async hidden(guild) {
      return (await knownOf(guild)).hidden
    },
    forget: (guild) => guilds.delete(guild),
  }
}

function* answersSince({ answers }: GuildAnswers, from: number, isSeen: (member: string) => boolean) {
  for (const { value } of answers.values())
    for (const answer of value) if (answer.at >= from && isSeen(answer.member)) yield answer
}

function sizeOf({ answers, posts }: GuildAnswers): number {
  let size = 1 + posts.size
  for (const { value } of answers.values()) size += 1 + value.length
  return size
}
