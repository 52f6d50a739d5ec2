import { latinWordsIn } from './latin.ts'
import { isHan } from './normalise.ts'
import { numbersIn } from './numbers.ts'

/** A piece of a normalised query: a run of Han characters, a Latin word, or a number. */
export interface Token {
  readonly kind: 'han' | 'latin' | 'number'
  readonly text: string
  /** The number in its one form; empty for other kinds. */
  readonly value: string
  readonly start: number
  readonly end: number
  /** Whether it follows the token before it without a space or sign between them. */
  readonly isGlued: boolean
}

/** Cuts a normalised query into its pieces, left to right; spaces and signs are dropped. */
export function tokensOf(query: string): Token[] {
  const covered = new Array<boolean>(query.length).fill(false)
  const found: Omit<Token, 'isGlued'>[] = []
  const numbers = numbersIn(query)
  for (const { word, start, end } of latinWordsIn(query)) {
    if (numbers.some((number) => number.start < start && end <= number.end)) continue // the percent of 80 percent
    covered.fill(true, start, end)
    found.push({ kind: 'latin', text: word, value: '', start, end })
  }
  for (const { value, start, end } of numbers) {
    if (covered.slice(start, end).every(Boolean)) continue
    const text = query.slice(start, end)
    found.push({ kind: 'number', text, value, start, end })
    if (!/^[一二两三四五六七八九十]$/.test(text)) covered.fill(true, start, end) // 八大产业 is both a number and words
  }
  for (const { 0: run, index } of query.matchAll(/\p{Script=Han}+/gu)) pushUncovered(run, index)
  found.sort((a, b) => a.start - b.start || a.end - b.end)
  return found.map((token, index) => ({ ...token, isGlued: index > 0 && found[index - 1]?.end === token.start }))

  function pushUncovered(run: string, offset: number): void {
    let start = offset
    for (let index = offset; index <= offset + run.length; index++) {
      if (index < offset + run.length && !covered[index] && isHan(query.charAt(index))) continue
      if (index > start) found.push({ kind: 'han', text: query.slice(start, index), value: '', start, end: index })
      start = index + 1
    }
  }
}
