import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Shown, until } from './driver.ts'
import { parts, text } from './visible-text.ts'
import { openWorld, shown, type World } from './world.ts'

const HOUR_MS = 3_600_000
const PIN_MESSAGES = 1n << 51n
const CHANNEL = '每日一题'
let world: World
let role: string
beforeAll(async () => {
  world = await openWorld()
  role = String((await world.driver.changeWorld({ action: 'createRole', name: '读书会' })).id)
  await world.driver.changeWorld({ action: 'updateRole', roleId: role, mentionable: true })
  const alex = await world.driver.as('Alex')
  await alex.command('settings server', { language: 'en-US', channel: await world.driver.channel('版主频道') })
})
afterAll(() => world.close())

let hour = 0

/** Sets a schedule as the moderator, at a time of its own, and resolves with its id and with what was answered. */
async function set(options: Record<string, string | number | boolean>): Promise<{ id: string; answer: Shown }> {
  const alex = await world.driver.as('Alex')
  const channel = await world.driver.channel(CHANNEL)
  const time = `${++hour}:30`
  const answer = shown(await alex.command('daily set', { channel, time, zone: 'Asia/Shanghai', ...options }))
  const choices = await alex.autocomplete('daily pause', 'schedule', '')
  return { id: String(choices.at(-1)?.value), answer }
}

/** Posts now and resolves with the post. */
async function post(schedule: string): Promise<Shown> {
  const alex = await world.driver.as('Alex')
  // Discord takes five messages in five seconds; the bot says so, and a moderator tries again.
  await until(15_000, 'a post', async () =>
    text(shown(await alex.command('daily post', { schedule }))).includes('Posted in'),
  )
  return newest((message) => /^Daily quiz/m.test(text(message)))
}

async function newest(isIt: (message: Shown) => boolean): Promise<Shown> {
  const lin = await world.driver.as('小林')
  const found = (await lin.messages(CHANNEL)).filter((message) => !message.sandbox.hiddenFor && isIt(message)).at(-1)
  if (!found) throw new Error('expected such a message in the daily channel, got none')
  return found
}

const buttons = (message: Shown) =>
  parts(message.components).flatMap(({ label }) => (typeof label === 'string' ? [label] : []))

