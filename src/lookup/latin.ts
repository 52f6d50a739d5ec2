/** A word or code in Latin letters (`digital`, `5g`, `r&d`) in a folded text. */
export interface LatinToken {
  readonly word: string
  readonly start: number
  readonly end: number
}

const WORD = /[a-z]+(?:&[a-z]+)?\d*|\d+[a-z]+(?![a-z])/g

/** The Latin words of a folded text; a number with its letter (3d, 5g) is one word. */
export function latinWordsIn(text: string): LatinToken[] {
  return [...text.matchAll(WORD)].map((match) => ({
    word: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }))
}

/** As `latinWordsIn`, without the places. */
export function latinWordsOf(text: string): readonly string[] {
  return LETTER.test(text) ? (text.match(WORD) ?? []) : [] // most keywords have none
}

const LETTER = /[a-z]/

export const ENGLISH_STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a an the of in on at to for from by with as and or is are was were be been it its this that these those how what why when where who which ' +
    'do does did can could will would should may might not no than then into over under about between their they them we our you your i my me ' +
    'has have had more most such also other both each any all there here up out so if but while through during per via please tell find show explain'
  ).split(' '),
)

/**
 * The stem of an English word: plural, -ing, -ed and British spelling dropped (`manufacturing` and `manufactures` meet in `manufactur`).
 * Coarser than Porter's stemmer on purpose: readers remember a word, not its form.
 */
export function stem(word: string): string {
  const known = stems.get(word)
  if (known !== undefined) return known
  const made = makeStem(word)
  if (stems.size < MAX_STEMS) stems.set(word, made)
  return made
}

const stems = new Map<string, string>() // the same few thousand words come again and again
const MAX_STEMS = 20_000

function makeStem(word: string): string {
  if (word.length <= 3 || /\d/.test(word)) return word
  const root = british(word)
    .replace(/ies$/, 'y')
    .replace(/(ss|x|ch|sh)es$/, '$1')
    .replace(/([^su])s$/, '$1')
  const bare = root
    .replace(/(?<=.{3})(?:ization|izing|ized|ize)$/, 'iz')
    .replace(/(?<=.{3})(?:ations?|ating|ated|ate|ative)$/, 'at')
  return bare.replace(/(?<=.{3})(?:ing|ed|e|y)$|(?<=.{4})(?:er|or|ment|ly|ions?|ive|al|ity)$/, '')
}

function british(word: string): string {
  return word
    .replace(/is(ation|ing|ed|e|es)(s?)$/, 'iz$1$2')
    .replace(/(?<=.{2})our(?=$|s$|ed$|ing$|al)/, 'or')
    .replace(/(?<=.)lled$/, 'led')
    .replace(/(?<=.)lling$/, 'ling')
    .replace(/ence$/, 'enc')
    .replace(/ency$/, 'enc')
}
