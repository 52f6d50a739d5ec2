import type { LookupEntry } from './entry.ts'
import type { InvertedIndex } from './inverted-index.ts'
import { placeOf } from './postings.ts'
import { BINS, leaveSheet, takeSheet } from './tally-sheet.ts'

/** A part of a reading as entries of one index have it. */
export interface Part {
  /** 0..1: what an entry gets that has the part fully. */
  readonly share: number
  /** The ways to have it, the best first; only the best of an entry counts. */
  readonly options: readonly { readonly weight: number; readonly slots: readonly number[] }[]
}

/** Adds up what the entries of one index have of each reading, and keeps the best. */
export interface Tally {
  /** Whether enough entries have more than this, so that a reading that gives no more changes nothing. */
  isBeyond(score: number): boolean
  /** Adds a reading, under its number (below 256). */
  add(parts: readonly Part[], reading: number): void
  /** The best in falling order; equal ones that are favoured first, then by the id of their entries. */
  best(isFavoured?: (slot: number) => boolean): readonly Tallied[]
}

export interface Tallied {
  readonly slot: number
  /** The most that any reading gives it, and the number of that reading. */
  readonly score: number
  readonly reading: number
}

const MAX_CANDIDATES = 60 // enough for a page of results after ranking
const MARGIN = 1e-5 // sums of the same parts may differ in their last digits
const FEW = 3 // a list with less than a third of the slots in question is added without asking whether it can still matter
const FAR = 8 // times as many slots as are running: searching beats walking

/**
 * Tallies the best `MAX_CANDIDATES` of the entries that are accepted. Nothing that is left out could be among them: once
 * so many entries have more than the parts to come can give, these parts are asked only for entries still in the running.
 *
 * Its loops count places and its lists are made once for each index: they walk tens of thousands of slots, for which
 * iterators and new memory would cost several times as much. A tally ends with `best`.
 */
