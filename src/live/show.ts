import { answersOf } from '../leaderboard/guild-answers.ts'
import { type Standing, standingsOf } from '../leaderboard/standings.ts'
import { type Round, rounds } from '../quiz/round.ts'
import type { DocumentStore, Key } from '../store/document-store.ts'
import { isAtBoard, type LiveRound, placeOf } from './live-round.ts'
import type { LivePost, LiveShow } from './poster.ts'

/** What the channel is to see of a live round in its present phase; undefined when its round is gone. */
export async function showOf(
  store: DocumentStore,
  key: Key<LiveRound>,
  live: LiveRound,
  hidden: ReadonlySet<string>,
): Promise<LivePost | undefined> {
  const { guild, channel } = placeOf(key)
  const round = await store.read(rounds.key(guild, live.round))
  if (!round) return undefined
  return { guild, channel, roundId: live.round, round, seconds: live.seconds, show: show(live, round, hidden) }
}

function show(live: LiveRound, round: Round, hidden: ReadonlySet<string>): LiveShow {
  const standings = seenStandings(round, hidden)
  const { question } = live
  if (isAtBoard(live)) return { kind: 'board', standings, asked: live.asked }
  if (live.phase === 'revealing') return { kind: 'reveal', index: question, standings }
  return { kind: 'question', index: question, endsAt: live.endsAt ?? live.dueAt }
}

/** Those who were right at least once and want to be seen; nobody is shown to be wrong. */
function seenStandings(round: Round, hidden: ReadonlySet<string>): Standing[] {
  const seen = answersOf(round).filter(({ member }) => !hidden.has(member))
  return standingsOf(seen).filter(({ right }) => right > 0)
}
