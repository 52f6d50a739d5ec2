import type { AskedQuestion } from '../../src/quiz/round.ts'

/** A question to try things on; `answer` is a letter, or true or false. */
export function asked(
  id: string,
  answer: 'A' | 'B' | 'C' | 'D' | boolean,
  place: { paper?: string; keyPoint?: string; section?: string } = {},
): AskedQuestion {
  const texts = {
    id,
    keyPoint: place.keyPoint ?? `about-${id}`,
    prompt: { zh: `${id}？` },
    explanation: { zh: `${id}。` },
  }
  return {
    paper: place.paper ?? 'p',
    section: place.section ?? '',
    source: '〔p〕',
    question:
      typeof answer === 'boolean'
        ? { ...texts, kind: 'true-false', answer }
        : { ...texts, kind: 'single-choice', choices: ['甲', '乙', '丙', '丁'].map((zh) => ({ zh })), answer },
  }
}
