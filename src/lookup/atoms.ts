import { looseSound, readingsOf, soundNumber } from './syllables.ts'
import { isAskingWord, isGeneralWord, wordsOf } from './words.ts'

/** One place of a query that stands for one Han character: written, or only its sound. */
export interface Atom {
  /** The character, or empty where only a syllable was typed. */
  readonly character: string
  /** What it may sound like: toneless syllables. */
  readonly syllables: readonly string[]
  readonly start: number
  readonly end: number
  /** Number of the word it belongs to, or -1 for a word that only helps to ask. */
  readonly word: number
  /** Whether the word says little. */
  readonly isGeneral: boolean
  /** Whether the word is this one character: the next one may belong to it. */
  readonly isLoose: boolean
}

const GENERAL = 0.35

/** The atoms of a run of Han characters that begins at `start` of the query. */
export function atomsOfHan(run: string, start: number): Atom[] {
  const atoms: Atom[] = []
  wordsOf(run).forEach((word, number) => {
    for (const character of word) {
      const at = start + atoms.length
      atoms.push({
        character,
        syllables: readingsOf(character),
        start: at,
        end: at + 1,
        word: isAskingWord(word) ? -1 : start + number,
        isGeneral: isGeneralWord(word),
        isLoose: word.length === 1,
      })
    }
  })
  return atoms
}

/** The atoms of typed syllables; they share the place where they were typed. */
export function atomsOfSyllables(syllables: readonly string[], start: number, end: number): Atom[] {
  return syllables.map((syllable) => ({
    character: '',
    syllables: [syllable],
    start,
    end,
    word: start,
    isGeneral: false,
    isLoose: true,
  }))
}

/** The loose sounds of an atom. */
export function soundsOf(atom: Atom): string[] {
  return [...new Set(atom.syllables.map(looseSound))]
}

/** The loose sounds of an atom, as numbers. */
export function soundNumbers(atom: Atom): number[] {
  return soundsOf(atom).flatMap((sound) => soundNumber(sound) ?? [])
}

/**
 * How much the pair of two neighbours says: all inside a word or between single characters (where a misspelt word falls apart),
 * less across two words, little beside a word that only helps to ask.
 */
export function bond(left: Atom, right: Atom): number {
  if (left.word === right.word && left.word >= 0) return left.isGeneral ? GENERAL : 1
  if (left.word < 0 && right.word < 0) return 0
  if (left.word < 0 || right.word < 0) return 0.15
  return left.isLoose && right.isLoose ? 0.9 : left.isLoose || right.isLoose ? 0.6 : 0.3
}
