import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10'
import { describe, expect, it } from 'vitest'
import { homeOf, spreadTyped, typeable } from '../../../src/sandbox/page/typed-options.ts'

const quiz = [option('paper', '文章', false), option('questions', '题数', false)]
const lookup = [option('query', '内容', true), option('paper', '文章', false)]
const daily = ['channel', 'time', 'zone', 'days', 'questions'].map((name, index) => option(name, name, index < 2))

function option(name: string, chinese: string, required: boolean): APIApplicationCommandBasicOption {
  return { type: 3, name, name_localizations: { 'zh-CN': chinese }, description: name, required }
}

/** `paper=002 questions=5`, in order. */
function show(text: string, options: APIApplicationCommandBasicOption[]): string {
  const texts = spreadTyped(text, options, homeOf(options), 'zh-CN')
  return [...texts].map(([{ name }, value]) => `${name}=${value}`).join(' | ')
}

describe('options typed after a command', () => {
  it.each([
    ['a name and its text', 'paper:002 questions:5', quiz, 'paper=002 | questions=5'],
    ['names in the reader’s language', '题数：5 文章:002', quiz, 'questions=5 | paper=002'],
    ['capitals and blanks', 'Paper: 002  QUESTIONS:5 ', quiz, 'paper=002 | questions=5'],
    ['text before the first name', '数字栾生 paper:004', lookup, 'query=数字栾生 | paper=004'],
    ['text without a name, as it is typed', '数字 孪生 ', lookup, 'query=数字 孪生 '],
    ['a name that is no option', 'note:数字孪生', lookup, 'query=note:数字孪生'],
    ['a name inside a word', 'newspaper:004', lookup, 'query=newspaper:004'],
    ['a name met again', 'query:a query:b', lookup, 'query=a query:b'],
    ['text before its own name', '数字 query:孪生', lookup, 'query=数字 孪生'],
    ['a name without text yet', 'paper:', quiz, 'paper='],
    ['nothing', '', quiz, ''],
    [
      'colons and signs inside the text',
      'channel:#每日一题 time:08:30 zone:上海 days:一三五 questions:2',
      daily,
      'channel=#每日一题 | time=08:30 | zone=上海 | days=一三五 | questions=2',
    ],
  ])('%s', (_situation, typed, options, spread) => {
    expect(show(typed, options)).toBe(spread)
  })

  it('text for a command without options goes nowhere', () => {
    expect(show('help me', [])).toBe('')
  })

  it('text without a name goes to the first required option that can be typed', () => {
    const file = { type: 11, name: 'file', description: 'file', required: true } as const
    expect(homeOf([file, option('title', '标题', false), option('text', '正文', true)])?.name).toBe('text')
    expect(homeOf(quiz)?.name).toBe('paper')
    expect(typeable([file, ...quiz])).toEqual(quiz)
  })
})
