import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Shown } from './driver.ts'
import type { Person } from './person.ts'
import { parts, text } from './visible-text.ts'
import { openWorld, shown, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

/** Answers the question shown with its first choice, and goes on. */
async function answerAndGoOn(person: Person, question: Shown): Promise<Shown> {
  const verdict = shown(await person.click(question, 'A'))
  expect(text(verdict)).toMatch(/答对了|不对，正确答案是 [A-D]/)
  expect(text(verdict)).toMatch(/〔0\d\d\w? · /)
  return shown(await person.click(verdict, /下一题/.test(text(verdict)) ? '下一题' : '看成绩'))
}

describe('/quiz', () => {
  it('is a private round: verdict, explanation and source at once, the score at the end', async () => {
    const lin = await world.driver.as('小林')
    let message = shown(await lin.command('quiz', { paper: '004', questions: 3 }))
    expect(message.flags).toBe(64)
    for (const number of [1, 2, 3]) {
      expect(text(message)).toContain(`第 ${number} / 3 题`)
      message = await answerAndGoOn(lin, message)
    }
    expect(text(message)).toMatch(/答对 \d \/ 3 题/)
    expect(text(shown(await lin.click(message, '再来一轮')))).toContain('第 1 / 3 题')
  })

  it('does not repeat a question while there are others', async () => {
    const yi = await world.driver.as('陳怡')
    const prompts: string[] = []
    for (let round = 0; round < 3; round++) {
      let message = shown(await yi.command('quiz', { paper: '003b', questions: 5 }))
      for (let question = 0; question < 5; question++) {
        prompts.push(text(message).split('\n')[1] ?? '')
        const verdict = shown(await yi.click(message, 'A'))
        message = shown(await yi.click(verdict, question < 4 ? '下一題' : '看成績'))
      }
    }
    expect(new Set(prompts).size).toBe(15)
  })

  it('goes on where it was after a restart in the middle', async () => {
    const lin = await world.driver.as('小林')
    let message = shown(await lin.command('quiz', { questions: 3 }))
    message = await answerAndGoOn(lin, message)
    await world.restart()
    const verdict = shown(await lin.click(message, 'B'))
    expect(text(verdict)).toMatch(/答对了|不对/)
    const offer = shown(await lin.command('quiz'))
    expect(text(offer)).toContain('第 3 题，共 3 题')
    expect(text(shown(await lin.click(offer, '继续这一轮')))).toContain('第 3 / 3 题')
  })

  it('counts the first answer, however often one clicks', async () => {
    const lin = await world.driver.as('小林')
    const question = shown(await lin.command('quiz', { paper: '001', questions: 1 }))
    const ids = parts(question.components).flatMap((part) =>
      typeof part.custom_id === 'string' ? [part.custom_id] : [],
    )
    const [first, second] = await Promise.all([lin.click(question, ids[0] ?? ''), lin.click(question, ids[1] ?? '')])
    const told = [text(first.message), text(second.message)].filter((words) => /你已经答过这道题（选了 A）/.test(words))
    expect(told).toHaveLength(1)
  })

  it('does not ask what a channel is being asked now, nor gives it away in a round begun before', async () => {
    const [alex, lin] = [await world.driver.as('Alex'), await world.driver.as('小林')]
    await alex.command('settings server', { language: 'zh-CN' })
    const before = shown(await lin.command('quiz', { paper: '000', questions: 10 }))
    const schedule = { channel: await world.driver.channel('每日一题'), time: '08:30', papers: '000', questions: 4 }
    await alex.command('daily set', { ...schedule })
    const [choice] = await alex.autocomplete('daily post', 'schedule', '')
    for (let post = 0; post < 4; post++) await alex.command('daily post', { schedule: String(choice?.value) })
    const posts = (await lin.messages('每日一题')).filter((message) => message.embeds[0]?.title !== undefined)
    const asked = posts.map(text).join('\n')
    const prompts: string[] = []
    for (let round = 0; round < 3; round++) {
      let message = shown(await lin.command('quiz', { paper: '000', questions: 10 }))
      for (let question = 0; question < 10; question++) {
        prompts.push(message.embeds[0]?.description?.split('\n')[0] ?? '')
        message = await answerAndGoOn(lin, message)
      }
    }
    expect(new Set(prompts).size).toBe(30)
    for (const prompt of prompts) expect(asked).not.toContain(prompt)
    const refused = text(shown(await lin.click(before, 'A')))
    const wasOpen = asked.includes(before.embeds[0]?.description?.split('\n')[0] ?? '')
    expect(refused).toMatch(wasOpen ? /这道题正在频道里等着作答/ : /答对了|不对/)
  })

  it('asked of Discord only what Discord describes', async () => {
    expect(await world.apiProblems()).toEqual([])
  })
})
