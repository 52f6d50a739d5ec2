import { readDataFile } from './data-file.ts'

const FIRST_HAN = 0x4e00
const LAST_HAN = 0x9fff
const NO_READINGS: readonly string[] = []
const MAX_SYLLABLE_LETTERS = 6 // zhuang
const MAX_SPLITS = 4 // xian, xi'an: more readings than these are never meant

// `readings.txt` is pinyin-pro's table without what is not needed here: loading the library itself would cost more
// than building the whole index. A test compares the two.
const table = readTable(readDataFile('readings.txt'))

/** The toneless readings of a Simplified character, ü written v; none for anything else. */
export function readingsOf(character: string): readonly string[] {
  return table.readings[character.charCodeAt(0) - FIRST_HAN] ?? NO_READINGS
}

/** Whether the character of a code is a Simplified Han one. */
export function hasReading(code: number): boolean {
  return table.readings[code - FIRST_HAN] !== undefined
}

/** Whether a string is one toneless syllable. */
export function isSyllable(letters: string): boolean {
  return table.loose.has(letters)
}

/** A syllable as a speaker hears it who does not tell zh from z, n from l, in from ing, f from h, ü from u. */
export function looseSound(syllable: string): string {
  return table.loose.get(syllable) ?? loosen(syllable)
}

/** The loose sounds of a Simplified character. */
export function looseReadingsOf(character: string): readonly string[] {
  return table.looseReadings[character.charCodeAt(0) - FIRST_HAN] ?? NO_READINGS
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
  /** By character code from `FIRST_HAN` on. */
  readonly readings: readonly (readonly string[] | undefined)[]
  readonly looseReadings: readonly (readonly string[] | undefined)[]
  /** Loose sound of each syllable. */
  readonly loose: ReadonlyMap<string, string>
}

/** Lines `syllable characters`. Characters with the same single reading share one array. */
function readTable(text: string): Table {
  const readings = new Array<readonly string[] | undefined>(LAST_HAN - FIRST_HAN + 1).fill(undefined)
  const looseReadings = readings.slice()
  const loose = new Map<string, string>()
  for (const line of text.split('\n')) {
    const space = line.indexOf(' ')
    if (space < 0) continue
    const syllable = line.slice(0, space)
    const sound = loosen(syllable)
    loose.set(syllable, sound)
    const only = [syllable]
    const onlySound = [sound]
    for (let index = space + 1; index < line.length; index++) {
      const at = line.charCodeAt(index) - FIRST_HAN
      const known = readings[at]
      const sounds = looseReadings[at] ?? []
      readings[at] = known ? [...known, syllable] : only
      looseReadings[at] = !known ? onlySound : sounds.includes(sound) ? sounds : [...sounds, sound]
    }
  }
  return { readings, looseReadings, loose }
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
