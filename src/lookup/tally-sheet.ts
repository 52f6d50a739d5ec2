import type { InvertedIndex } from './inverted-index.ts'

export const BINS = 1024 // of scores from 0 to 1

/** What a tally writes on: for each slot, but for `counts`, lists of slots, and how many slots have about a score. */
export interface Sheet {
  readonly sums: Float32Array
  /** Number of the part that was added last. */
  readonly lastPart: Uint16Array
  readonly refused: Uint8Array
  readonly scores: Float32Array
  readonly readings: Uint8Array
  readonly counts: Uint32Array
  /** Slots with a sum of the reading at hand, those of them that may still be among the best, and those with a score. */
  readonly summed: Int32Array
  readonly running: Int32Array
  readonly scored: Int32Array
}

const sheets = new WeakMap<InvertedIndex, Sheet>()

/** A blank sheet: the one that the last tally of the index left, unless it is in use. */
export function takeSheet(index: InvertedIndex): Sheet {
  const left = sheets.get(index)
  sheets.delete(index)
  if (left && left.sums.length >= index.capacity) return left
  const slots = Math.ceil(index.capacity * SPARE)
  return {
    sums: new Float32Array(slots),
    lastPart: new Uint16Array(slots),
    refused: new Uint8Array(slots),
    scores: new Float32Array(slots),
    readings: new Uint8Array(slots),
    counts: new Uint32Array(BINS + 1),
    summed: new Int32Array(slots),
    running: new Int32Array(slots),
    scored: new Int32Array(slots),
  }
}

const SPARE = 1.25 // so that a few more entries do not ask for a new sheet

/** Gives a sheet back for the next tally of the index. */
export function leaveSheet(index: InvertedIndex, sheet: Sheet): void {
  sheet.lastPart.fill(0)
  sheet.refused.fill(0)
  sheet.scores.fill(0)
  sheets.set(index, sheet)
}
