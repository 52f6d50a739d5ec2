/** A term with what it is found by. */
interface Spelt {
  readonly term: string
}

/** Terms by keys. A term is spelt only once something is looked for: a start should not wait for it. */
export interface TermTable<S extends Spelt> {
  add(term: string): void
  remove(term: string): void
  /** What has a key; not to be changed. */
  get(key: number): readonly S[]
  /** Spells at most so many of the terms that wait; says whether all are done. */
  prepare(terms: number): boolean
}

/** `spell` gives undefined for a term that cannot be found this way; `keysOf` may give a key twice. */
export function createTermTable<S extends Spelt>(
  spell: (term: string) => S | undefined,
  keysOf: (spelling: S) => readonly number[],
): TermTable<S> {
  const unspelt = new Set<string>()
  const spellings = new Map<string, S>()
  const byKey = new Map<number, S[]>()
  const none: readonly S[] = []

  function spellOne(term: string): void {
    const spelling = spell(term)
    if (!spelling) return
    spellings.set(term, spelling)
    for (const key of keysOf(spelling)) {
      const list = byKey.get(key)
      if (!list) byKey.set(key, [spelling])
      else if (list.at(-1) !== spelling) list.push(spelling)
    }
  }

  function prepare(terms: number): boolean {
    const all = terms >= unspelt.size
    const now = all ? unspelt : [...unspelt].slice(0, terms)
    for (const term of now) spellOne(term)
    if (all) unspelt.clear()
    else for (const term of now) unspelt.delete(term)
    return all
  }

  return {
    add: (term) => void unspelt.add(term),
    remove(term) {
      unspelt.delete(term)
      const spelling = spellings.get(term)
      if (!spelling) return
      spellings.delete(term)
      for (const key of new Set(keysOf(spelling))) {
        const list = byKey.get(key)
        list?.splice(list.indexOf(spelling), 1)
      }
    },
    get(key) {
      if (unspelt.size > 0) prepare(Number.POSITIVE_INFINITY)
      return byKey.get(key) ?? none
    },
    prepare,
  }
}
