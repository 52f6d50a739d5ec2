import type { Paper, Question } from '../papers/paper.ts'
import { sourceOf } from '../papers/paper.ts'
import { shuffle } from './random.ts'
import type { AskedQuestion } from './round.ts'

/** When each question was last asked, by `PAPER/QUESTION`, in milliseconds since the epoch. */
export type AskedBefore = ReadonlyMap<string, number>

export function questionKey(asked: Pick<AskedQuestion, 'paper'> & { question: Pick<Question, 'id'> }): string {
  return `${asked.paper}/${asked.question.id}`
}

/** Every question of these papers, ready to be asked. */
export function bankOf(papers: readonly Paper[]): AskedQuestion[] {
  return papers.flatMap((paper) => {
    const sections = new Map(paper.keyPoints.map((point) => [point.id, point.section]))
    return paper.questions.map((question) => {
      const section = sections.get(question.keyPoint) ?? ''
      return { paper: paper.id, section, source: sourceOf(paper, section), question }
    })
  })
}

/**
 * Chooses up to `count` questions: none again before the stock is used up, then the oldest first. Among equals no key
 * point comes twice while there are others, and papers, and sections within a paper, take turns: first those that this
 * choice has least of, then those that waited longest for how much they have left, so that all are used up together.
 * Pure: the same seed chooses the same.
 */
export function chooseQuestions(
  bank: readonly AskedQuestion[],
  askedBefore: AskedBefore,
  options: { count: number; seed: string },
): AskedQuestion[] {
  const lastAsked = (asked: AskedQuestion) => askedBefore.get(questionKey(asked)) ?? 0
  const left = new Set(shuffle(bank, options.seed))
  const history = [...left].filter((asked) => lastAsked(asked) > 0).sort((a, b) => lastAsked(a) - lastAsked(b))
  const chosen: AskedQuestion[] = []
  while (chosen.length < options.count && left.size > 0) {
    const next = bestOf(oldestOf([...left], lastAsked), history, chosen)
    if (!next) break
    left.delete(next)
    chosen.push(next)
  }
  return chosen
}

/** Those that were not asked for as long as any. */
function oldestOf(left: readonly AskedQuestion[], lastAsked: (asked: AskedQuestion) => number): AskedQuestion[] {
  const oldest = Math.min(...left.map(lastAsked))
  return left.filter((asked) => lastAsked(asked) === oldest)
}

function bestOf(
  candidates: readonly AskedQuestion[],
  history: readonly AskedQuestion[],
  chosen: readonly AskedQuestion[],
): AskedQuestion | undefined {
  const points = new Set(chosen.map(pointOf))
  const fresh = candidates.filter((asked) => !points.has(pointOf(asked)))
  const ofPaper = nextGroup(fresh.length > 0 ? fresh : candidates, history, chosen, (asked) => asked.paper)
  return nextGroup(ofPaper, history, chosen, sectionOf)[0]
}

/** The candidates of the group (a paper, or a section) whose turn it is. */
function nextGroup(
  candidates: readonly AskedQuestion[],
  history: readonly AskedQuestion[],
  chosen: readonly AskedQuestion[],
  groupOf: (asked: AskedQuestion) => string,
): AskedQuestion[] {
  const groups = new Map<string, AskedQuestion[]>()
  for (const asked of candidates) groups.set(groupOf(asked), [...(groups.get(groupOf(asked)) ?? []), asked])
  const asked = [...history, ...chosen].map(groupOf)
  const ranked = [...groups].map(([group, members]) => ({
    members,
    inThisChoice: chosen.filter((one) => groupOf(one) === group).length,
    turn: (asked.length - asked.lastIndexOf(group)) * members.length,
  }))
  ranked.sort((a, b) => a.inThisChoice - b.inThisChoice || b.turn - a.turn)
  return ranked[0]?.members ?? []
}

function sectionOf({ paper, section }: AskedQuestion): string {
  return `${paper}/${section}`
}

function pointOf({ paper, question }: AskedQuestion): string {
  return `${paper}/${question.keyPoint}`
}
