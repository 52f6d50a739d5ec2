import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { text } from './visible-text.ts'
import { openWorld, shown, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

describe('/settings server', () => {
  it('shows what is set, and what was changed', async () => {
    const alex = await world.driver.as('Alex')
    expect(text(shown(await alex.command('settings server')))).toMatch(
      /Time zone\*\*: Asia\/Shanghai[\s\S]*Moderators’ role\*\*: not set/,
    )
    const changed = text(shown(await alex.command('settings server', { language: 'zh-TW', zone: '台北' })))
    expect(changed).toMatch(/Language of public posts\*\*: not set → 繁體中文/)
    expect(changed).toMatch(/Time zone\*\*: Asia\/Shanghai → Asia\/Taipei/)
  })

  it('is refused a time zone that there is not', async () => {
    const alex = await world.driver.as('Alex')
    expect(text(shown(await alex.command('settings server', { zone: 'Nowhere' })))).toContain('No time zone "Nowhere"')
  })

  it('refuses @everyone as the moderators’ role, and clears a role that was chosen', async () => {
    const alex = await world.driver.as('Alex')
    const { guild } = await world.driver.state()
    expect(text(shown(await alex.command('settings server', { role: guild.id })))).toContain('cannot be @everyone')
    const { id: role } = await world.driver.changeWorld({ action: 'createRole', name: '临时' })
    await alex.command('settings server', { role: String(role) })
    expect(text(shown(await alex.command('settings server', { clear: 'role' })))).toMatch(/<@&\d+> → not set/)
  })

  it('gives the chosen role what Manage Server gives, and takes it back', async () => {
    const [alex, lin] = [await world.driver.as('Alex'), await world.driver.as('小林')]
    const { id: role } = await world.driver.changeWorld({ action: 'createRole', name: '助理' })
    if (!role) throw new Error('expected the id of the new role')
    const question = shown(await alex.command('paper remove', { paper: '001' }))
    expect(text(question)).toContain('Take "')
    await alex.command('settings server', { role })
    await world.driver.setRoles(lin.id, [role])
    const { moderators } = await moderatorPart()
    expect(moderators).toBe(true)
    await world.driver.setRoles(lin.id, [])
    expect((await moderatorPart()).moderators).toBe(false)

    /** Whether /help takes 小林 for a moderator: Discord itself still hides the commands until Integrations allow them. */
    async function moderatorPart() {
      const help = text(shown(await lin.command('help')))
      return { moderators: help.includes('你还可以管理') }
    }
  })

  it('asks again when a thing is done: a click of one who may not any more is refused', async () => {
    const alex = await world.driver.as('Alex')
    const { me } = await world.driver.state(alex.id)
    const question = shown(await alex.command('paper remove', { paper: '001' }))
    await world.driver.setRoles(alex.id, [])
    expect(text(shown(await alex.click(question, 'Remove')))).toContain('This needs Manage Server')
    await world.driver.setRoles(alex.id, me.roles)
    expect(text(shown(await alex.command('summary', { paper: '001' })))).toContain('001')
  })
})

describe('the language of public posts', () => {
  it('is that of the first who sets something up, and is told', async () => {
    const fresh = await openWorld()
    const alex = await fresh.driver.as('Alex')
    const [channel] = (await fresh.driver.state()).channels.filter(({ name }) => name === '每日一题')
    const set = { channel: String(channel?.id), time: '08:30' }
    expect(text(shown(await alex.command('daily set', set)))).toContain('Public posts are in English')
    expect(text(shown(await alex.command('daily set', { ...set, time: '09:30' })))).not.toContain('Public posts')
    await fresh.close()
  })
})

describe('/settings terms', () => {
  const TERMS = '数字孪生: 孪小宝; grimbletwin\n没有冒号的一行\n# 备注'

  it('adds the words of this server to its lookups at once, and says which lines cannot be used', async () => {
    const [alex, lin] = [await world.driver.as('Alex'), await world.driver.as('小林')]
    expect(text(shown(await lin.command('lookup', { query: '孪小宝' })))).not.toContain('1. 数字孪生')
    const form = await alex.command('settings terms')
    const saved = shown(await alex.submit(form, { terms: TERMS }))
    expect(text(saved)).toContain('1 lines are in use')
    expect(text(saved)).toContain('Line 2 is not used (no colon): 没有冒号的一行')
    expect(text(shown(await lin.command('lookup', { query: '孪小宝' })))).toContain('1. 数字孪生')
    expect(text(shown(await lin.command('lookup', { query: 'grimbletwn' })))).toContain('1. 数字孪生')
    await world.restart()
    expect(text(shown(await lin.command('lookup', { query: '孪小宝' })))).toContain('1. 数字孪生')
  })

  it('goes back with one click, unless somebody changed them since', async () => {
    const [alex, lin] = [await world.driver.as('Alex'), await world.driver.as('小林')]
    const first = shown(await alex.submit(await alex.command('settings terms'), { terms: '数字孪生: 影子车间' }))
    expect(text(first)).toMatch(/＋ 数字孪生: 影子车间[\s\S]*－ 数字孪生: 孪小宝/)
    const second = shown(await alex.submit(await alex.command('settings terms'), { terms: '数字孪生: 替身车间' }))
    expect(text(shown(await alex.click(first, 'Undo')))).toContain('Somebody changed it since')
    const again = shown(await alex.submit(await alex.click(second, 'Edit words'), { terms: '' }))
    expect(text(shown(await alex.click(again, 'Undo')))).toContain('＋ 数字孪生: 替身车间')
    expect(text(shown(await lin.command('lookup', { query: '替身车间' })))).toContain('1. 数字孪生')
  })
})

describe('/help', () => {
  it('tells each person what they can do here', async () => {
    const [alex, lin] = [await world.driver.as('Alex'), await world.driver.as('小林')]
    expect(text(shown(await lin.command('help')))).toMatch(/6 篇文章/)
    expect(text(shown(await lin.command('help')))).not.toContain('/settings')
    expect(text(shown(await alex.command('help')))).toContain('/settings')
  })

  it('asked of Discord only what Discord describes', async () => {
    expect(await world.apiProblems()).toEqual([])
  })
})
