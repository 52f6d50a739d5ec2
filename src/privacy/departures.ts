import { z } from 'zod'
import { type DocumentStore, defineKind } from '../store/document-store.ts'

/** Servers that Yandu has left. */
export const departures = defineKind({
  name: 'departures',
  version: 1,
  schema: z.strictObject({
    /** Milliseconds since the epoch. */
    since: z.number().int(),
  }),
})

/** Writes down that a guild was left; the first time counts. Resolves with since when. */
export function recordDeparture(store: DocumentStore, guild: string, now: number): Promise<number> {
  return store.update([departures.key(guild)], (documents) => {
    documents[0] ??= { since: now }
    return documents[0].since
  })
}

/** Writes down that a guild is there; resolves with whether it had been left. */
export function recordReturn(store: DocumentStore, guild: string): Promise<boolean> {
  return store.update([departures.key(guild)], (documents) => {
    const hadLeft = documents[0] !== undefined
    documents[0] = undefined
    return hadLeft
  })
}
