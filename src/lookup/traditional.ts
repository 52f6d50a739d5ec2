import TSCharacters from 'opencc-js/dict/TSCharacters'
import TSPhrases from 'opencc-js/dict/TSPhrases'
import TWPhrasesRev from 'opencc-js/dict/TWPhrasesRev'
import TWVariantsRev from 'opencc-js/dict/TWVariantsRev'
import TWVariantsRevPhrases from 'opencc-js/dict/TWVariantsRevPhrases'

// OpenCC's own tables, in maps instead of the tries of opencc-js, which take 100 ms of the first query. A test compares the two.

/** Traditional characters become Simplified ones. */
export function toSimplified(text: string): string {
  simplified ??= tableOf([TSPhrases, TSCharacters])
  return simplified.convert(text)
}

/** As `toSimplified`, with words of Taiwan put into those of the mainland: 數位 becomes 数字. */
export function toMainland(text: string): string {
  phrases ??= tableOf([TSPhrases])
  taiwan ??= tableOf([TWPhrasesRev, TWVariantsRevPhrases, TWVariantsRev])
  const { convert } = taiwan
  return toSimplified(phrases.segments(text).map(convert).join(''))
}

let simplified: Table | undefined
let phrases: Table | undefined
let taiwan: Table | undefined

interface Table {
  /** The text with the longest entry at each place replaced, from left to right. */
  convert(text: string): string
  /** The text cut around the longest entries. */
  segments(text: string): string[]
}

/** One table of several dictionaries; the first that has a word decides. */
function tableOf(dictionaries: readonly string[]): Table {
  const entries = new Map<string, string>()
  const longest = new Uint8Array(0x10000) // by first code unit: most characters begin no entry
  for (const dictionary of dictionaries) readDictionary(dictionary, entries, longest)

  function lengthAt(text: string, at: number): number {
    for (let length = longest[text.charCodeAt(at)] ?? 0; length > 0; length--)
      if (entries.has(text.slice(at, at + length))) return length
    return 0
  }

  function segments(text: string): string[] {
    const cut: string[] = []
    let rest = 0
    for (let at = 0; at < text.length; ) {
      const length = lengthAt(text, at)
      if (length === 0) {
        at++
        continue
      }
      if (rest < at) cut.push(text.slice(rest, at))
      cut.push(text.slice(at, at + length))
      at += length
      rest = at
    }
    if (rest < text.length) cut.push(text.slice(rest))
    return cut
  }

  return {
    segments,
    convert: (text) =>
      segments(text)
        .map((piece) => entries.get(piece) ?? piece)
        .join(''),
  }
}

function readDictionary(dictionary: string, entries: Map<string, string>, longest: Uint8Array): void {
  for (let from = 0; from < dictionary.length; ) {
    const space = dictionary.indexOf(' ', from)
    const bar = dictionary.indexOf('|', space)
    const end = bar < 0 ? dictionary.length : bar
    const source = dictionary.slice(from, space)
    const first = source.charCodeAt(0)
    if (!entries.has(source)) entries.set(source, dictionary.slice(space + 1, end))
    longest[first] = Math.max(longest[first] ?? 0, source.length)
    from = end + 1
  }
}
