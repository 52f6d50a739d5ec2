import { type Glossary, type GlossaryLine, glossaryOf, splitWords, stemsOf } from './glossary.ts'
import { createLexicon, type Lexicon } from './lexicon.ts'
import { isHan } from './normalise.ts'

/** A server's own terms, made ready for `lookUp`; everything else of the lookup is shared. */
export interface OwnTerms {
  readonly glossary: Glossary
  readonly lexicon: Lexicon
  /** How many lines are used. */
  readonly lines: number
  /** Lines that are not used, in their order. */
  readonly problems: readonly TermProblem[]
}

export interface TermProblem {
  /** Counted from 1. */
  readonly line: number
  readonly text: string
  /** No colon; nothing before it; nothing after it; a part is too long; more lines than a server may have. */
  readonly reason: 'noColon' | 'noTerm' | 'noWords' | 'tooLong' | 'tooMany'
}

export const MAX_OWN_LINES = 500 // a bound on what one server can make the bot keep in memory
export const MAX_TERM_CHARACTERS = 60

/**
 * Parses a server's own lines `term: word; word`, e.g. `数字孪生: 数字双胞胎; cyber twin`: who looks for one of the
 * words finds the term. Words may be Chinese or English; several terms are separated by commas. Signs may be full-width,
 * a line that starts with `#` is a remark. Lines that cannot be used are told and left out.
 */
export function parseTerms(text: string): OwnTerms {
  const used: GlossaryLine[] = []
  const problems: TermProblem[] = []
  text.split(/\r?\n/).forEach((raw, index) => {
    const line = raw.trim()
    if (line === '' || line.startsWith('#') || line.startsWith('＃')) return
    const parsed = used.length < MAX_OWN_LINES ? parseLine(line) : 'tooMany'
    if (typeof parsed === 'string') problems.push({ line: index + 1, text: line, reason: parsed })
    else used.push(parsed)
  })
  const glossary = glossaryOf(used)
  const terms = used.flatMap((line) => [...line.terms, ...line.synonyms])
  return { glossary, lexicon: createLexicon(terms), lines: used.length, problems }
}

function parseLine(line: string): GlossaryLine | TermProblem['reason'] {
  const colon = line.search(/[:：]/)
  if (colon < 0) return 'noColon'
  const terms = splitWords(line.slice(0, colon), /[,，、]/)
  const words = splitWords(line.slice(colon + 1), /[;；,，、]/)
  if (terms.length === 0) return 'noTerm'
  const synonyms = words.filter((word) => [...word].some(isHan))
  const english = words.filter((word) => !synonyms.includes(word) && stemsOf(word).length > 0)
  if (synonyms.length + english.length === 0) return 'noWords'
  if ([...terms, ...words].some((word) => word.length > MAX_TERM_CHARACTERS)) return 'tooLong'
  return { terms, synonyms, english }
}
