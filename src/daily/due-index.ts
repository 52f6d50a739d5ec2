/** Which keys are due when. Instants are milliseconds since the epoch. */
export interface DueIndex<K> {
  /** Puts a key at an instant; undefined takes it out. */
  set(key: K, at: number | undefined): void
  /** The keys due at `now`, earliest first; they stay in the index. */
  due(now: number): K[]
  earliest(): number | undefined
}

/** A map that is looked through as a whole: 10,000 entries take about 0.2 ms, once a minute, less than a heap is worth. */
export function createDueIndex<K extends { readonly path: string }>(): DueIndex<K> {
  const entries = new Map<string, { key: K; at: number }>()
  return {
    set(key, at) {
      if (at === undefined) entries.delete(key.path)
      else entries.set(key.path, { key, at })
    },
    due(now) {
      const due: { key: K; at: number }[] = []
      for (const entry of entries.values()) if (entry.at <= now) due.push(entry)
      return due.sort((a, b) => a.at - b.at).map(({ key }) => key)
    },
    earliest() {
      let earliest = Number.POSITIVE_INFINITY
      for (const { at } of entries.values()) if (at < earliest) earliest = at
      return earliest === Number.POSITIVE_INFINITY ? undefined : earliest
    },
  }
}
