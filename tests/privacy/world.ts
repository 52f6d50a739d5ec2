import { roundIdOf } from '../../src/daily/delivery.ts'
import { KINDS } from '../../src/kinds.ts'
import { type LiveRound, liveRounds, liveStarts } from '../../src/live/live-round.ts'
import { saveDraft } from '../../src/papers/draft.ts'
import { createPrivacy, type Privacy } from '../../src/privacy/privacy.ts'
import { setHiddenFromBoards } from '../../src/quiz/member.ts'
import { openPrivateRound } from '../../src/quiz/private-rounds.ts'
import { answerQuestion, openRound, type Round, rounds } from '../../src/quiz/round.ts'
import type { DocumentStore } from '../../src/store/document-store.ts'
import { paper } from '../daily/world.ts'
import { asked } from '../quiz/asked.ts'

export const GUILD = '1100000000000000001'
export const WHO = '1200000000000000103'
export const OTHER = '1200000000000000104'
export const START = Date.parse('2026-11-22T08:00:00Z')
export const DAY = 86_400_000
const POSTS = 4
const LIVE: Omit<LiveRound, 'startedBy' | 'startedAt'> = {
  round: 'l-1300000000000000001-abcdefghi-abcd',
  seconds: 20,
  total: 5,
  isStopped: false,
  question: 0,
  asked: 0,
  phase: 'posting',
  message: null,
  endsAt: null,
  dueAt: START,
  attempts: 0,
  nextTryAt: START,
  inDoubtSince: null,
}

/** Members and their doings in one guild, over any store. */
export interface World {
  readonly store: DocumentStore
  readonly privacy: Privacy
  now: number
  /** The guilds that the bot is in. */
  readonly present: Set<string>
  readonly forgotten: string[]
  readonly returned: string[]
  readonly errors: unknown[]
  answer(member: string, post: number, question: number, choice: number): Promise<void>
  post(number: number): Promise<Round>
}

export function createWorld(store: DocumentStore): World {
  const errors: unknown[] = []
  const world: World = {
    store,
    now: START,
    present: new Set([GUILD]),
    forgotten: [],
    returned: [],
    errors,
    privacy: createPrivacy({
      store,
      kinds: KINDS,
      isInGuild: (guild) => world.present.has(guild),
      onReturn: async (guild) => void world.returned.push(guild),
      boards: { forget: (guild) => world.forgotten.push(guild) },
      caches: [],
      clock: () => world.now,
      newId: () => Math.random().toString(36).slice(2, 12).padEnd(10, 'x'),
      logger: { info() {}, error: (details) => void errors.push(details) },
    }),
    async answer(member, post, question, choice) {
      const place = { guild: GUILD, round: postId(post), question }
      const outcome = await answerQuestion(store, place, { member, choice, now: world.now })
      if (outcome.kind !== 'verdict') throw new Error(`expected a verdict, got ${outcome.kind}`)
    },
    async post(number) {
      const round = await store.read(rounds.key(GUILD, postId(number)))
      if (!round) throw new Error(`no post ${number}`)
      return round
    },
  }
  return world
}

/** Opens some posts, each with two questions. */
export async function openPosts({ store, now }: World, count = POSTS): Promise<void> {
  for (let number = 0; number < count; number++) {
    const round = openRound({ member: null, now, closesAt: null, questions: [asked('q1', 'B'), asked('q2', true)] })
    await store.update([rounds.key(GUILD, postId(number))], (documents) => {
      documents[0] = round
    })
  }
}

/** All that a member can do that is stored. */
export async function doEverything(world: World, member: string): Promise<void> {
  const { store, now } = world
  for (let post = 0; post < POSTS; post++) for (const question of [0, 1]) await world.answer(member, post, question, 1)
  for (let i = 0; i < 3; i++) {
    const wish = {
      member,
      papers: [paper('p1', 3)],
      except: new Set<string>(),
      count: 2,
      now: now + i,
      newId: () => `id${i}aaaaaaa`,
    }
    const opened = await openPrivateRound(store, GUILD, wish)
    if (!opened) throw new Error('expected a round')
    await answerQuestion(store, { guild: GUILD, round: opened.id, question: 0 }, { member, choice: 0, now })
  }
  await store.update([liveStarts.key(GUILD), liveRounds.key(GUILD, `13${member.slice(2)}`)], (documents) => {
    documents[0] ??= { starts: [] }
    documents[0].starts.push({ member, at: now })
    documents[1] = { ...LIVE, startedBy: member, startedAt: now }
  })
  await setHiddenFromBoards(store, GUILD, member, true)
  const texts = { title: '草稿', authors: '', tldr: '一句话', summary: '摘要', keyPoints: '要点' }
  const place = { guild: GUILD, draft: `draft${member.slice(-3)}` }
  for (const title of ['草稿', '草稿二'])
    await saveDraft(store, place, { author: member, texts: { ...texts, title }, now })
}

function postId(number: number): string {
  return roundIdOf('s1', `2026-11-${String(number + 10)}`)
}
