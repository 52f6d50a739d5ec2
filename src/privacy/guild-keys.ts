import type { DocumentStore, Key, Kind } from '../store/document-store.ts'

/** The keys of a guild's documents of one kind; the first is that of the one document of the guild, where a kind has such. */
export async function guildKeys<T>(store: DocumentStore, kind: Kind<T>, guild: string): Promise<Key<T>[]> {
  return [kind.key(guild), ...(await store.list(kind, guild))]
}
