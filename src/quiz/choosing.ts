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
 * Chooses up to `count` questions: none again before the stock is used up, then the oldest first; among equals the
 * papers take turns, and no key point comes twice while there are others. Pure: the same seed chooses the same.
 */
export function chooseQuestions(
  bank: readonly AskedQuestion[],
  askedBefore: AskedBefore,
  options: { count: number; seed: string },
): AskedQuestion[] {
  const left = shuffle(bank, options.seed).sort((a, b) => lastAsked(a) - lastAsked(b))
  const chosen: AskedQuestion[] = []
  while (chosen.length < options.count && left.length > 0) chosen.push(...left.splice(next(), 1))
  return chosen

  function lastAsked(asked: AskedQuestion): number {
    return askedBefore.get(questionKey(asked)) ?? 0
  }

  /** Index of the best next one: as long unasked as any, from the paper asked least in this choice, about a new key point. */
  function next(): number {
    const oldest = left[0] ? lastAsked(left[0]) : 0
    let best = 0
    let lowest = Number.POSITIVE_INFINITY
    left.forEach((asked, index) => {
      if (lastAsked(asked) !== oldest) return
      const cost = chosen.reduce(
        (sum, one) => sum + (one.paper === asked.paper ? 1 : 0) + (isSamePoint(one, asked) ? 100 : 0),
        0,
      )
      if (cost < lowest) [best, lowest] = [index, cost]
    })
    return best
  }
}

function isSamePoint(a: AskedQuestion, b: AskedQuestion): boolean {
  return a.paper === b.paper && a.question.keyPoint === b.question.keyPoint
}
