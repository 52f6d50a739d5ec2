import { describe, expect, it } from 'vitest'
import type { DailyPost } from '../../src/daily/poster.ts'
import type { Message } from '../../src/discord/command.ts'
import { ownAnswersMessage, runMessage, runVerdictMessage } from '../../src/discord/daily-answers.ts'
import { dailyMessage } from '../../src/discord/daily-post.ts'
import { previewMessage } from '../../src/discord/daily-preview.ts'
import { recapMessage } from '../../src/discord/recap-card.ts'
import { escapeText, toPayload } from '../../src/discord/reply.ts'
import { LANGUAGES, loadTexts } from '../../src/discord/texts.ts'
import {
  MAX_CHOICE_CHARACTERS,
  MAX_EXPLANATION_CHARACTERS,
  MAX_PROMPT_CHARACTERS,
  Question,
  shownLength,
} from '../../src/papers/paper.ts'
import { openRound, type Round } from '../../src/quiz/round.ts'

const texts = await loadTexts()
const MEMBERS = 1_000

/** The longest question that may be written, of text that grows when it is shown. */
function longestQuestion(number: number, piece: string): Question {
  const text = (max: number, label: string) => {
    let whole = label
    while (shownLength(whole + piece) <= max) whole += piece
    return { zh: whole, en: whole }
  }
  return Question.parse({
    kind: 'single-choice',
    id: `${'q'.repeat(54)}${number}`,
    keyPoint: 'k'.repeat(48),
    prompt: text(MAX_PROMPT_CHARACTERS, `P${number}`),
    explanation: text(MAX_EXPLANATION_CHARACTERS, `E${number}`),
    choices: ['A', 'B', 'C', 'D'].map((letter) => text(MAX_CHOICE_CHARACTERS, `${letter}${number}`)),
    answer: 'D',
  })
}

/** A post of so many of them that everybody answered. */
function longestPost(count: number, piece: string): DailyPost {
  const questions = Array.from({ length: count }, (_, index) => ({
    paper: 'p'.repeat(24),
    section: '1',
    source: `〔${'p'.repeat(24)} · ${'二'.repeat(20)}〕`,
    question: longestQuestion(index, piece),
  }))
  const round: Round = openRound({ member: null, now: 0, closesAt: 9, questions })
  for (let index = 0; index < count; index++)
    for (let member = 0; member < MEMBERS; member++)
      round.answers[`${index}/${10n ** 19n + BigInt(member)}`] = { choice: member % 4, at: member }
  return {
    guild: 'g',
    channel: 'c',
    role: null,
    mode: 'all',
    schedule: 's',
    delivery: '2025-11-22',
    roundId: 'd-abcdef-2025-11-22',
    round,
    number: 99_999,
    slotAt: 0,
    date: '2025-11-22',
    isLate: true,
    closesAt: 10 ** 12,
  }
}

function expectFits(message: Message): void {
  const embeds = toPayload(message).embeds
  expect(embeds).toEqual(message.embeds) // nothing was cut
  expect(embeds.reduce((sum, one) => sum + (one.title?.length ?? 0) + (one.description?.length ?? 0), 0)).toBeLessThan(
    6_001,
  )
}

const allText = (message: Message) => (message.embeds ?? []).map(({ description }) => description).join('\n')

describe.each(LANGUAGES)('the longest questions that may be written, in %s', async (language) => {
  const reader = await texts.reader(language)

  it.each(['文', 'a', '*', '<@', '\n1.', '數據'])('made of %j: four fit a post, open and closed', (piece) => {
    const post = longestPost(4, piece)
    const open = dailyMessage(post, { kind: 'open', members: MEMBERS }, reader, 'UTC')
    const closed = dailyMessage(post, { kind: 'closed' }, reader, 'UTC')
    for (const message of [open, closed]) {
      expectFits(message)
      for (const { question } of post.round.questions)
        expect(allText(message)).toContain(escapeText(reader.content(question.prompt)))
    }
    expect(open.components).toHaveLength(5)
    expect(closed.components?.flatMap((row) => row.components)).toHaveLength(1)
    expectFits(recapMessage(post, reader, 'UTC'))
    expectFits(previewMessage(post, '', reader, 'UTC'))
  })

  it.each(['文', '*'])('made of %j: ten fit a run, its result and its preview', (piece) => {
    const post = longestPost(10, piece)
    for (const state of [{ kind: 'open', members: MEMBERS }, { kind: 'closed' }] as const)
      expectFits(dailyMessage(post, state, reader, 'UTC'))
    expectFits(recapMessage(post, reader, 'UTC'))
    expectFits(previewMessage(post, '', reader, 'UTC'))
    const member = String(10n ** 19n)
    const view = { id: post.roundId, round: post.round, member, now: 99 }
    expectFits(ownAnswersMessage(view, reader))
    expectFits(runMessage({ ...view, member: '5', now: 1 }, reader))
    const [asked] = post.round.questions
    if (!asked) throw new Error('a post without questions')
    const verdict = { asked, choice: 0, isRight: false, rightChoice: 3, wasAnswered: true }
    expectFits(runVerdictMessage(view, 0, verdict, reader))
  })
})

describe('a closed post', async () => {
  const reader = await texts.reader('en-US')
  const postOf = (answers: Round['answers'], count = 2): DailyPost => {
    const post = longestPost(count, 'x')
    return { ...post, round: { ...post.round, answers } }
  }
  const closed = (answers: Round['answers'], count = 2) =>
    allText(dailyMessage(postOf(answers, count), { kind: 'closed' }, reader, 'UTC'))
  const [one, two] = ['111111111111111111', '222222222222222222']

  it('shows accuracy, bars and thanks, and names who answered all', () => {
    const text = closed({
      [`0/${one}`]: { choice: 3, at: 1 },
      [`1/${one}`]: { choice: 3, at: 2 },
      [`0/${two}`]: { choice: 0, at: 3 },
    })
    expect(text).toContain('50% right')
    expect(text).toMatch(/`A █+░+ 50%`/)
    expect(text).toContain(`Answered all: <@${one}>`)
    expect(text).not.toContain(two)
    expect(text).toContain('Thanks to the 2 members')
  })

  it('names nobody where nobody was right, and no one who had their answers made anonymous', () => {
    const wrong = { [`0/${one}`]: { choice: 0, at: 1 }, [`0/${two}`]: { choice: 1, at: 1 } }
    expect(closed(wrong, 1)).not.toContain('<@')
    expect(closed({ '0/anon-abc': { choice: 3, at: 1 }, [`0/${one}`]: { choice: 3, at: 2 } }, 1)).toContain(
      `Answered all: <@${one}>`,
    )
  })

  it('names twenty at most, and says how many more', () => {
    const answers = Object.fromEntries(
      Array.from({ length: 23 }, (_, member) => [`0/${10n ** 17n + BigInt(member)}`, { choice: 3, at: member }]),
    )
    const text = closed(answers, 1)
    expect(text.match(/<@\d+>/g)).toHaveLength(20)
    expect(text).toContain('and 3 more')
  })

  it('of one question at a time has one button, whatever the number', () => {
    const { components } = dailyMessage({ ...postOf({}), mode: 'one' }, { kind: 'open', members: 0 }, reader, 'UTC')
    expect(components?.flatMap((row) => row.components)).toMatchObject([{ label: 'Start' }])
  })
})
