import { z } from 'zod'

/** A text for readers: Simplified Chinese, and English where somebody wrote it. */
export const Text = z.strictObject({ zh: z.string().trim().min(1), en: z.string().trim().min(1).optional() })
export type Text = z.infer<typeof Text>

export const KEY_POINT_KINDS = ['definition', 'mechanism', 'challenge', 'strategy', 'case', 'figure', 'claim'] as const
export const MAX_KEY_POINT_CHARACTERS = 200 // a key point is one claim, readable on a phone without scrolling
export const CHOICE_LETTERS = ['A', 'B', 'C', 'D'] as const
export type ChoiceLetter = (typeof CHOICE_LETTERS)[number]

/** Four questions with their choices, and four answers with their explanations, have to fit one message each. */
export const MAX_PROMPT_CHARACTERS = 400
export const MAX_CHOICE_CHARACTERS = 160
export const MAX_EXPLANATION_CHARACTERS = 400

/** Ids go into store keys, menus and custom ids, which Discord limits to 100 characters. */
const idOf = (max: number) =>
  z.string().regex(new RegExp(`^[a-z0-9-]{1,${max}}$`), `expected 1-${max} of a-z, 0-9 and -`)
export const PaperId = idOf(24)
const KeyPointId = idOf(48)
const QuestionId = idOf(56)

const Section = z.strictObject({
  /** Dotted path: "2.1" stands below "2". */
  id: z.string().regex(/^\d+(\.\d+)*$/, 'expected a dotted number such as "2.1"'),
  /** The number as the paper prints it, e.g. 二（一）. */
  label: z.string().trim().min(1).max(20),
  title: Text,
  summary: Text,
})
export type Section = z.infer<typeof Section>

const KeyPoint = z.strictObject({
  id: KeyPointId,
  /** Id of a section, or empty in a server's own paper. */
  section: z.string(),
  kind: z.enum(KEY_POINT_KINDS),
  text: z.string().trim().min(1).max(MAX_KEY_POINT_CHARACTERS),
  /** English gloss; empty where nobody wrote one. */
  gloss: z.string().trim().max(400),
  /** The first keyword is the term shown as the point's heading. */
  keywords: z.array(z.string().trim().min(1).max(40)).max(6),
  /** Other words that readers use for it, also everyday ones; never shown, only looked up. */
  aliases: z.array(z.string().trim().min(1).max(40)).max(12).default([]),
})
export type KeyPoint = z.infer<typeof KeyPoint>

/**
 * How long a text is where it is shown: a sign of a chat's markup is shown with another before it, that it be taken as
 * it is, and so may be the beginning of a line.
 */
