import { MessageFlags } from 'discord-api-types/v10'
import { rounds } from '../../src/quiz/round.ts'
import type { Outcome, Run } from './delivery-run.ts'
import { isOpen, type Recorded } from './stage.ts'

/** What is wrong with how a run ended; nothing when each slot has the one post that its record tells of. */
export function faultsOf(run: Run, outcome: Outcome): string[] {
  return [
    ...slotFaults(run, outcome),
    ...postFaults(outcome),
    ...answerFaults(outcome),
    ...extraFaults(run, outcome),
    ...noticeFaults(outcome),
  ]
}

/** How the slots may end: posted and closed, unless the sandbox makes that impossible on purpose. */
function slotFaults(run: Run, { deliveries }: Outcome): string[] {
  const states = deliveries.map(({ delivery }) => delivery.state)
  const first = run.isHistoryHidden ? ['closed', 'unknown'] : run.isResumed ? ['closed', 'failed'] : ['closed']
  const expected = run.isResumed ? [first, ['closed']] : [first]
  const isSo = states.length === expected.length && states.every((state, index) => expected[index]?.includes(state))
  return isSo ? [] : [`expected the slots to end as ${JSON.stringify(expected)}, got ${JSON.stringify(states)}`]
}

/** The posts in the channel are those of the record, each once, with its letters gone. */
function postFaults({ deliveries, posts }: Outcome): string[] {
  const recorded = deliveries.flatMap(({ delivery }) => (delivery.message === null ? [] : [delivery.message]))
  const unknown = deliveries.filter(({ delivery }) => delivery.state === 'unknown').length
  const unrecorded = posts.filter(({ id }) => !recorded.includes(id))
  const missing = recorded.filter((id) => posts.every((post) => post.id !== id))
  const open = posts.filter((post) => recorded.includes(post.id) && isOpen(post))
  return [
    ...(unrecorded.length > unknown ? [`${unrecorded.length} posts that no record tells of`] : []),
    ...missing.map((id) => `post ${id} is recorded and not there`),
    ...open.map(({ id }) => `post ${id} is closed and can be answered`),
  ]
}

function answerFaults({ acknowledged, deliveries }: Outcome): string[] {
  return acknowledged
    .filter(({ member, message }) => !keeps(deliveries, member, message))
    .map(({ member }) => `the answer of ${member} was acknowledged and is not kept`)
}

function keeps(deliveries: readonly Recorded[], member: string, message: string): boolean {
  const { round } = deliveries.find(({ delivery }) => delivery.message === message) ?? {}
  return round !== undefined && rounds.schema.parse(round).answers[`0/${member}`] !== undefined
}

/** Thread, pin and recap are there once where they are wished for; without an answer there is nothing to recap. */
function extraFaults({ wish }: Run, { posts, recaps, deliveries }: Outcome): string[] {
  const answered = deliveries.filter(({ round }) => Object.keys(round?.answers ?? {}).length > 0).length
  const wanted = wish?.recap ? answered : 0
  return [
    ...(recaps.length === wanted ? [] : [`expected ${wanted} recaps, got ${recaps.length}`]),
    ...(wish?.thread
      ? posts
          .filter(({ flags }) => !((flags ?? 0) & MessageFlags.HasThread))
          .map(({ id }) => `post ${id} has no thread`)
      : []),
    ...(wish?.pin ? posts.filter(({ pinned }) => !pinned).map(({ id }) => `post ${id} is not pinned`) : []),
  ]
}

/** Moderators are told once of what they have to look at, and of nothing else. */
function noticeFaults({ deliveries, notices }: Outcome): string[] {
  const troubled = deliveries.filter(({ delivery: { state } }) => state === 'unknown' || state === 'failed').length
  // A post that was unknown may have been proven by a click since.
  const isSo = notices.length >= troubled && notices.length <= deliveries.length
  return isSo ? [] : [`expected ${troubled} to ${deliveries.length} notices, got ${notices.length}`]
}
