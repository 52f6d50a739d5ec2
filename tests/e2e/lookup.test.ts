import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parts, text } from './visible-text.ts'
import type { Shown } from './wire.ts'
import { openWorld, shown, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

describe('/lookup', () => {
  it('shows up to five key points, the matching words in bold, with paper and section', async () => {
    const lin = await world.driver.as('小林')
    const message = shown(await lin.command('lookup', { query: '数字孪生' }))
    expect(message.flags).toBe(64)
    expect(text(message)).toMatch(/\*\*1\. 数字孪生\*\*/)
    expect(text(message)).toContain('**数字孪生**')
    expect(text(message)).toContain('004')
    expect(text(message).match(/^\*\*\d\. /gm)?.length).toBeLessThanOrEqual(5)
  })

  it.each([
    ['a term', '数字孪生', '数字孪生'],
    ['part of a term', '数字孪', '数字孪生'],
    ['several words in another order', '故障 数字孪生 预测', '数字孪生'],
    ['a whole question', '数字孪生有什么用？', '数字孪生'],
    ['pinyin', 'shuziluansheng', '数字孪生'],
    ['pinyin with spaces', 'shu zi luan sheng', '数字孪生'],
    ['pinyin with tones', 'shù zì luán shēng', '数字孪生'],
    ['pinyin with slips', 'suziluanseng', '数字孪生'],
    ['initials', 'szls', '数字孪生'],
    ['initials of a polyphone', 'qbz', '卡脖子'],
    ['Traditional of Taiwan', '數位孿生', '数字孪生'],
    ['Traditional of Hong Kong', '數碼孿生', '数字孪生'],
    ['a character of the same sound', '数字栾生', '数字孪生'],
    ['swapped characters', '数字生孪', '数字孪生'],
    ['a missing character', '数孪生', '数字孪生'],
    ['an extra character', '数字的孪生', '数字孪生'],
    ['full width', 'ＡＩｏＴ', 'AIoT'],
    ['English', 'digital twin', '数字孪生'],
    ['English with a slip', 'digtal twin', '数字孪生'],
    ['pinyin and characters', '数字luansheng', '数字孪生'],
    ['letters and characters', '3D打印', '3D打印'],
    ['a number in another writing', '八成', '80'],
    ['an author', '王永贵', '003a'],
    ['an organisation', '鞍钢', '鞍钢'],
    ['everyday words', '数字双胞胎', '数字孪生'],
  ])('understands %s: %s', async (_, query, expected) => {
    const lin = await world.driver.as('小林')
    const [first = ''] = text(shown(await lin.command('lookup', { query }))).split('**2. ')
    expect(first).toContain('**1. ')
    expect(first.replaceAll('**', '').slice(first.indexOf('1. '))).toContain(expected)
  })

  it('stays within one paper when told', async () => {
    const lin = await world.driver.as('小林')
    const message = shown(await lin.command('lookup', { query: '人才', paper: '001' }))
    const values = parts(message.components).flatMap((part) => (typeof part.value === 'string' ? [part.value] : []))
    expect(values.length).toBeGreaterThan(0)
    expect(values.every((value) => value.startsWith('001/'))).toBe(true)
  })

  it('leads on: more, only this paper, one key point in full, its section', async () => {
    const lin = await world.driver.as('小林')
    const first = shown(await lin.command('lookup', { query: '人才' }))
    const more = shown(await lin.click(first, '更多'))
    expect(text(more)).toMatch(/\*\*6\. /)
    const again = shown(await lin.click(more, '←'))
    const option = parts(again.components).find((part) => typeof part.value === 'string')
    const opened = shown(await lin.select(again, '打开一条要点…', [String(option?.value)]))
    expect(text(opened)).toContain('关键词')
    expect(text(shown(await lin.click(opened, '打开本节')))).toMatch(/第 \d+ \/ \d+ 页/)
  })

  it('is shown in the channel on request', async () => {
    const [lin, yi] = [await world.driver.as('小林'), await world.driver.as('陳怡')]
    await lin.click(shown(await lin.command('lookup', { query: '东数西算' })), '发到频道')
    const posted = await yi.waitForMessage(
      '大厅',
      (message) => !message.sandbox.hiddenFor && text(message).includes('东数西算'),
    )
    expect(posted.mentions).toEqual([])
  })

  it('marks what matched in the English of a key point', async () => {
    const alex = await world.driver.as('Alex')
    expect(text(shown(await alex.command('lookup', { query: '数字孪生' })))).toMatch(/\*\*digital twins?\*\*/i)
    const found = text(shown(await alex.command('lookup', { query: 'digital twin' })))
    expect(found).toMatch(/\*\*1\.\*\* .*\*\*digital\*\*/i)
    expect(found).toMatch(/^-# 数字孪生 · 004/m)
  })

  it('looks for one kind, and in one section, and leads out of them again', async () => {
    const lin = await world.driver.as('小林')
    const kind = shown(await lin.command('lookup', { query: '数字孪生', kind: 'mechanism' }))
    expect(text(kind)).toContain('机制')
    expect(text(shown(await lin.click(kind, '不限类型')))).toContain('1. 数字孪生')
    const [choice] = await lin.autocomplete('lookup', 'section', '数字孪生', { query: '故障' })
    expect(choice).toMatchObject({ value: expect.stringMatching(/^004\/\d/) })
    const section = shown(await lin.command('lookup', { query: '故障', section: String(choice?.value) }))
    expect(text(section)).toContain(choice?.name.slice(4))
    expect(text(shown(await lin.click(section, '看整篇')))).toContain('故障')
    expect(text(shown(await lin.command('lookup', { query: '故障', section: '没有这一节' })))).toContain('不是')
  })

  it('shows more like a key point', async () => {
    const lin = await world.driver.as('小林')
    const results = shown(await lin.command('lookup', { query: '数字孪生' }))
    const point = shown(await lin.select(results, '打开一条要点…', [optionOf(results)]))
    const similar = shown(await lin.click(point, '相似要点'))
    expect(text(similar)).toMatch(/相近的要点[\s\S]*都提到/)
    expect(text(shown(await lin.select(similar, '打开一条要点…', [optionOf(similar)])))).toContain('关键词')
  })

  it('says so when the library does not know', async () => {
    const lin = await world.driver.as('小林')
    const nothing = shown(await lin.command('lookup', { query: '红烧肉' }))
    expect(text(nothing)).toContain('没有找到关于“红烧肉”的要点')
    const example = parts(nothing.components).find((part) => typeof part.custom_id === 'string')
    expect(text(shown(await lin.click(nothing, String(example?.custom_id))))).toContain('**1. ')
    const alex = await world.driver.as('Alex')
    expect(text(shown(await alex.command('lookup', { query: 'chocolate cake recipe' })))).toMatch(
      /No key point about "chocolate cake recipe"|Perhaps|Nothing certain/,
    )
  })

  it.each([
    ['mentions', '@everyone <@1200000000000000101> 数字孪生'],
    ['formatting', '**数字孪生** `code` ||x||'],
    ['200 characters', '新质生产力'.repeat(40)],
    ['signs alone', '？！……'],
    ['what looks like a custom id', '1:lookup:page:0::x%3A\\'],
  ])('takes %s as they are', async (_, query) => {
    const lin = await world.driver.as('小林')
    const message = shown(await lin.command('lookup', { query }))
    expect(message.mentions).toEqual([])
    expect(text(message)).not.toMatch(/出错了/)
  })

  it('says what to do when the query is empty', async () => {
    const lin = await world.driver.as('小林')
    expect(text(shown(await lin.command('lookup', { query: '   ' })))).toContain('请写下想找的词')
  })

  it('shows the longest key points whole, whatever signs are in them', async () => {
    const alex = await world.driver.as('Alex')
    const long = (mark: string) => `盐湖提锂${mark}`.repeat(40).slice(0, 199 - mark.length) + mark
    const form = await alex.command('paper add')
    const points = ['*', '_', '~', '`', '|', '>', '[', ']'].map(long)
    const fields = {
      title: '长'.repeat(100),
      authors: '',
      tldr: '盐湖',
      summary: '盐湖提锂',
      keyPoints: points.join('\n'),
    }
    await alex.click(shown(await alex.submit(form, fields)), 'Publish')
    const found = shown(await alex.command('lookup', { query: '盐湖提锂' }))
    expect(text(found).match(/^\*\*\d\. /gm)).toHaveLength(5)
    expect(text(found)).not.toContain('…\n-#')
    expect(text(shown(await alex.select(found, 'Open a key point…', [optionOf(found)])))).toContain('盐湖提锂')
  })

  it('asked of Discord only what Discord describes', async () => {
    expect(await world.apiProblems()).toEqual([])
  })
})

/** The first that a menu of results offers. */
function optionOf(message: Shown): string {
  return String(parts(message.components).find((part) => typeof part.value === 'string')?.value)
}

describe('while one types a query', () => {
  it('each stroke is answered, also when forty people type at once', async () => {
    const people = await Promise.all(['小林', '陳怡', 'Alex'].map((name) => world.driver.as(name)))
    const strokes = [...'shuziluansheng'].map((_, end) => 'shuziluansheng'.slice(0, end + 1))
    const answers = await Promise.all(
      Array.from({ length: 13 }, () => people)
        .flat()
        .map(async (person, index) => {
          const choices = []
          for (const typed of strokes.filter((_, at) => at % 3 === index % 3))
            choices.push(await person.autocomplete('lookup', 'query', typed))
          return choices
        }),
    )
    for (const choices of answers.flat()) expect(choices.length).toBeLessThanOrEqual(25)
    expect(
      answers
        .flat()
        .at(-1)
        ?.some(({ name }) => name.endsWith('数字孪生')),
    ).toBe(true)
  })

  it('terms, papers and key points are offered, at most 25, and picking one goes straight there', async () => {
    const lin = await world.driver.as('小林')
    const choices = await lin.autocomplete('lookup', 'query', 'shuzi')
    expect(choices.length).toBeLessThanOrEqual(25)
    expect(choices.some((choice) => choice.name === '用语 · 数字孪生')).toBe(true)
    const point = choices.find((choice) => choice.name.startsWith('要点 · '))
    expect(text(shown(await lin.command('lookup', { query: String(point?.value) })))).toContain('关键词')
    const paper = (await lin.autocomplete('lookup', 'query', '曹红')).find((choice) =>
      choice.name.startsWith('文章 · '),
    )
    expect(text(shown(await lin.command('lookup', { query: String(paper?.value) })))).toMatch(/第 1 \/ \d+ 页/)
  })

  it('nothing is offered for nothing, and a name that there is not is looked up like any word', async () => {
    const lin = await world.driver.as('小林')
    expect(await lin.autocomplete('lookup', 'query', '')).toEqual([])
    expect(text(shown(await lin.command('lookup', { query: '@zzqq/xxvv' })))).toContain('没有找到')
  })
})
