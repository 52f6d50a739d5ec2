import type { Draft } from 'immer'
import type { DocumentStore, Key, Kind } from '../store/document-store.ts'
import type { ReadEach } from '../store/read-each.ts'
import { guildKeys } from './guild-keys.ts'

const READ_TOGETHER = 200 // documents in memory at once

/** What a member is told of: the catalogue has the words under `privacy.what` and `privacy.kept`. */
export const TERMS = ['answers', 'ownRounds', 'liveStarts', 'choices', 'drafts', 'requests'] as const
export type Term = (typeof TERMS)[number]

/** One thing that a document holds about a member, plain, as it is exported. */
export interface Trace {
  readonly term: Term
  readonly data: unknown
}

/** How one kind of document holds ids of members, and how they are found and erased. */
export interface HoldingRules<T> {
  readonly kind: Kind<T>
  /** Whether a document of this key may hold this member. */
  mayHold(parts: readonly string[], member: string): boolean
  find(document: T, parts: readonly string[], member: string): readonly Trace[]
  /**
   * Takes the member out of a document that holds them; where others need what is left, a stand-in made for this
   * document is there instead. Returns whether the document is to stay.
   */
  erase(document: Draft<T>, member: string, standIn: StandIn): boolean
}

/** What stands for a member who was taken out of one document. */
export interface StandIn {
  readonly pseudonym: string
  /** For marks of one way. */
  readonly salt: string
  /** When it was asked for, in milliseconds since the epoch. */
  readonly now: number
}

export interface Holding {
  readonly kind: Kind<unknown>
  /** What stands about a member in a guild's documents. */
  find(parts: HoldingParts, guild: string, member: string): Promise<Findings>
  /** Erases it from the documents as they are; what they were is the store's matter. */
  erase(parts: HoldingParts & { newStandIn: () => StandIn }, guild: string, member: string): Promise<ErasedPart>
}

export interface HoldingParts {
  readonly store: DocumentStore
  readonly readEach: ReadEach
}

export interface Findings {
  readonly traces: readonly Trace[]
  /** How many documents could not be read, so that nobody knows what they hold. */
  readonly unreadable: number
}

export interface ErasedPart {
  /** How many documents held the member. */
  readonly documents: number
  readonly unreadable: number
}

export function holding<T>(rules: HoldingRules<T>): Holding {
  const { kind } = rules

  /** Hands over the documents that hold the member, some at a time. Resolves with how many could not be read. */
  async function eachHolding(
    { store, readEach }: HoldingParts,
    { guild, member }: { guild: string; member: string },
    use: (key: Key<T>, traces: readonly Trace[]) => Promise<void> | void,
  ): Promise<number> {
    const keys = (await guildKeys(store, kind, guild)).filter((key) => rules.mayHold(key.parts, member))
    let unreadable = 0
    for (let from = 0; from < keys.length; from += READ_TOGETHER) {
      const read = await readEach(keys.slice(from, from + READ_TOGETHER))
      unreadable += read.unreadable
      for (const { key, document } of read.found) {
        const traces = rules.find(document, key.parts, member)
        if (traces.length > 0) await use(key, traces)
      }
    }
    return unreadable
  }

  return {
    kind,
    async find(parts, guild, member) {
      const traces: Trace[] = []
      const unreadable = await eachHolding(parts, { guild, member }, (_, found) => void traces.push(...found))
      return { traces, unreadable }
    },
    async erase(parts, guild, member) {
      const held: Key<T>[] = []
      const unreadable = await eachHolding(parts, { guild, member }, (key) => void held.push(key))
      for (let from = 0; from < held.length; from += READ_TOGETHER)
        await Promise.all(held.slice(from, from + READ_TOGETHER).map((key) => eraseFrom(parts, key, member)))
      return { documents: held.length, unreadable }
    },
  }

  function eraseFrom(parts: { store: DocumentStore; newStandIn: () => StandIn }, key: Key<T>, member: string) {
    const standIn = parts.newStandIn()
    return parts.store.update([key], (documents) => {
      const [document] = documents
      if (document !== undefined && !rules.erase(document, member, standIn)) documents[0] = undefined
    })
  }
}