describe('/daily set', () => {
  it('takes end, role, thread, pin, recap, mode, reveal and window, shows them, and clears one', async () => {
    const alex = await world.driver.as('Alex')
    const { id, answer } = await set({
      until: '2099-12-31',
      role,
      thread: true,
      pin: true,
      recap: true,
      mode: 'one',
      reveal: 5,
      window: 6,
      questions: 10,
    })
    expect(text(answer)).toContain(
      `until 2099-12-31 · pings <@&${role}> · thread · pin · recap · one at a time · answers after 5 hours · up to 6 hours late`,
    )
    const cleared = shown(await alex.command('daily set', { schedule: id, clear: 'role', thread: false }))
    expect(text(cleared)).toMatch(/Before: .*pings .* thread · pin[\s\S]*After: .*until 2099-12-31 · pin · recap/)
    expect(text(shown(await alex.click(cleared, 'Undo')))).toMatch(/After: .*pings .* thread · pin/)
    await alex.click(shown(await alex.command('daily remove', { schedule: id })), 'Remove')
  })

  it.each([
    [{ until: 'someday' }, /"someday" is not a date/],
    [{ until: '2020-01-01' }, /No post would come until 2020-01-01 \(in Asia\/Shanghai today is \d{4}-/],
    [{ role: '@everyone' }, /does not ping @everyone/],
  ])('refuses %j with what to do', async (options, expected) => {
    const { guild } = await world.driver.state()
    const wish = 'role' in options ? { role: guild.id } : options
    expect(text((await set(wish)).answer)).toMatch(expected)
  })

  it('names the permission that a pin needs', async () => {
    const { bot } = await world.driver.state()
    const channelId = await world.driver.channel(CHANNEL)
    const deny = String(PIN_MESSAGES)
    await world.driver.changeWorld({ action: 'overwrite', channelId, id: bot.id, type: 'member', deny })
    expect(text((await set({ pin: true })).answer)).toMatch(/lacks permissions in <#\d+>: Pin Messages/)
    await world.driver.changeWorld({ action: 'removeOverwrite', channelId, id: bot.id })
  })
})

describe('a post with a role, a thread, a pin and a recap', () => {
  let id: string
  let first: Shown

  it('pings just that role, bears a thread of its name and is pinned', async () => {
    id = (await set({ questions: 2, role, thread: true, pin: true, recap: true, reveal: 1 })).id
    first = await post(id)
    expect(first).toMatchObject({
      content: `<@&${role}>`,
      mention_roles: [role],
      mention_everyone: false,
      mentions: [],
    })
    const sent = (await world.driver.requests()).findLast(({ path, method, body }) =>
      Boolean(method === 'POST' && /messages$/.test(path) && (body as { enforce_nonce?: boolean }).enforce_nonce),
    )
    expect(sent?.body).toMatchObject({ allowed_mentions: { parse: [], roles: [role] } })
    expect(buttons(first).filter((label) => !/^[12] [A-D]$/.test(label))).toEqual(['My answers'])
    const lin = await world.driver.as('小林')
    await until(10_000, 'thread and pin', async () => (await lin.look(first))?.pinned === true)
    const thread = (await world.driver.requests()).findLast(({ path }) => /threads$/.test(path))
    expect(thread?.status).toBe(201)
    expect(JSON.stringify(thread?.body)).toMatch(/^\{"name":"Daily quiz · .* · No\. 1"\}$/)
  })

  it('tells each member what they answered so far', async () => {
    const lin = await world.driver.as('小林')
    expect(text(shown(await lin.click(first, 'My answers')))).toContain('已答 0 / 2 题')
    await lin.click(first, '1 A')
    const mine = shown(await lin.click(first, 'My answers'))
    expect(mine.flags).toBe(64)
    expect(text(mine)).toMatch(/已答 1 \/ 2 题[\s\S]*(答对了（A）|选了 A)[\s\S]*还没有答/)
    await lin.click(mine, '继续这一轮')
    await lin.click(first, '2 A')
  })

  it('is closed with accuracy and bars, and followed by one recap', async () => {
    const lin = await world.driver.as('小林')
    await world.restart(HOUR_MS + 60_000)
    const closed = await lin.waitForMessage(CHANNEL, (one) => one.id === first.id && /Answer [A-D]/.test(text(one)))
    expect(text(closed)).toMatch(/\d+% right[\s\S]*[█░]{8} \d+%[\s\S]*Thanks to the 1 member who took part/)
    expect(buttons(closed)).toEqual(['My answers'])
    expect(text(shown(await lin.click(closed, 'My answers')))).toMatch(/答对 \d \/ 2 题/)
    expect(closed.content).toBe(`<@&${role}>`)
    const recap = await lin.waitForMessage(CHANNEL, (one) => /^Recap · Daily quiz/m.test(text(one)))
    expect(text(recap)).toMatch(/\d+% right[\s\S]*Worth remembering: /)
    expect(recap).toMatchObject({ mentions: [], mention_roles: [], content: '' })
    expect(text(shown(await lin.click(recap, 'My answers')))).toMatch(/答对 \d \/ 2 题/)
  })

  it('goes out without a pin where that was forbidden meanwhile, which list and health tell', async () => {
    const alex = await world.driver.as('Alex')
    const { bot } = await world.driver.state()
    const channelId = await world.driver.channel(CHANNEL)
    const deny = String(PIN_MESSAGES)
    await world.driver.changeWorld({ action: 'overwrite', channelId, id: bot.id, type: 'member', deny })
    await post(id)
    await until(10_000, 'the pin to be given up', async () =>
      /No pin: Yandu lacks Pin Messages/.test(text(shown(await alex.command('daily list')))),
    )
    const health = text(shown(await alex.command('daily health')))
    expect(health).toMatch(/✗ permissions are missing in <#\d+>: Pin Messages; grant them/)
    expect(health).toMatch(/✗ No pin: Yandu lacks Pin Messages/)
    expect(health).toMatch(/✓ pings <@&\d+>/)
    expect(health).toMatch(/Moderators’ channel[\s\S]*✓ <#\d+>: problems are told here/)
    await world.driver.changeWorld({ action: 'removeOverwrite', channelId, id: bot.id })
    await world.driver.changeWorld({ action: 'deleteRole', roleId: role })
    expect(text(shown(await alex.command('daily health')))).toContain('✗ the role to ping is gone')
    expect((await post(id)).content).toBe('')
  })

  it('takes a thread that is there already for its own', async () => {
    await world.driver.fault({ method: 'POST', path: 'threads$', action: 'dropAfterAccepting' })
    const shownPost = await post(id)
    const asked = async () =>
      (await world.driver.requests())
        .filter(({ path }) => path.endsWith(`${shownPost.id}/threads`))
        .map(({ status }) => status)
    await until(10_000, 'the first try', async () => (await asked()).length > 0)
    await world.restart(60_000)
    await until(10_000, 'the second try', async () => (await asked()).length === 2)
    expect((await asked()).at(-1)).toBe(400) // 160004
    const alex = await world.driver.as('Alex')
    expect(text(shown(await alex.command('daily list')))).not.toContain('No thread')
  })
})

describe('a post of more than four questions', () => {
  let run: Shown
  let current: Shown

  it('is one Start button, and opens a hidden run', async () => {
    const lin = await world.driver.as('小林')
    const { id } = await set({ questions: 6, reveal: 1 })
    run = await post(id)
    expect(buttons(run)).toEqual(['Start'])
    current = shown(await lin.click(run, 'Start'))
    expect(current.flags).toBe(64)
    expect(text(current)).toContain('第 1 / 6 题')
    const verdict = shown(await lin.click(current, 'A'))
    expect(text(verdict)).toMatch(/答对了|不对，正确答案是/)
    expect(buttons(verdict)).toContain('查看原文要点')
    current = shown(await lin.click(verdict, '下一题'))
    expect(text(current)).toContain('第 2 / 6 题')
  })

  it('goes on after a restart where the member was; the first answer counts', async () => {
    const [lin, yi] = [await world.driver.as('小林'), await world.driver.as('陳怡')]
    await world.restart()
    expect(text(shown(await lin.click(run, 'Start')))).toContain('第 2 / 6 题')
    let at = shown(await lin.click(current, 'B'))
    for (let number = 3; number <= 6; number++) {
      at = shown(await lin.click(at, '下一题'))
      expect(text(at)).toContain(`第 ${number} / 6 题`)
      at = shown(await lin.click(at, 'B'))
    }
    expect(text(shown(await lin.click(at, '看成绩')))).toMatch(/答对 \d \/ 6 题/)
    expect(text(shown(await yi.click(run, 'Start')))).toContain('第 1 / 6 題')
    await lin.waitForMessage(CHANNEL, (one) => one.id === run.id && /1 answered/.test(text(one)), 15_000)
  })

  it('leads to one’s own answers once it is closed, from the hidden question and from the post', async () => {
    const [lin, yi] = [await world.driver.as('小林'), await world.driver.as('陳怡')]
    const question = shown(await yi.click(run, 'Start'))
    const prompt = question.embeds[0]?.description?.split('\n')[0]?.replaceAll('*', '').slice(0, 20)
    await world.restart(HOUR_MS + 60_000)
    const closed = await lin.waitForMessage(CHANNEL, (one) => one.id === run.id && /Answer [A-D]/.test(text(one)))
    const own = text(shown(await yi.click(question, 'A')))
    expect(own).toMatch(/答對 0 \/ 6 題/)
    expect(own).toContain(prompt)
    expect(buttons(closed)).toEqual(['My answers'])
    expect(text(shown(await yi.click(closed, 'My answers')))).toMatch(/答對 0 \/ 6 題/)
  })
})

describe('/daily skip and preview', () => {
  it('skips the next post, and takes it back with one click', async () => {
    const alex = await world.driver.as('Alex')
    const { id } = await set({})
    const skipped = shown(await alex.command('daily skip', { schedule: id }))
    expect(text(skipped)).toMatch(/Skipped: no post <t:\d+:f>\nNext: <t:/)
    expect(text(shown(await alex.command('daily list')))).toMatch(/Skipped: no post <t:/)
    expect(text(shown(await alex.click(skipped, 'Undo')))).toContain('Not skipped any more.')
    expect(text(shown(await alex.command('daily list')))).not.toContain('Skipped: no post')
    await alex.command('daily pause', { schedule: id })
    expect(text(shown(await alex.command('daily skip', { schedule: id })))).toContain('This schedule is paused')
  })

  it('shows the next post, hidden and with its buttons off', async () => {
    const alex = await world.driver.as('Alex')
    for (const questions of [2, 7]) {
      const { id } = await set({ questions })
      const preview = shown(await alex.command('daily preview', { schedule: id }))
      expect(preview.flags).toBe(64)
      expect(text(preview)).toMatch(/A preview that only you see[\s\S]*Daily quiz · .* · No\. 1/)
      expect(parts(preview.components).filter(({ label, disabled }) => label && !disabled)).toEqual([])
      if (questions === 7) expect(text(preview)).toMatch(/Questions that would come[\s\S]*7/)
      await alex.click(shown(await alex.command('daily remove', { schedule: id })), 'Remove')
    }
  })
})

it('asked of Discord only what Discord describes', async () => {
  expect(await world.apiProblems()).toEqual([])
})