export function createTally(index: InvertedIndex, accepts: ((entry: LookupEntry) => boolean) | undefined): Tally {
  const { sums, lastPart, refused, scores, readings, counts, summed, running, scored } = takeSheet(index)
  const length = { summed: 0, running: 0, scored: 0 }
  let parts = 0
  let floor = 0 // that many entries have at least this

  function add(wanted: readonly Part[], reading: number): void {
    const sorted = wanted.toSorted((a, b) => mostOf(b) - mostOf(a))
    const rest = restsOf(sorted)
    let isOpen = true // any slot may still come to be among the best; then, only those that are running
    sorted.forEach(({ share, options }, at) => {
      parts++
      for (const { weight, slots } of options) {
        const left = share * weight + (rest[at + 1] ?? 0)
        if (slots.length * FEW > (isOpen ? length.summed : length.running)) isOpen = winnow(left, isOpen)
        if (isOpen) addAll(slots, share * weight)
        else if (slots.length > length.running * FAR) addToRunning(slots, share * weight)
        else addToSummed(slots, share * weight)
      }
    })
    settle(reading)
  }

  function addAll(slots: readonly number[], share: number): void {
    for (let at = 0; at < slots.length; at++) {
      const slot = slots[at] ?? 0
      if (lastPart[slot] === parts) continue
      const sum = sums[slot] ?? 0
      if (sum === 0) {
        if (accepts && !isAccepted(slot)) continue
        summed[length.summed++] = slot
      }
      lastPart[slot] = parts
      sums[slot] = sum + share
    }
  }

  function addToSummed(slots: readonly number[], share: number): void {
    for (let at = 0; at < slots.length; at++) {
      const slot = slots[at] ?? 0
      const sum = sums[slot] ?? 0
      if (sum === 0 || lastPart[slot] === parts) continue
      lastPart[slot] = parts
      sums[slot] = sum + share
    }
  }

  function addToRunning(slots: readonly number[], share: number): void {
    running.subarray(0, length.running).sort()
    for (let place = 0, at = 0; place < length.running; place++) {
      const slot = running[place] ?? 0
      at = placeOf(slots, slot, at)
      if (slots[at] !== slot || lastPart[slot] === parts) continue
      lastPart[slot] = parts
      sums[slot] = (sums[slot] ?? 0) + share
    }
  }

  function isAccepted(slot: number): boolean {
    if (refused[slot] === 1) return false
    const held = index.slot(slot)
    if (held && accepts?.(held.entry)) return true
    refused[slot] = 1
    return false
  }

  /** Keeps those running that reach the floor when they get all that is left; gives whether others may reach it, too. */
  function winnow(left: number, isOpen: boolean): boolean {
    raiseFloor()
    const needed = floor - left - MARGIN
    if (needed <= 0) return isOpen
    const from = isOpen ? summed : running
    const end = isOpen ? length.summed : length.running
    let count = 0
    for (let at = 0; at < end; at++) {
      const slot = from[at] ?? 0
      if ((sums[slot] ?? 0) >= needed) running[count++] = slot
    }
    length.running = count
    return false
  }

  function raiseFloor(): void {
    if (length.scored + length.summed < MAX_CANDIDATES) return
    counts.fill(0)
    for (let at = 0; at < length.scored; at++) {
      const slot = scored[at] ?? 0
      count(Math.max(scores[slot] ?? 0, sums[slot] ?? 0))
    }
    for (let at = 0; at < length.summed; at++) {
      const slot = summed[at] ?? 0
      if (scores[slot] === 0) count(sums[slot] ?? 0)
    }
    let bin = BINS
    for (let above = counts[bin] ?? 0; above < MAX_CANDIDATES && bin / BINS > floor; above += counts[bin] ?? 0) bin--
    floor = Math.max(floor, bin / BINS)
  }

  function count(score: number): void {
    if (score < floor) return
    const bin = Math.min(BINS, Math.floor(score * BINS))
    counts[bin] = (counts[bin] ?? 0) + 1
  }

  /** The sums of a reading become scores where they are higher and not below the floor. */
  function settle(reading: number): void {
    raiseFloor()
    for (let at = 0; at < length.summed; at++) {
      const slot = summed[at] ?? 0
      const sum = sums[slot] ?? 0
      const score = scores[slot] ?? 0
      sums[slot] = 0
      if (sum <= score || sum + MARGIN < floor) continue
      if (score === 0) scored[length.scored++] = slot
      scores[slot] = sum
      readings[slot] = reading
    }
    length.summed = 0
  }

  function best(isFavoured: (slot: number) => boolean = () => false): Tallied[] {
    const inReach: number[] = []
    for (let at = 0; at < length.scored; at++) {
      const slot = scored[at] ?? 0
      if ((scores[slot] ?? 0) + MARGIN >= floor) inReach.push(slot)
    }
    const top = topOf(inReach, scores, index, isFavoured)
    const found = top.map((slot) => ({ slot, score: scores[slot] ?? 0, reading: readings[slot] ?? 0 }))
    leaveSheet(index, { sums, lastPart, refused, scores, readings, counts, summed, running, scored })
    return found
  }

  return { isBeyond: (score) => score + MARGIN < floor, add, best }
}

/** The most that a part can give. */
function mostOf({ share, options: [best] }: Part): number {
  return best ? share * best.weight : 0
}

/** For each part, the most that it and those after it can give together. */
function restsOf(parts: readonly Part[]): number[] {
  const rests: number[] = []
  let rest = 0
  for (const [at, part] of [...parts.entries()].reverse()) {
    rest += mostOf(part)
    rests[at] = rest
  }
  return rests
}

/** The first of some slots: by score, then favoured ones, then by id. */
function topOf(
  slots: readonly number[],
  scores: Float32Array,
  index: InvertedIndex,
  isFavoured: (slot: number) => boolean,
): number[] {
  const top: number[] = []
  const isBefore = (a: number, b: number) => {
    const difference = (scores[a] ?? 0) - (scores[b] ?? 0) || Number(isFavoured(a)) - Number(isFavoured(b))
    return difference > 0 || (difference === 0 && index.compareIds(a, b) < 0)
  }
  for (const slot of slots) {
    const last = top.at(-1)
    if (top.length === MAX_CANDIDATES && last !== undefined && !isBefore(slot, last)) continue
    let at = top.length
    while (at > 0 && isBefore(slot, top[at - 1] ?? slot)) at--
    top.splice(at, 0, slot)
    if (top.length > MAX_CANDIDATES) top.pop()
  }
  return top
}
