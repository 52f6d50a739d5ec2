import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parts, text } from './visible-text.ts'
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
    ['pinyin', 'shuziluansheng'],
    ['pinyin with spaces', 'shu zi luan sheng'],
    ['Traditional', '數位孿生'],
    ['a wrong character', '数字栾生'],
    ['English', 'digital twin'],
  ])('understands %s', async (_, query) => {
    const lin = await world.driver.as('小林')
    expect(text(shown(await lin.command('lookup', { query })))).toMatch(/\*\*1\. 数字孪生/)
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

  it('says so when the library does not know', async () => {
    const lin = await world.driver.as('小林')
    expect(text(shown(await lin.command('lookup', { query: '红烧肉' })))).toContain('没有找到关于“红烧肉”的要点')
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

  it('asked of Discord only what Discord describes', async () => {
    expect(await world.apiProblems()).toEqual([])
  })
})

describe('while one types a query', () => {
  it('terms, papers and key points are offered, at most 25, and picking one goes straight there', async () => {
    const lin = await world.driver.as('小林')
    const choices = await lin.autocomplete('lookup', 'query', 'shuzi')
    expect(choices.length).toBeLessThanOrEqual(25)
    expect(choices.some((choice) => choice.name === '数字孪生')).toBe(true)
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
    expect(text(shown(await lin.command('lookup', { query: '@nobody/nothing' })))).toContain('没有找到')
  })
})
