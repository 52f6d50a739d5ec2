/** Things by the words that they begin with. */
export interface PrefixList<T> {
  /** The first of the things, in the order in which they were given, that begin so and are wanted; each once. */
  startingWith(prefix: string, limit: number, isWanted: (thing: T) => boolean): T[]
}

/** A sorted list of keys, each of a thing; the most important thing is given first. */
export function createPrefixList<T>(things: readonly T[], keysOf: (thing: T) => readonly string[]): PrefixList<T> {
  const pairs = things.flatMap((thing, rank) => keysOf(thing).map((key) => ({ key, rank })))
  pairs.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  const keys = pairs.map(({ key }) => key)
  const ranks = Uint32Array.from(pairs, ({ rank }) => rank)

  function startingWith(prefix: string, limit: number, isWanted: (thing: T) => boolean): T[] {
    const found = new Set<T>()
    const range = ranks.slice(firstFrom(keys, prefix), firstFrom(keys, prefix + LAST)).sort()
    for (const rank of range) {
      const thing = things[rank]
      if (thing !== undefined && !found.has(thing) && isWanted(thing)) found.add(thing)
      if (found.size === limit) break
    }
    return [...found]
  }
  return { startingWith }
}

const LAST = '\uffff' // after every other character

/** The place of the first key that is not before a text. */
function firstFrom(keys: readonly string[], text: string): number {
  let [low, high] = [0, keys.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((keys[middle] ?? '') < text) low = middle + 1
    else high = middle
  }
  return low
}
