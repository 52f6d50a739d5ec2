import { randomBytes } from 'node:crypto'
import { ANONYMOUS_PREFIX } from '../quiz/round.ts'
import type { Key } from '../store/document-store.ts'
import { StoreError } from '../store/store-error.ts'
import { erasures } from './erasures.ts'
import type { ErasedPart, HoldingParts, StandIn } from './holding.ts'
import { HOLDINGS } from './holdings.ts'

const SALT_BYTES = 16 // nobody has a table of so many
const MAX_ROUNDS = 5 // each finds only what came in while the one before was at work

export interface EraserParts extends HoldingParts {
  readonly newId: () => string
  /** Called when answers were changed, before anybody is told. */
  readonly forgetAnswers: (guild: string) => void
  /** Told of what will be tried again. */
  readonly onFailure: (details: object) => void
}

/**
 * Takes a member out of all documents of a guild and of all that the store keeps of earlier times. Answers that came in
 * meanwhile are erased, too; those that come after it are new ones. Resolves with false when something could not be
 * read or erased yet, which is tried again: by `finishErasures`, as after a crash, or by the store.
 */
export async function eraseMember(parts: EraserParts, guild: string, member: string, now: number): Promise<boolean> {
  const { store } = parts
  const wish = erasures.key(guild, member)
  await store.update([wish], (documents) => {
    documents[0] ??= { askedAt: now }
  })
  let { unreadable } = await eraseFromDocuments(parts, guild, member, now)
  let isGone = await isErased(parts, guild, unreadable === 0 ? [wish] : [])
  for (let round = 1; round < MAX_ROUNDS; round++) {
    const late = await eraseFromDocuments(parts, guild, member, now)
    unreadable = late.unreadable
    if (late.documents === 0) break
    isGone = await isErased(parts, guild, [])
  }
  return isGone && unreadable === 0
}

async function isErased({ store, onFailure }: EraserParts, guild: string, keys: readonly Key<unknown>[]) {
  try {
    await store.erase(keys)
    return true
  } catch (err) {
    if (!(err instanceof StoreError)) throw err
    onFailure({ guild, err })
    return false
  }
}

/** Goes on with what a crash, or a document that could not be read, broke off. */
export async function finishErasures(parts: EraserParts): Promise<void> {
  for (const guild of await parts.store.listFirstParts(erasures))
    for (const key of await parts.store.list(erasures, guild)) {
      const [, member = ''] = key.parts
      try {
        const askedAt = (await parts.store.read(key))?.askedAt ?? 0
        await eraseMember(parts, guild, member, askedAt)
      } catch (err) {
        parts.onFailure({ guild, err })
      }
    }
}

async function eraseFromDocuments(parts: EraserParts, guild: string, member: string, now: number): Promise<ErasedPart> {
  const total = { documents: 0, unreadable: 0 }
  const newStandIn = (): StandIn => ({
    pseudonym: `${ANONYMOUS_PREFIX}${parts.newId()}`,
    salt: randomBytes(SALT_BYTES).toString('hex'),
    now,
  })
  for (const holding of HOLDINGS) {
    if (holding.kind.name === erasures.name) continue // it goes last, when all else is done
    const { documents, unreadable } = await holding.erase({ ...parts, newStandIn }, guild, member)
    total.documents += documents
    total.unreadable += unreadable
  }
  parts.forgetAnswers(guild)
  return total
}