export function shownLength(text: string): number {
  const marks = text.match(/[\\`*_~|[\]()<@]/g) ?? []
  const beginnings = text.match(/^\s*(?:[#>+-]|\d+[.)])/gm) ?? []
  return text.length + marks.length + beginnings.length
}

const upTo = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .refine((text) => shownLength(text) <= max, {
      error: ({ input }) => `expected at most ${max} characters as shown, got ${shownLength(String(input))}`,
    })
const textUpTo = (max: number) => z.strictObject({ zh: upTo(max), en: upTo(max).optional() })
const bilingualUpTo = (max: number) => z.strictObject({ zh: upTo(max), en: upTo(max) })

const asked = {
  id: QuestionId,
  /** Id of the key point that the question cites. */
  keyPoint: KeyPointId,
  prompt: textUpTo(MAX_PROMPT_CHARACTERS),
  explanation: textUpTo(MAX_EXPLANATION_CHARACTERS),
}
export const Question = z.discriminatedUnion('kind', [
  z.strictObject({
    ...asked,
    kind: z.literal('single-choice'),
    choices: z.array(textUpTo(MAX_CHOICE_CHARACTERS)).length(CHOICE_LETTERS.length),
    answer: z.enum(CHOICE_LETTERS),
  }),
  z.strictObject({ ...asked, kind: z.literal('true-false'), answer: z.boolean() }),
])
export type Question = z.infer<typeof Question>

const shape = {
  id: PaperId,
  title: Text,
  authors: z.array(z.string().trim().min(1).max(60)).max(20),
  affiliation: z.string().trim().min(1).max(200).optional(),
  venue: z.string().trim().min(1).max(200).optional(),
  doi: z
    .string()
    .regex(/^10\.\d{4,9}\/\S+$/, 'expected a bare DOI such as 10.1000/182')
    .optional(),
  language: z.string().min(2).max(10),
  tldr: Text,
  summary: Text,
  sections: z.array(Section),
  keyPoints: z.array(KeyPoint).min(1),
  questions: z.array(Question),
}

/** One article with everything that members see of it; ids and references inside are consistent. */
export const Paper = z.strictObject(shape).superRefine(checkReferences)
export type Paper = z.infer<typeof Paper>

const Bilingual = z.strictObject({ zh: z.string().trim().min(1), en: z.string().trim().min(1) })

/** A paper of `data/papers/`: as `Paper`, with nothing left empty and everything in both languages. */
export const ShippedPaper = z
  .strictObject({
    ...shape,
    title: Bilingual,
    tldr: Bilingual,
    summary: Bilingual,
    sections: z.array(Section.extend({ title: Bilingual, summary: Bilingual })).min(1),
    keyPoints: z
      .array(
        KeyPoint.extend({
          section: z.string().min(1),
          gloss: z.string().trim().min(1).max(400),
          keywords: KeyPoint.shape.keywords.min(2),
        }),
      )
      .min(1),
    questions: z
      .array(
        z.discriminatedUnion('kind', [
          Question.options[0].extend({
            prompt: bilingualUpTo(MAX_PROMPT_CHARACTERS),
            explanation: bilingualUpTo(MAX_EXPLANATION_CHARACTERS),
            choices: z.array(bilingualUpTo(MAX_CHOICE_CHARACTERS)).length(CHOICE_LETTERS.length),
          }),
          Question.options[1].extend({
            prompt: bilingualUpTo(MAX_PROMPT_CHARACTERS),
            explanation: bilingualUpTo(MAX_EXPLANATION_CHARACTERS),
          }),
        ]),
      )
      .min(10),
  })
  .superRefine(checkReferences)

/** What a paper's references look like, whatever else its parts hold. */
interface References {
  sections: { id: string }[]
  keyPoints: { id: string; section: string }[]
  questions: { id: string; keyPoint: string }[]
}

function checkReferences(paper: References, context: z.RefinementCtx): void {
  const complain = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message })
  const sectionIds = new Set(paper.sections.map((section) => section.id))
  const pointIds = new Set(paper.keyPoints.map((point) => point.id))
  for (const list of ['sections', 'keyPoints', 'questions'] as const) {
    const seen = new Set<string>()
    paper[list].forEach(({ id }, index) => {
      if (seen.has(id)) complain([list, index, 'id'], `expected a unique id, got "${id}" again`)
      seen.add(id)
    })
  }
  paper.keyPoints.forEach((point, index) => {
    if (point.section !== '' && !sectionIds.has(point.section))
      complain(['keyPoints', index, 'section'], `expected the id of a section, got "${point.section}"`)
  })
  paper.questions.forEach((question, index) => {
    if (!pointIds.has(question.keyPoint))
      complain(['questions', index, 'keyPoint'], `expected the id of a key point, got "${question.keyPoint}"`)
  })
}

/** The term under which a key point is shown: its first keyword, or else its first clause. */
export function termOf(point: KeyPoint): string {
  return point.keywords[0] ?? firstClause(point.text)
}

const MAX_CLAUSE_CHARACTERS = 24 // fits one line of a phone

function firstClause(text: string): string {
  return cut(text.split(/[，。；：,.;:!?！？]/u)[0] ?? text)
}

function cut(text: string): string {
  const characters = [...text]
  return characters.length > MAX_CLAUSE_CHARACTERS ? `${characters.slice(0, MAX_CLAUSE_CHARACTERS).join('')}…` : text
}

/** The short mark of where a key point stands, e.g. 〔004 · 二（一）〕. */
export function sourceOf(paper: Pick<Paper, 'id' | 'title' | 'sections'>, sectionId: string): string {
  const label = paper.sections.find((section) => section.id === sectionId)?.label
  if (label) return `〔${paper.id} · ${label}〕`
  return `〔${paper.sections.length === 0 ? cut(paper.title.zh) : paper.id}〕`
}

/** A section's number with its title, each once (an introduction is often both). */
export function headingOf(section: Section, content: (text: Text) => string): string {
  return section.label === section.title.zh
    ? content(section.title)
    : `${content({ zh: section.label })} ${content(section.title)}`
}
