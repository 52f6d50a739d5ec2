import { z } from 'zod'
import { type DocumentStore, defineKind } from '../store/document-store.ts'
import { createKeywordFinder } from './derive-keywords.ts'
import { type KeyPoint, MAX_KEY_POINT_CHARACTERS, type Paper } from './paper.ts'

export const DRAFT_FIELDS = ['title', 'authors', 'tldr', 'summary', 'keyPoints'] as const
export type DraftField = (typeof DRAFT_FIELDS)[number]
/** What a moderator typed, as they typed it. */
export type DraftTexts = Readonly<Record<DraftField, string>>

/** Longest text of each field in characters; the form of Discord takes no more than 4,000. */
export const MAX_DRAFT_CHARACTERS: Readonly<Record<DraftField, number>> = {
  title: 100,
  authors: 400,
  tldr: 300,
  summary: 1_500,
  keyPoints: 4_000,
}
const MAX_AUTHORS = 20
const MAX_AUTHOR_CHARACTERS = 60
export const MAX_KEY_POINTS_IN_FORM = 100

/** A moderator's paper before it is published. */
export const drafts = defineKind({
  name: 'drafts',
  version: 1,
  schema: z.strictObject({
    author: z.string(),
    /** Milliseconds since the epoch. */
    savedAt: z.number().int(),
    texts: z.record(z.enum(DRAFT_FIELDS), z.string()),
  }),
})

/** One thing to change, by field; `reason` names the catalogue's words under `paper.faults`. */
export interface DraftFault {
  readonly field: DraftField
  readonly reason:
    | 'title'
    | 'authors'
    | 'tldr'
    | 'summary'
    | 'noKeyPoints'
    | 'tooManyKeyPoints'
    | 'longKeyPoint'
    | 'sameKeyPoint'
    | 'sameTitle'
  readonly values: Readonly<Record<string, string | number>>
}

export async function saveDraft(
  store: DocumentStore,
  place: { guild: string; draft: string },
  draft: { author: string; texts: DraftTexts; now: number },
): Promise<void> {
  await store.update([drafts.key(place.guild, place.draft)], (documents) => {
    documents[0] = { author: draft.author, savedAt: draft.now, texts: { ...draft.texts } }
  })
}

/** The paper that a draft makes, with every fault that keeps it from being published. `known` are the guild's papers. */
export function paperOfDraft(
  id: string,
  texts: DraftTexts,
  known: readonly Paper[],
): { paper: Paper; faults: readonly DraftFault[] } {
  const lines = linesOf(texts.keyPoints)
  const title = clean(texts.title)
  const authors = authorsOf(texts.authors)
  const keywordsOf = createKeywordFinder(known.flatMap((paper) => paper.keyPoints.flatMap((point) => point.keywords)))
  const paper: Paper = {
    id,
    title: { zh: title },
    authors,
    language: 'zh-CN',
    tldr: { zh: clean(texts.tldr) },
    summary: { zh: clean(texts.summary) },
    sections: [],
    keyPoints: lines.map(({ text }, index) => keyPointOf(text, index, keywordsOf(text))),
    questions: [],
  }
  const faults = [
    ...lengthFaults({ ...texts, title }),
    ...(authors.length > MAX_AUTHORS || authors.some((author) => [...author].length > MAX_AUTHOR_CHARACTERS)
      ? [{ field: 'authors', reason: 'authors', values: { max: MAX_AUTHORS } } as const]
      : []),
    ...keyPointFaults(lines),
    ...(known.some((one) => one.id !== id && one.title.zh === title)
      ? [{ field: 'title', reason: 'sameTitle', values: { title } } as const]
      : []),
  ]
  return { paper, faults }
}

function lengthFaults(texts: DraftTexts): DraftFault[] {
  return (['title', 'tldr', 'summary'] as const).flatMap((field) => {
    const { length } = [...clean(texts[field])]
    const max = MAX_DRAFT_CHARACTERS[field]
    return length === 0 || length > max ? [{ field, reason: field, values: { max } }] : []
  })
}

interface Line {
  readonly number: number
  readonly text: string
}

function keyPointFaults(lines: readonly Line[]): DraftFault[] {
  const field = 'keyPoints'
  if (lines.length === 0) return [{ field, reason: 'noKeyPoints', values: {} }]
  if (lines.length > MAX_KEY_POINTS_IN_FORM)
    return [{ field, reason: 'tooManyKeyPoints', values: { max: MAX_KEY_POINTS_IN_FORM, count: lines.length } }]
  const seen = new Map<string, number>()
  return lines.flatMap<DraftFault>(({ number, text }) => {
    const other = seen.get(text)
    if (other !== undefined) return [{ field, reason: 'sameKeyPoint', values: { line: number, other } }]
    seen.set(text, number)
    const isLong = text.length > MAX_KEY_POINT_CHARACTERS
    return isLong
      ? [{ field, reason: 'longKeyPoint', values: { line: number, count: text.length, max: MAX_KEY_POINT_CHARACTERS } }]
      : []
  })
}

/** Lines that hold a key point, numbered as the moderator sees them, without the bullet or number in front. */
function linesOf(text: string): Line[] {
  return text
    .split('\n')
    .map((line, index) => ({
      number: index + 1,
      text: clean(line).replace(/^(?:[-*•·–—]\s*|\d{1,3}(?:[.)](?!\d)|[、．）])\s*)/u, ''),
    }))
    .filter((line) => /[\p{L}\p{N}]/u.test(line.text))
}

function authorsOf(text: string): string[] {
  return clean(text)
    .split(/[、,，;；]/u)
    .map((author) => author.trim())
    .filter(Boolean)
}

/** Without control and invisible characters and halves of characters, and with single spaces. */
function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Cf}/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
}

function keyPointOf(text: string, index: number, keywords: string[]): KeyPoint {
  return {
    id: `k${index + 1}`,
    section: '',
    kind: 'claim',
    text,
    gloss: '',
    keywords,
    aliases: [],
  }
}
