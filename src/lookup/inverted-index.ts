import type { LookupEntry } from './entry.ts'
import { charactersOf, type FeatureKey, type FoldedEntry, foldEntry, keyOf, visitFeatures } from './features.ts'
import { createLexicon, type Lexicon } from './lexicon.ts'
import { normalise } from './normalise.ts'
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
  /** Rises with every change. */
  readonly version: number
  /** One more than the highest slot in use. */
  readonly capacity: number
  readonly lexicon: Lexicon
  get(id: string): LookupEntry | undefined
  slot(slot: number): Slot | undefined
  /** All entries at their places. */
  slots(): Iterable<Slot>
  /** The place of the entry with an id. */
  find(id: string): Slot | undefined
  /** Below 0 when the entry of the first slot has the lower id. */
  compareIds(a: number, b: number): number
  /** Slots of the entries with a normalised title; not to be changed. */
  titled(title: string): readonly number[]
  papers(): Iterable<string>
  /** Slots of the entries that have a feature, in rising order; not to be changed. */
  postings(feature: FeatureKey): readonly number[]
  /** As `postings`, of the entries that have it in title, keywords or aliases. */
  headPostings(feature: FeatureKey): readonly number[]
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
  const idNumbers: number[] = []
  const byTitle = new Map<string, number[]>()
  const perPaper = new Map<string, number>()
  const lists = new Map<FeatureKey, Postings>()
  const characters = new Map<string, Set<string>>()
  const followers = new Map<string, Set<string>>()
  const known = new Set<string>()
  const foldings = new Map<string, string>()
  const stems = new Map<string, Set<string>>()
  const lexicon = createLexicon()
  let version = 0
  const nothing: ReadonlySet<string> = new Set()

  function addOne(entry: LookupEntry): void {
    removeOne(entry.id)
    version++
    const slot = free.pop() ?? slots.length
    const folded = foldEntry(entry, fold)
    slots[slot] = { entry, folded }
    byId.set(entry.id, slot)
    idNumbers[slot] = idNumber(entry.id)
    const titled = byTitle.get(folded.title)
    if (titled) insertSlot(titled, slot)
    else byTitle.set(folded.title, [slot])
    perPaper.set(entry.paper, (perPaper.get(entry.paper) ?? 0) + 1)
    visitFeatures(folded, (feature, isHead) => append(feature, slot, isHead))
    for (const term of termsOf(folded)) lexicon.add(term)
  }

  function removeOne(id: string): void {
    const slot = byId.get(id)
    const leaving = slot === undefined ? undefined : slots[slot]
    if (slot === undefined || !leaving) return
    version++
    slots[slot] = undefined
    free.push(slot)
    byId.delete(id)
    removeTitle(leaving.folded.title, slot)
    const left = (perPaper.get(leaving.entry.paper) ?? 0) - 1
    if (left > 0) perPaper.set(leaving.entry.paper, left)
    else perPaper.delete(leaving.entry.paper)
    visitFeatures(leaving.folded, (feature) => drop(feature, slot))
    for (const term of termsOf(leaving.folded)) lexicon.remove(term)
  }

  function removeTitle(title: string, slot: number): void {
    const titled = byTitle.get(title)
    if (!titled) return
    removeSlot(titled, slot)
    if (titled.length === 0) byTitle.delete(title)
  }

  function append(feature: FeatureKey, slot: number, isHead: boolean): void {
    const list = lists.get(feature)
    if (list) {
      insertSlot(list.all, slot)
      if (!isHead) return
      if (list.head === NO_SLOTS) list.head = [slot]
      else insertSlot(list.head, slot)
      return
    }
    lists.set(feature, { all: [slot], head: isHead ? [slot] : NO_SLOTS }) // most features stay with one entry
    learn(feature)
  }

  function drop(feature: FeatureKey, slot: number): void {
    const list = lists.get(feature)
    if (!list) return
    removeSlot(list.all, slot)
    removeSlot(list.head, slot)
    if (list.all.length > 0) return
    lists.delete(feature)
    if (isStem(feature)) stems.get(feature.charAt(0))?.delete(feature)
  }

  /** Characters and stems are kept so that what sounds or looks alike can be found; a character that leaves does no harm. */
  function learn(feature: FeatureKey): void {
    if (isStem(feature)) addTo(stems, feature.charAt(0), feature)
    const pair = charactersOf(feature)
    if (!pair) return
    addTo(followers, pair[0], pair[1])
    for (const character of pair) {
      if (known.has(character)) continue
      known.add(character)
      for (const sound of looseReadingsOf(character)) addTo(characters, sound, character)
    }
  }

  /** Many entries share a keyword, an author or a heading: each is normalised once. */
  function fold(text: string): string {
    const done = foldings.get(text)
    if (done !== undefined) return done
    const folded = normalise(text)
    if (foldings.size < MAX_FOLDINGS) foldings.set(text, folded)
    return folded
  }

  for (const entry of entries) addOne(entry)
  return {
    get size() {
      return byId.size
    },
    get version() {
      return version
    },
    get capacity() {
      return slots.length
    },
    lexicon,
    get: (id) => slots[byId.get(id) ?? -1]?.entry,
    slot: (slot) => slots[slot],
    slots: () => slots.filter((slot) => slot !== undefined),
    find: (id) => slots[byId.get(id) ?? -1],
    compareIds: (a, b) =>
      (idNumbers[a] ?? 0) - (idNumbers[b] ?? 0) || compareTexts(slots[a]?.entry.id ?? '', slots[b]?.entry.id ?? ''),
    titled: (title) => byTitle.get(title) ?? NO_SLOTS,
    papers: () => perPaper.keys(),
    postings: (feature) => lists.get(keyOf(feature))?.all ?? NO_SLOTS,
    headPostings: (feature) => lists.get(keyOf(feature))?.head ?? NO_SLOTS,
    charactersLike: (sound) => characters.get(sound) ?? nothing,
    charactersAfter: (character) => followers.get(character) ?? nothing,
    stemsLike: (word) => stems.get(word.charAt(0)) ?? nothing,
    add: (added) => added.forEach(addOne),
    remove: (ids) => ids.forEach(removeOne),
  }
}

/** Slots of the entries that have a feature, rising. */
interface Postings {
  readonly all: number[]
  /** Of those that have it in title, keywords or aliases. */
  head: number[]
}

const NO_SLOTS: number[] = [] // shared, never changed

/** A number in the order of ids, equal only when their first characters are: tens of thousands may have to be compared. */
function idNumber(id: string): number {
  let number = 0
  for (let at = 0; at < ID_CHARACTERS; at++) number = number * 128 + Math.min(127, id.charCodeAt(at) || 0)
  return number
}

const ID_CHARACTERS = 7 // of 7 bits: as many as a number holds exactly

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

const MAX_FOLDINGS = 20_000

function isStem(feature: FeatureKey): feature is string {
  return typeof feature === 'string' && /^[a-z0-9]/.test(feature)
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const known = map.get(key)
  if (known) known.add(value)
  else map.set(key, new Set([value]))
}

function termsOf(entry: FoldedEntry): Set<string> {
  return new Set([entry.title, ...entry.keywords, ...entry.aliases, ...entry.who])
}
