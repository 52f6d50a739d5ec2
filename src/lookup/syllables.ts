import { readDataFile } from './data-file.ts'

// `readings.txt` is pinyin-pro's table without what is not needed here: loading the library itself would cost more
// than building the whole index. A test compares the two.
const charactersOf = new Map<string, string>()
const syllablesOf = new Map<string, string[]>()
for (const line of readDataFile('readings.txt').split('\n')) {
  const [syllable, characters] = line.split(' ')
  if (!syllable || !characters) continue
  charactersOf.set(syllable, characters)
  for (const character of characters) {
    const known = syllablesOf.get(character)
    if (known) known.push(syllable)
    else syllablesOf.set(character, [syllable])
  }
}

const NO_READINGS: readonly string[] = []
const MAX_SYLLABLE_LETTERS = 6 // zhuang

/** The toneless readings of a Simplified character, ü written v; none for anything else. */
export function readingsOf(character: string): readonly string[] {
  return syllablesOf.get(character) ?? NO_READINGS
}

/** Whether a string is one toneless syllable. */
export function isSyllable(letters: string): boolean {
  return charactersOf.has(letters)
}

const looseOf = new Map<string, string>()
for (const syllable of charactersOf.keys()) looseOf.set(syllable, loosen(syllable))

/** A syllable as a speaker hears it who does not tell zh from z, n from l, in from ing, f from h, ü from u. */
export function looseSound(syllable: string): string {
  return looseOf.get(syllable) ?? loosen(syllable)
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

/**
 * The ways to read letters as syllables, at most `MAX_SPLITS`, those with the fewest syllables first; none when they cannot be read so.
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

const MAX_SPLITS = 4 // xian, xi'an: more readings than these are never meant

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
