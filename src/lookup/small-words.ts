import { ENGLISH_STOP_WORDS } from './latin.ts'
import { isSyllable, splitSyllables } from './syllables.ts'
import type { Token } from './tokens.ts'

/**
 * The tokens of a query without the English words that only ask or join (how long does it take to …). Several of them are
 * syllables, too (you, can, long), so they stay where all that is written in Latin letters may be pinyin, and where nothing else is left.
 */
export function withoutSmallWords(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some(isEnglishWord)) return tokens
  const kept = tokens.filter((token, at) => !isSmall(token) && !isMeasure(token, tokens[at - 1]))
  return kept.length > 0 ? kept : tokens
}

function isSmall({ kind, text }: Token): boolean {
  return kind === 'latin' && ENGLISH_STOP_WORDS.has(text)
}

/** The adverb of a question: how long, how many. */
function isMeasure({ text }: Token, before: Token | undefined): boolean {
  return before?.text === 'how' && MEASURES.has(text)
}

const MEASURES: ReadonlySet<string> = new Set(['long', 'much', 'many', 'often', 'far', 'soon'])

/** Whether a token cannot be pinyin. */
function isEnglishWord({ kind, text }: Token): boolean {
  if (kind !== 'latin' || !/^[a-z]{2,}$/.test(text) || isSyllable(text)) return false
  return ENGLISH_STOP_WORDS.has(text) || splitSyllables(text).length === 0
}
