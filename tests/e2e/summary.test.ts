import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { text } from './visible-text.ts'
import { openWorld, shown, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

describe('/summary', () => {
  it('shows a paper to the one who asks: titles, authors, tl;dr, summary and outline', async () => {
    const lin = await world.driver.as('小林')
    const message = shown(await lin.command('summary', { paper: '004' }))
    expect(message.flags).toBe(64)
    expect(text(message)).toContain('新质生产力赋能先进制造业高质量发展')
    expect(text(message)).toContain('刘宇、李洁净、宋秀丽')
    expect(text(message)).toMatch(/提纲.*条要点/)
    expect(text(message)).toContain('一（二）')
  })

  it('turns pages to key points with their source, and back', async () => {
    const lin = await world.driver.as('小林')
    const overview = shown(await lin.command('summary', { paper: '004' }))
    const second = shown(await lin.click(overview, '→'))
    expect(second.id).toBe(overview.id)
    expect(text(second)).toMatch(/〔004 · /)
    expect(text(shown(await lin.click(second, '←')))).toMatch(/提纲/)
  })

  it('jumps to a section by its menu and by its option', async () => {
    const lin = await world.driver.as('小林')
    const overview = shown(await lin.command('summary', { paper: '004' }))
    expect(text(shown(await lin.select(overview, '跳到章节…', ['1.2'])))).toContain('智能制造的核心技术')
    const [choice] = await lin.autocomplete('summary', 'section', '核心技术瓶颈', { paper: '004' })
    expect(text(shown(await lin.command('summary', { paper: '004', section: String(choice?.value) })))).toContain(
      '核心技术瓶颈',
    )
  })

  it.each([
    ['小林', '新质生产力'],
    ['陳怡', '數字孿生|數位孿生'],
    ['Alex', 'digital twin'],
  ])('speaks the language of %s', async (name, words) => {
    const person = await world.driver.as(name)
    expect(text(shown(await person.command('summary', { paper: '004', section: '1.2' })))).toMatch(
      new RegExp(words, 'i'),
    )
  })

  it.each([
    ['number', '004'],
    ['Traditional title', '先進製造業'],
    ['author', '刘宇'],
    ['pinyin', 'xianjinzhizaoye'],
    ['initials', 'liuyu'],
    ['English title', 'advanced manufacturing'],
  ])('finds a paper by its %s while one types', async (_, typed) => {
    const lin = await world.driver.as('小林')
    const choices = await lin.autocomplete('summary', 'paper', typed)
    expect(choices.map((choice) => choice.value)).toContain('004')
  })

  it('says what to do when there is no such paper or section', async () => {
    const lin = await world.driver.as('小林')
    expect(text(shown(await lin.command('summary', { paper: '红楼梦' })))).toMatch(/没有找到“红楼梦”.*\/help/)
    expect(text(shown(await lin.command('summary', { paper: '004', section: '第九章' })))).toContain(
      '不是这篇文章的章节',
    )
  })

  it('goes to the channel on request, where everybody can open a copy of their own', async () => {
    const [lin, yi] = [await world.driver.as('小林'), await world.driver.as('陳怡')]
    await lin.click(shown(await lin.command('summary', { paper: '002' })), '发到频道')
    const posted = await yi.waitForMessage(
      '大厅',
      (message) => !message.sandbox.hiddenFor && text(message).includes('传统产业转型升级'),
    )
    const own = shown(await yi.click(posted, '打开自己的一份'))
    expect(own.flags).toBe(64)
    expect(text(own)).toContain('傳統產業')
  })

  it('is exported as Markdown', async () => {
    const lin = await world.driver.as('小林')
    const message = shown(await lin.click(shown(await lin.command('summary', { paper: '002' })), '导出'))
    expect(message.attachments[0]).toMatchObject({ filename: '002.md' })
  })

  it('leads to a quiz on the paper', async () => {
    const lin = await world.driver.as('小林')
    expect(text(shown(await lin.click(shown(await lin.command('summary', { paper: '002' })), '考考我')))).toMatch(
      /第 1 \/ 5 题/,
    )
  })

  it('shows every page of every paper, in every language, within Discord’s limits', async () => {
    const people = await Promise.all(['小林', '陳怡', 'Alex'].map((name) => world.driver.as(name)))
    for (const person of people)
      for (const paper of ['000', '001', '002', '003a', '003b', '004']) {
        let page = shown(await person.command('summary', { paper }))
        const pages = Number(/(?:\/|of) (\d+)/.exec(text(page))?.[1])
        for (let turned = 1; turned < pages; turned++) page = shown(await person.click(page, '→'))
        expect(page.embeds[0]?.description).not.toMatch(/…$/)
      }
  })

  it('asked of Discord only what Discord describes', async () => {
    expect(await world.apiProblems()).toEqual([])
  })
})
