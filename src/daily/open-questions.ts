import { questionKey } from '../quiz/choosing.ts'
import { isClosed, rounds } from '../quiz/round.ts'
import type { DocumentStore } from '../store/document-store.ts'
import { createReadEach, type ErrorLogger } from '../store/read-each.ts'
import { roundIdOf } from './delivery.ts'
import { schedules } from './schedule.ts'

/**
 * The questions of a guild's posts whose answers are not revealed yet, by `PAPER/QUESTION`, also of those about to be
 * posted: what is asked elsewhere meanwhile would give them away. Those of the schedule `except` are left out. `now` in
 * milliseconds since the epoch.
 */
export async function questionsOfOpenPosts(
  { store, logger }: { store: DocumentStore; logger?: ErrorLogger },
  guild: string,
  now: number,
  except?: string,
): Promise<Set<string>> {
  const readEach = createReadEach({ store, logger })
  const { found } = await readEach(await store.list(schedules, guild))
  const others = found.filter(({ key }) => key.parts[1] !== except)
  const open = others.flatMap(({ key, document }) =>
    document.open.map((date) => rounds.key(guild, roundIdOf(key.parts[1] ?? '', date))),
  )
  const asked = (await readEach(open)).found.filter(({ document }) => !isClosed(document, now))
  return new Set(asked.flatMap(({ document }) => document.questions.map(questionKey)))
}
