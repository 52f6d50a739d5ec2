import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Shown } from './driver.ts'
import { text } from './visible-text.ts'
import { openWorld, shown, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const CHANNEL = '每日一题'

let minute = 0

/** Sets a schedule as the moderator, at a time of its own, and resolves with its id. */
async function schedule(options: Record<string, string | number> = {}): Promise<string> {
  const alex = await world.driver.as('Alex')
  await alex.command('daily set', {
    channel: await world.driver.channel(CHANNEL),
    time: `08:${String(++minute).padStart(2, '0')}`,
    zone: 'Asia/Shanghai',
    ...options,
  })
  const choices = await alex.autocomplete('daily pause', 'schedule', '')
  return String(choices.at(-1)?.value)
}

/** The newest post in the daily channel. */
async function newestPost(): Promise<Shown> {
  const lin = await world.driver.as('小林')
  const posts = (await lin.messages(CHANNEL)).filter(
    (message) => message.author.bot === true && !message.sandbox.hiddenFor,
  )
  const post = posts.at(-1)
  if (!post) throw new Error('expected a post in the daily channel, got none')
  return post
}

describe('/daily', () => {
  it('is refused to members, and to a stranger’s click', async () => {
    const lin = await world.driver.as('小林')
    expect(await lin.commands()).not.toContain('daily')
  })

  it('is set with its next run, and undone by one click', async () => {
    const alex = await world.driver.as('Alex')
    const channel = await world.driver.channel(CHANNEL)
    const set = shown(
      await alex.command('daily set', {
        channel,
        time: '8:30',
        zone: '上海',
        days: '一三五',
        questions: 2,
        papers: '002, 004',
      }),
    )
    expect(text(set)).toMatch(/Mon, Wed, Fri 08:30 \(Asia\/Shanghai\) · 2 questions/)
    expect(text(set)).toMatch(/Next: <t:\d+:f> \(<t:\d+:R>\)/)
    const undone = shown(await alex.click(set, 'Undo'))
    expect(text(undone)).toContain('Removed.')
    expect(text(shown(await alex.click(undone, 'Undo')))).toContain('The schedule is back.')
    expect(text(shown(await alex.command('daily list')))).toContain('Papers: 002, 004')
  })

  it.each([
    [{ time: '25:00' }, /"25:00" is not a time/],
    [{ time: '早上八点' }, /"早上八点" is not a time/],
    [{ zone: 'Mars/Olympus' }, /No time zone "Mars\/Olympus"/],
    [{ days: 'someday' }, /Cannot read "someday"/],
    [{ papers: '999' }, /No paper "999"/],
    [{ schedule: 'nothing' }, /No such schedule/],
  ])('refuses %j with what to do', async (options, expected) => {
    const alex = await world.driver.as('Alex')
    const answer = shown(
      await alex.command('daily set', { channel: await world.driver.channel(CHANNEL), time: '08:30', ...options }),
    )
    expect(text(answer)).toMatch(expected)
    expect(answer.flags).toBe(64)
  })

  it('names the permissions that are missing in the channel', async () => {
    const alex = await world.driver.as('Alex')
    const { bot } = await world.driver.state()
    const channel = await world.driver.channel('大厅')
    await world.driver.changeWorld({
      action: 'overwrite',
      channelId: channel,
      id: bot.id,
      type: 'member',
      deny: String((1n << 11n) | (1n << 14n)),
    })
    const answer = text(shown(await alex.command('daily set', { channel, time: '08:30' })))
    expect(answer).toMatch(/lacks permissions in <#\d+>: Send Messages, Embed Links/)
    await world.driver.changeWorld({ action: 'removeOverwrite', channelId: channel, id: bot.id })
  })

  it('posts now; members answer once each, privately; the post counts them', async () => {
    const [alex, lin, yi] = await Promise.all(['Alex', '小林', '陳怡'].map((name) => world.driver.as(name)))
    const id = await schedule({ questions: 2 })
    expect(text(shown((await alex?.command('daily post', { schedule: id })) ?? fail()))).toContain('Posted in')
    const post = await newestPost()
    expect(text(post)).toMatch(/Daily quiz · .* · No\. 1/)
    const verdict = shown((await lin?.click(post, '1 A')) ?? fail())
    expect(verdict.flags).toBe(64)
    expect(text(verdict)).toMatch(/答对了|不对，正确答案是/)
    expect(text(shown((await lin?.click(post, '1 B')) ?? fail()))).toContain('你已经答过这道题（选了 A）')
    expect(text(shown((await yi?.click(post, '2 B')) ?? fail()))).toMatch(/答對了|不對/)
    await lin?.waitForMessage(CHANNEL, (message) => message.id === post.id && /2 answered/.test(text(message)), 15_000)
  })

  it('keeps schedules, answers and buttons over a restart', async () => {
    const [alex, lin] = [await world.driver.as('Alex'), await world.driver.as('小林')]
    const post = await newestPost()
    const before = text(shown(await alex.command('daily list')))
    await world.restart()
    expect(text(shown(await alex.command('daily list')))).toBe(before)
    expect(text(shown(await lin.click(post, '1 B')))).toContain('你已经答过这道题（选了 A）')
    expect(text(shown(await lin.click(post, '2 A')))).toMatch(/答对了|不对/)
  })

  it('is paused and resumed', async () => {
    const alex = await world.driver.as('Alex')
    const id = await schedule()
    expect(text(shown(await alex.command('daily resume', { schedule: id })))).toMatch(/running already[\s\S]*Next: <t:/)
    expect(text(shown(await alex.command('daily pause', { schedule: id })))).toContain('Paused.')
    expect(text(shown(await alex.command('daily pause', { schedule: id })))).toContain('paused already')
    const preview = text(shown(await alex.command('daily preview', { schedule: id })))
    expect(preview).toContain('Paused: by a moderator')
    expect(preview).not.toContain('no next run')
    expect(text(shown(await alex.command('daily list')))).toContain('Paused: by a moderator')
    expect(text(shown(await alex.command('daily resume', { schedule: id })))).toMatch(/Resumed\.[\s\S]*Next: <t:/)
  })

  it('is edited: what is not given stays, before and after are shown, and it can be undone', async () => {
    const alex = await world.driver.as('Alex')
    const id = await schedule({ days: '一三五', questions: 2, papers: '002', zone: 'Asia/Tokyo', time: '08:30' })
    const edited = shown(await alex.command('daily set', { time: '晚上9点', schedule: id }))
    expect(text(edited)).toMatch(
      /Before: .*Mon, Wed, Fri 08:30 \(Asia\/Tokyo\).*002[\s\S]*After: .*Mon, Wed, Fri 21:00 \(Asia\/Tokyo\).*002/,
    )
    const undone = shown(await alex.click(edited, 'Undo'))
    expect(text(undone)).toMatch(/After: .*Mon, Wed, Fri 08:30 \(Asia\/Tokyo\)/)
    const same = shown(await alex.command('daily set', { time: '8:30', schedule: id }))
    expect(text(same)).toMatch(/Nothing changed[\s\S]*08:30 \(Asia\/Tokyo\)/)
    expect(same.components).toEqual([])
  })

  it('refuses to post the same twice, and names the schedule that does', async () => {
    const alex = await world.driver.as('Alex')
    const channel = await world.driver.channel(CHANNEL)
    const wish = { channel, zone: 'Asia/Seoul', papers: '002' }
    const [first, other] = [await schedule({ ...wish, time: '10:00' }), await schedule({ ...wish, time: '11:00' })]
    const again = text(shown(await alex.command('daily set', { ...wish, time: '10:00', days: '周一到周五' })))
    expect(again).toContain(`/daily set schedule:${first}`)
    expect(text(shown(await alex.command('daily set', { schedule: other, time: '10:00' })))).toContain(first)
    expect(text(shown(await alex.command('daily set', { schedule: first, questions: 3 })))).toContain('3 questions')
  })

  it('warns when nobody is told of problems, and when the role cannot be pinged', async () => {
    const alex = await world.driver.as('Alex')
    const role = String((await world.driver.changeWorld({ action: 'createRole', name: '静音' })).id)
    const channel = await world.driver.channel(CHANNEL)
    const answer = text(shown(await alex.command('daily set', { channel, time: '23:11', role })))
    expect(answer).toContain(`✗ <@&${role}> is not pinged`)
    expect(answer).toContain('✗ no moderators’ channel')
    await alex.command('settings server', { channel: await world.driver.channel('版主频道') })
    await world.driver.changeWorld({ action: 'updateRole', roleId: role, mentionable: true })
    expect(text(shown(await alex.command('daily set', { channel, time: '23:12', role })))).not.toContain('✗')
  })

  it('says what a new schedule needs', async () => {
    const alex = await world.driver.as('Alex')
    expect(text(shown(await alex.command('daily set', { time: '08:30' })))).toContain('needs a channel and a time')
  })

  it('asks before it removes', async () => {
    const alex = await world.driver.as('Alex')
    const id = await schedule()
    const question = shown(await alex.command('daily remove', { schedule: id }))
    expect(text(question)).toContain('Remove this schedule?')
    expect(text(shown(await alex.click(question, 'Cancel')))).toContain('Nothing was changed.')
    const again = shown(await alex.command('daily remove', { schedule: id }))
    expect(text(shown(await alex.click(again, 'Remove')))).toContain('Removed.')
    expect((await alex.autocomplete('daily pause', 'schedule', '')).map((choice) => choice.value)).not.toContain(id)
  })

  it('finds time zones as people type them', async () => {
    const alex = await world.driver.as('Alex')
    const channel = await world.driver.channel(CHANNEL)
    for (const [typed, zone] of [
      ['上海', 'Asia/Shanghai'],
      ['new york', 'America/New_York'],
      ['UTC', 'UTC'],
      ['台北', 'Asia/Taipei'],
    ] as const) {
      const choices = await alex.autocomplete('daily set', 'zone', typed, { channel, time: '08:30' })
      expect(
        choices.map((choice) => choice.value),
        typed,
      ).toContain(zone)
      expect(choices.length).toBeLessThanOrEqual(25)
    }
  })

  it('takes a list of papers, one by one', async () => {
    const alex = await world.driver.as('Alex')
    const channel = await world.driver.channel(CHANNEL)
    const choices = await alex.autocomplete('daily set', 'papers', '002, 曹', { channel, time: '08:30' })
    expect(choices).toEqual([])
    const more = await alex.autocomplete('daily set', 'papers', '002, 刘宇', { channel, time: '08:30' })
    expect(more[0]?.value).toBe('002, 004')
  })

  it('asked of Discord only what Discord describes', async () => {
    expect(await world.apiProblems()).toEqual([])
  })
})

function fail(): never {
  throw new Error('expected an answer, got none')
}
