import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { text } from './visible-text.ts'
import { openWorld, shown, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const FIELDS = {
  title: '氢能产业观察',
  authors: '张三、李四',
  tldr: '氢能要先从重卡和钢铁做起。',
  summary: '文章认为氢能的成本仍高，应从重卡和钢铁两处先行。',
  keyPoints: '1. 绿氢成本约为灰氢的三倍\n- 重卡是氢能最先商业化的场景\n\n加氢站布局要跟着物流干线走',
}

describe('/paper add', () => {
  it('goes from a form to a private preview to the library of this server', async () => {
    const [alex, lin] = [await world.driver.as('Alex'), await world.driver.as('小林')]
    const preview = shown(await alex.submit(await alex.command('paper add'), FIELDS))
    expect(preview.flags).toBe(64)
    expect(text(preview)).toContain('氢能产业观察')
    expect(text(preview)).toContain('绿氢成本约为灰氢的三倍')
    expect(text(shown(await lin.command('lookup', { query: '加氢站' })))).not.toContain('氢能产业观察')

    const published = shown(await alex.click(preview, 'Publish'))
    expect(text(published)).toMatch(/published as p-\w{6}, with 3 key points/)
    expect(text(shown(await lin.command('lookup', { query: '加氢站' })))).toMatch(/加氢站[\s\S]*氢能产业观察/)
    const [choice] = await lin.autocomplete('summary', 'paper', '氢能')
    expect(text(shown(await lin.command('summary', { paper: String(choice?.value) })))).toContain('张三、李四')
  })

  it('tells what is wrong field by field, and keeps what was typed', async () => {
    const alex = await world.driver.as('Alex')
    const bad = { ...FIELDS, title: '另一篇', keyPoints: `${'长'.repeat(201)}\n一条\n一条` }
    const faults = shown(await alex.submit(await alex.command('paper add'), bad))
    expect(text(faults)).toContain('Key points, line 1: 201 characters, at most 200')
    expect(text(faults)).toContain('Key points, line 3: the same as line 2')
    const form = await alex.click(faults, 'Edit')
    expect(JSON.stringify(form.modal)).toContain('长'.repeat(201))
    const mended = shown(await alex.submit(form, { ...bad, keyPoints: '一条\n两条' }))
    expect(text(mended)).toContain('Preview')
    expect(text(shown(await alex.click(mended, 'Discard')))).toContain('discarded')
    expect(text(shown(await alex.click(mended, 'Publish').catch(() => alex.command('help'))))).not.toContain(
      'published',
    )
  })

  it('refuses a title that the library has', async () => {
    const alex = await world.driver.as('Alex')
    const faults = shown(
      await alex.submit(await alex.command('paper add'), { ...FIELDS, title: '新质生产力赋能传统产业转型升级' }),
    )
    expect(text(faults)).toContain('the library has "新质生产力赋能传统产业转型升级" already')
  })

  it('keeps a draft over a restart', async () => {
    const alex = await world.driver.as('Alex')
    const preview = shown(await alex.submit(await alex.command('paper add'), { ...FIELDS, title: '重启之后' }))
    await world.restart()
    expect(text(shown(await alex.click(preview, 'Publish')))).toContain('"重启之后" is published')
  })

  it('takes the fullest form there is: preview and pages stay within Discord’s limits, and lose nothing', async () => {
    const [alex, lin] = [await world.driver.as('Alex'), await world.driver.as('小林')]
    const points = Array.from(
      { length: 100 },
      (_, index) => `@点${String(index).padStart(3, '0')}*${'_'.repeat(30)}`,
    ).join('\n')
    const full = {
      title: `${'@'.repeat(99)}满`,
      authors: '@'.repeat(60),
      tldr: `${'@'.repeat(299)}字`,
      summary: `${'@'.repeat(1499)}字`,
      keyPoints: points,
    }
    const published = shown(
      await alex.click(shown(await alex.submit(await alex.command('paper add'), full)), 'Publish'),
    )
    const id = /as (p-\w+)/.exec(text(published))?.[1] ?? ''
    let page = shown(await lin.command('summary', { paper: id }))
    let seen = text(page)
    while (!/第 (\d+) \/ \1 页/.test(text(page))) {
      page = shown(await lin.click(page, '→'))
      seen += text(page)
    }
    for (let index = 0; index < 100; index++) expect(seen).toContain(`点${String(index).padStart(3, '0')}`)
  })

  it('does not revive a draft by a form that was open while it was published', async () => {
    const alex = await world.driver.as('Alex')
    const preview = shown(await alex.submit(await alex.command('paper add'), { ...FIELDS, title: '同时打开' }))
    const form = await alex.click(preview, 'Edit')
    await alex.click(preview, 'Publish')
    expect(text(shown(await alex.submit(form, { ...FIELDS, title: '改过的' })))).toContain(
      'published or discarded already',
    )
  })

  it('shows text from people as it is: no ping, no formatting, no link', async () => {
    const alex = await world.driver.as('Alex')
    const preview = shown(
      await alex.submit(await alex.command('paper add'), {
        ...FIELDS,
        title: '@everyone **粗**',
        tldr: '<@1200000000000000101> [点我](https://example.com)',
        keyPoints: '# 标题\n||隐藏||',
      }),
    )
    expect(preview.mentions).toEqual([])
    expect(preview.mention_everyone).toBe(false)
    expect(preview.embeds[0]?.title).toContain('\\*\\*粗')
    expect(preview.embeds[0]?.description).toContain('\\[点我\\]')
  })
})

describe('/paper remove', () => {
  it('asks, takes the paper out of summaries and look-ups, and puts it back', async () => {
    const [alex, lin] = [await world.driver.as('Alex'), await world.driver.as('小林')]
    const question = shown(await alex.command('paper remove', { paper: '002' }))
    expect(text(question)).toContain('Take "')
    const removed = shown(await alex.click(question, 'Remove'))
    expect(text(shown(await lin.command('summary', { paper: '002' })))).toContain('没有找到“002”')
    expect(text(shown(await lin.command('lookup', { query: '精钢云' })))).not.toContain('鞍钢与金山云')
    await alex.click(removed, 'Undo')
    expect(text(shown(await lin.command('lookup', { query: '精钢云' })))).toContain('精钢云')
  })

  it('has a way back later, too', async () => {
    const alex = await world.driver.as('Alex')
    await alex.click(shown(await alex.command('paper remove', { paper: '003b' })), 'Remove')
    const [choice] = await alex.autocomplete('paper restore', 'paper', '')
    expect(choice?.value).toBe('003b')
    expect(text(shown(await alex.command('paper restore', { paper: '003b' })))).toContain('is back')
    expect(text(shown(await alex.command('paper restore', { paper: '003b' })))).toContain('No paper has been removed')
  })

  it('asked of Discord only what Discord describes', async () => {
    expect(await world.apiProblems()).toEqual([])
  })
})
