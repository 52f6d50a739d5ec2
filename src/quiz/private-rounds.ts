import type { Paper } from '../papers/paper.ts'
import type { DocumentStore } from '../store/document-store.ts'
import { askedInLastRounds, lastRounds, type StoredRound } from './asked-before.ts'
import { bankOf, chooseQuestions, questionKey } from './choosing.ts'
import { prefixOf, privateRoundId } from './private-round-id.ts'
import { openRound, rounds, scoreOf } from './round.ts'

const ROUNDS_REMEMBERED = 20 // enough that nothing repeats while a library's questions last

/**
 * Opens a `/quiz` round of up to `count` questions, those first that this member's last rounds did not have, and none
 * of `except` (`PAPER/QUESTION`). Undefined when these papers have no other questions. Durable when it resolves.
 */
export async function openPrivateRound(
  store: DocumentStore,
  guild: string,
  wish: {
    member: string
    papers: readonly Paper[]
    except: ReadonlySet<string>
    count: number
    now: number
    newId: () => string
  },
): Promise<StoredRound | undefined> {
  const before = await askedInLastRounds(store, guild, prefixOf(wish.member), ROUNDS_REMEMBERED)
  const id = privateRoundId(wish.member, wish.now, wish.newId().slice(0, 4))
  const bank = bankOf(wish.papers).filter((asked) => !wish.except.has(questionKey(asked)))
  const questions = chooseQuestions(bank, before, { count: wish.count, seed: `${guild}/${id}` })
  if (questions.length === 0) return undefined
  const round = openRound({ member: wish.member, now: wish.now, closesAt: null, questions })
  await store.update([rounds.key(guild, id)], (documents) => {
    documents[0] ??= round
  })
  return { id, round }
}

/** The member's last round, if questions of it are left. */
export async function unfinishedRound(
  store: DocumentStore,
  guild: string,
  member: string,
): Promise<StoredRound | undefined> {
  const [last] = await lastRounds(store, guild, prefixOf(member), 1)
  return last && scoreOf(last.round, member).answered < last.round.questions.length ? last : undefined
}
