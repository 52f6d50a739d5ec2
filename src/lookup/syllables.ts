import { readDataFile } from './data-file.ts'

const FIRST_HAN = 0x4e00
const LAST_HAN = 0x9fff
const MAX_SYLLABLE_LETTERS = 6 // zhuang
const MAX_PIECE_LETTERS = 60 // a dozen characters
const MAX_SPLITS = 4 // xian, xi'an: more readings than these are never meant

/** How a character may be read. */
interface Readings {
  /** Toneless syllables, ü written v. */
  readonly syllables: readonly string[]
  readonly looseSounds: readonly string[]
  /** A number for each loose sound, below `SOUNDS`. */
  readonly soundNumbers: readonly number[]
}

/** One more than the highest number of a loose sound. */
export const SOUNDS = 512
const NONE: Readings = { syllables: [], looseSounds: [], soundNumbers: [] }

/** The toneless readings of a Simplified character, ü written v; none for anything else. */
export function readingsOf(character: string): readonly string[] {
  return readOf(character).syllables
}

/** Whether the character of a code is a Simplified Han one. */
export function hasReading(code: number): boolean {
  return (table().numbers[code - FIRST_HAN] ?? 0) > 0
}

/** Whether a string is one toneless syllable. */
export function isSyllable(letters: string): boolean {
  return table().loose.has(letters)
}

/** A syllable as a speaker hears it who does not tell zh from z, n from l, in from ing, f from h, ü from u. */
export function looseSound(syllable: string): string {
  return table().loose.get(syllable) ?? loosen(syllable)
}

/** The loose sounds of a Simplified character. */
export function looseReadingsOf(character: string): readonly string[] {
  return readOf(character).looseSounds
}

/** As `looseReadingsOf`, as numbers below `SOUNDS`. */
export function soundNumbersOf(character: string): readonly number[] {
  return readOf(character).soundNumbers
}

/** The number of a loose sound; undefined when no character sounds so. */
export function soundNumber(loose: string): number | undefined {
  return table().soundNumbers.get(loose)
}

function readOf(character: string): Readings {
  const { numbers, readings } = table()
  return readings[numbers[character.charCodeAt(0) - FIRST_HAN] ?? 0] ?? NONE
}

/**
 * The ways to read letters as syllables, at most four, those with the fewest syllables first; none when they cannot be read so.
 * An apostrophe or a tone number ends a syllable.
 */
export function splitSyllables(letters: string): readonly (readonly string[])[] {
  const pieces = letters.split(/[1-5'’]+/).filter((piece) => piece !== '')
  let splits: (readonly string[])[] = pieces.length > 0 ? [[]] : []
  for (const piece of pieces) {
    const ways = splitPiece(piece)
    splits = splits.flatMap((before) => ways.map((way) => [...before, ...way])).slice(0, MAX_SPLITS)
  }
  return splits
}

function splitPiece(piece: string): readonly (readonly string[])[] {
  if (piece.length > MAX_PIECE_LETTERS) return []
  // best[i] holds the ways to read the first i letters
  const best: (readonly string[])[][] = [[[]]]
  for (let end = 1; end <= piece.length; end++) {
    const ways: (readonly string[])[] = []
    for (let start = Math.max(0, end - MAX_SYLLABLE_LETTERS); start < end; start++) {
      const syllable = piece.slice(start, end)
      if (isSyllable(syllable)) for (const way of best[start] ?? []) ways.push([...way, syllable])
    }
    best.push(ways.sort((a, b) => a.length - b.length).slice(0, MAX_SPLITS))
  }
  return best[piece.length] ?? []
}

interface Table {
  /** Place in `readings`, by character code from `FIRST_HAN` on. */
  readonly numbers: Uint16Array
  readonly readings: readonly Readings[]
  /** Loose sound of each syllable. */
  readonly loose: ReadonlyMap<string, string>
  readonly soundNumbers: ReadonlyMap<string, number>
}

let read: Table | undefined

// `readings.txt` is pinyin-pro's table without what is not needed here: loading the library itself would cost more
// than building the whole index. A test compares the two. It is read when first needed, not when the bot starts.
function table(): Table {
  read ??= readTable(readDataFile('readings.txt'))
  return read
}

/** Lines `syllable characters`. Characters with the same single reading share it. */
function readTable(text: string): Table {
  const numbers = new Uint16Array(LAST_HAN - FIRST_HAN + 1)
  const readings: Readings[] = [NONE]
  const loose = new Map<string, string>()
  const soundNumbers = new Map<string, number>()
  for (const line of text.split('\n')) {
    const space = line.indexOf(' ')
    if (space < 0) continue
    const syllable = line.slice(0, space)
    const sound = loosen(syllable)
    const soundNumber = soundNumbers.get(sound) ?? soundNumbers.size
    loose.set(syllable, sound)
    soundNumbers.set(sound, soundNumber)
    const own = readings.push({ syllables: [syllable], looseSounds: [sound], soundNumbers: [soundNumber] }) - 1
    for (let index = space + 1; index < line.length; index++) {
      const at = line.charCodeAt(index) - FIRST_HAN
      const known = numbers[at] ?? 0
      numbers[at] = known === 0 ? own : readings.push(both(readings[known] ?? NONE, readings[own] ?? NONE)) - 1
    }
  }
  return { numbers, readings, loose, soundNumbers }
}

/** A character that has both readings. */
function both(known: Readings, added: Readings): Readings {
  const isNewSound = !known.soundNumbers.includes(added.soundNumbers[0] ?? -1)
  return {
    syllables: known.syllables.concat(added.syllables),
    looseSounds: isNewSound ? known.looseSounds.concat(added.looseSounds) : known.looseSounds,
    soundNumbers: isNewSound ? known.soundNumbers.concat(added.soundNumbers) : known.soundNumbers,
  }
}

function loosen(syllable: string): string {
  return syllable
    .replace(/^([zcs])h/, '$1')
    .replace(/^n/, 'l')
    .replace(/^hu(?=[aeio])/, 'f') // hui and fei, huang and fang
    .replace(/^h(?=u$)/, 'f')
    .replace(/^fe(?=i)/, 'f')
    .replace(/([aei])ng$/, '$1n')
    .replace(/v/, 'u')
}
