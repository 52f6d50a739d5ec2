import type { LookupEntry } from './entry.ts'
import { type Feature, type FoldedEntry, featuresOf, foldEntry } from './features.ts'
import { createLexicon, type Lexicon } from './lexicon.ts'
import { isHan } from './normalise.ts'
import { insertSlot, removeSlot } from './postings.ts'
import { looseReadingsOf } from './syllables.ts'

/** An entry at its place in an index. */
export interface Slot {
  readonly entry: LookupEntry
  readonly folded: FoldedEntry
}

/** Entries by feature. Slots are numbers: small, and reused when an entry leaves. */
export interface InvertedIndex {
  readonly size: number
  /** One more than the highest slot in use. */
  readonly capacity: number
  readonly lexicon: Lexicon
  get(id: string): LookupEntry | undefined
  slot(slot: number): Slot | undefined
  papers(): Iterable<string>
  /** Slots of the entries that have a feature, in rising order; not to be changed. */
  postings(feature: Feature): readonly number[]
  /** As `postings`, of the entries that have it in title, keywords or aliases. */
  headPostings(feature: Feature): readonly number[]
  /** Han characters in use that sound like this. */
  charactersLike(looseSound: string): ReadonlySet<string>
  /** Han characters that follow a character in some entry, or once did. */
  charactersAfter(character: string): ReadonlySet<string>
  /** Stems of Latin words in use that begin with the letter that the word begins with. */
  stemsLike(word: string): ReadonlySet<string>
  add(entries: readonly LookupEntry[]): void
  remove(ids: readonly string[]): void
}

export function createInvertedIndex(entries: readonly LookupEntry[]): InvertedIndex {
  const slots: (Slot | undefined)[] = []
  const free: number[] = []
  const byId = new Map<string, number>()
  const perPaper = new Map<string, number>()
  const lists = new Map<Feature, number[]>()
  const headLists = new Map<Feature, number[]>()
  const characters = new Map<string, Set<string>>()
  const followers = new Map<string, Set<string>>()
  const known = new Set<string>()
  const stems = new Map<string, Set<string>>()
  const lexicon = createLexicon()
  const none: readonly number[] = []
  const nothing: ReadonlySet<string> = new Set()

  function addOne(entry: LookupEntry): void {
    removeOne(entry.id)
    const slot = free.pop() ?? slots.length
    const folded = foldEntry(entry)
    slots[slot] = { entry, folded }
    byId.set(entry.id, slot)
    perPaper.set(entry.paper, (perPaper.get(entry.paper) ?? 0) + 1)
    const { all, head } = featuresOf(folded)
    for (const feature of all) if (append(lists, feature, slot)) learn(feature)
    for (const feature of head) append(headLists, feature, slot)
    for (const term of termsOf(folded)) lexicon.add(term)
  }

  function removeOne(id: string): void {
    const slot = byId.get(id)
    const leaving = slot === undefined ? undefined : slots[slot]
    if (slot === undefined || !leaving) return
    slots[slot] = undefined
    free.push(slot)
    byId.delete(id)
    const left = (perPaper.get(leaving.entry.paper) ?? 0) - 1
    if (left > 0) perPaper.set(leaving.entry.paper, left)
    else perPaper.delete(leaving.entry.paper)
    const { all, head } = featuresOf(leaving.folded)
    for (const feature of all)
      if (drop(lists, feature, slot) && isStem(feature)) stems.get(feature.charAt(0))?.delete(feature)
    for (const feature of head) drop(headLists, feature, slot)
    for (const term of termsOf(leaving.folded)) lexicon.remove(term)
  }

  /** Characters and stems are kept so that what sounds or looks alike can be found; a character that leaves does no harm. */
  function learn(feature: Feature): void {
    if (isStem(feature)) addTo(stems, feature.charAt(0), feature)
    if (!isHan(feature.charAt(0))) return
    addTo(followers, feature.charAt(0), feature.charAt(1))
    for (const character of feature) {
      if (known.has(character)) continue
      known.add(character)
      for (const sound of looseReadingsOf(character)) addTo(characters, sound, character)
    }
  }

  for (const entry of entries) addOne(entry)
  return {
    get size() {
      return byId.size
    },
    get capacity() {
      return slots.length
    },
    lexicon,
    get: (id) => slots[byId.get(id) ?? -1]?.entry,
    slot: (slot) => slots[slot],
    papers: () => perPaper.keys(),
    postings: (feature) => lists.get(feature) ?? none,
    headPostings: (feature) => headLists.get(feature) ?? none,
    charactersLike: (sound) => characters.get(sound) ?? nothing,
    charactersAfter: (character) => followers.get(character) ?? nothing,
    stemsLike: (word) => stems.get(word.charAt(0)) ?? nothing,
    add: (added) => added.forEach(addOne),
    remove: (ids) => ids.forEach(removeOne),
  }
}

/** Adds a slot to a feature's list; says whether the feature is new. */
function append(lists: Map<Feature, number[]>, feature: Feature, slot: number): boolean {
  const list = lists.get(feature)
  if (list) insertSlot(list, slot)
  else lists.set(feature, [slot])
  return list === undefined
}

/** Takes a slot out of a feature's list; says whether the feature is gone. */
function drop(lists: Map<Feature, number[]>, feature: Feature, slot: number): boolean {
  const list = lists.get(feature)
  if (!list) return false
  removeSlot(list, slot)
  return list.length === 0 && lists.delete(feature)
}

function isStem(feature: Feature): boolean {
  return /^[a-z0-9]/.test(feature)
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const known = map.get(key)
  if (known) known.add(value)
  else map.set(key, new Set([value]))
}

function termsOf(entry: FoldedEntry): Set<string> {
  return new Set([entry.title, ...entry.keywords, ...entry.aliases, ...entry.who])
}
