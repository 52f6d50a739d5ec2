import type { APIEmbed } from 'discord-api-types/v10'
import type { LookupEntry } from '../lookup/entry.ts'
import type { LookupAnswer, LookupResult } from '../lookup/lookup.ts'
import { headingOf, type Paper } from '../papers/paper.ts'
import { accentOf, GREY } from './accent.ts'
import { RESULTS_PER_PAGE, type Wish } from './lookup-wish.ts'
import { clip, escapeText } from './reply.ts'
import type { Reader } from './texts.ts'

/** Who reads the results, and the papers that they may see, for the titles in their language. */
export interface LookupReader {
  readonly papers: readonly Paper[]
  readonly reader: Reader
}

const MAX_TITLE_CHARACTERS = 14 // half a line of a phone

/** One page of what a lookup found, best first; what is only "perhaps" stands apart below. */
export function lookupCard(answer: LookupAnswer, wish: Wish, to: LookupReader): APIEmbed {
  const { reader } = to
  const { first } = wish
  const shown = answer.results.slice(first, first + RESULTS_PER_PAGE)
  const sure = shown.filter((result) => !result.low)
  const perhaps = shown.filter((result) => result.low)
  const place = placeText(wish, to)
  const lines = [
    ...(place ? [`-# ${place}`] : []),
    ...(answer.understoodAs
      ? [`-# ${reader.t('lookup.understoodAs', { text: escapeText(reader.chinese(answer.understoodAs)) })}`]
      : []),
    ...sure.map((result, index) => resultText(result, first + index + 1, to)),
    ...(perhaps.length > 0 ? [`──────\n${reader.t(sure.length > 0 ? 'lookup.perhaps' : 'lookup.onlyPerhaps')}`] : []),
    ...perhaps.map((result, index) => resultText(result, first + sure.length + index + 1, to)),
  ]
  const best = sure[0]
  return {
    color: best ? accentOf(best.entry.paper) : GREY,
    title: reader.t('lookup.title', { query: escapeText(wish.query) }),
    description: lines.join('\n\n'),
  }
}

/** Key points like the one with a term; each with the words that both have. */
export function similarCard(term: string, results: readonly LookupResult[], to: LookupReader): APIEmbed {
  const { reader } = to
  return {
    color: accentOf(results[0]?.entry.paper ?? ''),
    title: reader.t('lookup.similarTitle', { term: escapeText(reader.chinese(term)) }),
    description: results
      .map((result, index) => {
        const words = result.matched.map(({ text }) => escapeText(reader.chinese(text)))
        const why = reader.t('lookup.shares', { words: words.join(reader.t('common.separator')) })
        return resultText(result, index + 1, to, words.length > 0 ? why : '')
      })
      .join('\n\n'),
  }
}

/** Where alone was looked, e.g. 004 新质生产力赋能… · 二（一） 数字孪生 · 定义; empty when it was everywhere. */
export function placeText({ paper, section, kind }: Omit<Wish, 'query' | 'first'>, { papers, reader }: LookupReader) {
  const held = papers.find((one) => one.id === paper)
  const part = held?.sections.find((one) => one.id === section)
  return [
    ...(held ? [shortTitle({ paper: held.id, paperTitle: held.title.zh }, { papers, reader })] : []),
    ...(part ? [headingOf(part, reader.content)] : []),
    ...(kind ? [reader.t(`kinds.${kind}`)] : []),
  ]
    .map(escapeText)
    .join(' · ')
}

function resultText({ entry, matched }: LookupResult, number: number, to: LookupReader, why?: string): string {
  const { reader } = to
  const isGloss = reader.language === 'en-US' && entry.gloss !== ''
  const text = isGloss ? entry.gloss : entry.text
  const words = matched.map((match) => (isGloss ? (match.gloss ?? match.text) : match.text))
  const how = [...new Set(matched.map((match) => match.how))].map((one) => reader.t(`lookup.how.${one}`))
  const place = [shortTitle(entry, to), sectionOf(entry, to)].filter(Boolean)
  const term = escapeText(reader.chinese(entry.title))
  const origin = [...place.map(escapeText), why ?? how.join(reader.t('common.separator'))].filter(Boolean).join(' · ')
  // Terms are Chinese: a reader of the English has them behind it.
  return isGloss
    ? `**${number}.** ${mark(text, words, reader.chinese)}\n-# ${term} · ${origin}`
    : `**${number}. ${term}**\n${mark(text, words, reader.chinese)}\n-# ${origin}`
}

/** A paper in a place that is too narrow for its title, e.g. 004 新质生产力赋能先进制造业… */
export function shortTitle(
  { paper, paperTitle }: Pick<LookupEntry, 'paper' | 'paperTitle'>,
  { papers, reader }: LookupReader,
): string {
  const title = papers.find((one) => one.id === paper)?.title ?? { zh: paperTitle }
  return `${paper} ${clip(reader.content(title), reader.language === 'en-US' ? 2 * MAX_TITLE_CHARACTERS : MAX_TITLE_CHARACTERS)}`
}

function sectionOf({ paper, section, sectionTitle }: LookupEntry, { papers, reader }: LookupReader): string {
  const found = papers.find((one) => one.id === paper)?.sections.find((one) => one.id === section)
  return found ? headingOf(found, reader.content) : reader.chinese(sectionTitle)
}

/** The text with every occurrence of the words in bold, of English words as whole words; words within words are marked once. */
export function mark(text: string, words: readonly string[], convert: (text: string) => string): string {
  const lower = text.toLowerCase()
  const isMarked = new Array<boolean>(text.length).fill(false)
  for (const word of new Set(words.map((one) => one.toLowerCase()).filter(Boolean)))
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1))
      if (!isPartOfWord(lower, at, word.length)) isMarked.fill(true, at, at + word.length)
  const parts: { text: string; marked: boolean }[] = []
  for (let index = 0; index < text.length; index++) {
    const last = parts.at(-1)
    const marked = isMarked[index] ?? false
    if (last?.marked === marked) last.text += text[index]
    else parts.push({ text: text[index] ?? '', marked })
  }
  return parts
    .map((part) =>
      part.marked && part.text.trim() !== '' ? `**${escapeText(convert(part.text))}**` : escapeText(convert(part.text)),
    )
    .join('')
}

/** Whether Latin letters or digits go on beyond a stretch of a text. */
function isPartOfWord(text: string, at: number, length: number): boolean {
  const goesOn = (inside: number, outside: number) =>
    LATIN.test(text.charAt(inside)) && LATIN.test(text.charAt(outside))
  return goesOn(at, at - 1) || goesOn(at + length - 1, at + length)
}

const LATIN = /[a-z0-9]/
