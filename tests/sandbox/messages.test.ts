import { describe, expect, it } from 'vitest'
import type { Answer } from './raw-bot.ts'
import { answerProblems, BOT_ROLE, DAILY, EVERYONE, HALL, MODERATORS, setStage } from './stage.ts'

const INTENTS = (1 << 0) | (1 << 9) // guilds, messages; not their content
const stage = setStage(INTENTS)

/** Posts from the bot, moving the clock so that tests do not meet the limit of five in five seconds. */
async function post(body: unknown, channel = HALL): Promise<Answer> {
  await stage.driver.advanceClock(5_001)
  return stage.bot.rest('POST', `/channels/${channel}/messages`, body)
}

function deny(permission: bigint, channelId = DAILY) {
  return stage.driver.changeWorld({
    action: 'overwrite',
    channelId,
    id: stage.sandbox.applicationId,
    type: 'member',
    deny: permission.toString(),
  })
}

const VIEW = 1n << 10n
const SEND = 1n << 11n
const EMBED = 1n << 14n
const ATTACH = 1n << 15n
const HISTORY = 1n << 16n

describe('posting', () => {
  it('makes a message that people see at once', async () => {
    const made = await post({ content: ' 你好 ' })
    expect(made.body).toMatchObject({ content: '你好', channel_id: HALL, type: 0, author: { bot: true } })
    expect((await stage.lin.waitForMessage('大厅', (one) => one.content === '你好')).id).toBe(made.body.id)
  })

  it('needs something in it: 50006', async () => {
    for (const body of [{}, { content: '' }, { content: '  ' }, { embeds: [] }, { flags: 1 << 15 }]) {
      const refused = await post(body)
      expect([refused.status, refused.body.code]).toEqual([400, 50006])
    }
  })

  it('is refused without permission, each with its code', async () => {
    await deny(VIEW)
    expect((await post({ content: 'x' }, DAILY)).body).toMatchObject({ code: 50001 })
    await deny(SEND)
    expect((await post({ content: 'x' }, DAILY)).body).toMatchObject({ code: 50013 })
    await deny(EMBED)
    expect((await post({ content: 'x' }, DAILY)).status).toBe(200)
    expect((await post({ embeds: [{ title: 'x' }] }, DAILY)).body).toMatchObject({ code: 50013 })
    await deny(ATTACH)
    expect((await post(fileForm(), DAILY)).body).toMatchObject({ code: 50013 })
    await deny(0n)
    expect((await post({ content: 'x' }, '1')).body).toMatchObject({ code: 10003 })
  })

  it('remembers an enforced nonce for 3 minutes', async () => {
    const body = { content: 'daily', nonce: 'slot-1', enforce_nonce: true }
    const first = await post(body)
    const again = await post(body)
    expect(again.body).toMatchObject({ id: first.body.id, nonce: 'slot-1' })
    expect((await post({ ...body, nonce: 'slot-2' })).body.id).not.toBe(first.body.id)
    await stage.driver.advanceClock(180_001)
    expect((await post(body)).body.id).not.toBe(first.body.id)
  })

  it('does not look at a nonce that is not enforced', async () => {
    const first = await post({ content: 'a', nonce: 7 })
    expect((await post({ content: 'a', nonce: 7 })).body.id).not.toBe(first.body.id)
  })

  it('allows five in five seconds a channel: then 429 with its headers', async () => {
    await stage.driver.advanceClock(5_001)
    const path = `/channels/${HALL}/messages`
    const answers: Answer[] = []
    for (let n = 0; n < 6; n += 1) answers.push(await stage.bot.rest('POST', path, { content: `${n}` }))
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200, 429])
    const refused = answers[5]
    expect(refused?.body).toMatchObject({ code: 20028, global: false })
    expect(refused?.body.retry_after).toBeGreaterThan(0)
    expect(refused?.headers.get('x-ratelimit-remaining')).toBe('0')
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await stage.bot.rest('POST', `/channels/${DAILY}/messages`, { content: 'other' })).status).toBe(200)
  })

  it('answers a message, unless that one is gone', async () => {
    const first = await post({ content: 'first' })
    const reference = { message_id: first.body.id }
    const answer = await post({ content: 'second', message_reference: reference })
    expect(answer.body).toMatchObject({ type: 19, referenced_message: { content: 'first' } })
    const missing = { content: 'x', message_reference: { message_id: '1' } }
    expect((await post(missing)).body).toMatchObject({ code: 50035 })
    const lenient = { content: 'x', message_reference: { message_id: '1', fail_if_not_exists: false } }
    expect((await post(lenient)).status).toBe(200)
  })

  it('takes files, which are then served and never run', async () => {
    const made = await post(fileForm())
    expect(made.body).toMatchObject({ content: 'with a file', attachments: [{ filename: 'a.html', size: 5 }] })
    const [attachment] = Object.values(made.body.attachments ?? {})
    const served = await fetch(String(attachment?.url))
    expect(await served.text()).toBe('<hr/>')
    expect(served.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(served.headers.get('content-security-policy')).toContain('sandbox')
  })
})

function fileForm(): FormData {
  const form = new FormData()
  form.set('payload_json', JSON.stringify({ content: 'with a file', attachments: [{ id: '0', filename: 'a.html' }] }))
  form.set('files[0]', new Blob(['<hr/>'], { type: 'text/html' }), 'a.html')
  return form
}

describe('mentions', () => {
  const cases: [string, object | undefined, object][] = [
    ['all that are named, without allowed_mentions', undefined, { users: 1, roles: 0, everyone: false }],
    ['nobody, with parse: []', { parse: [] }, { users: 0, roles: 0, everyone: false }],
    ['users only', { parse: ['users'] }, { users: 1, roles: 0, everyone: false }],
    ['a listed user', { users: ['1200000000000000101'] }, { users: 1, roles: 0, everyone: false }],
    ['no unlisted user', { users: ['1200000000000000102'] }, { users: 0, roles: 0, everyone: false }],
  ]
  for (const [name, allowed_mentions, expected] of cases) {
    it(`ping ${name}`, async () => {
      const content = '<@1200000000000000101> <@&1200000000000000021> @everyone'
      const { body } = await post({ content, ...(allowed_mentions && { allowed_mentions }) })
      const { mentions, mention_roles, mention_everyone } = body as {
        mentions?: unknown[]
        mention_roles?: unknown[]
        mention_everyone?: boolean
      }
      const seen = { users: mentions?.length, roles: mention_roles?.length, everyone: mention_everyone }
      expect(seen).toEqual(expected)
    })
  }

  it('reach roles and everyone where the bot may', async () => {
    await stage.driver.changeWorld({ action: 'updateRole', roleId: BOT_ROLE, permissions: String(1n << 17n) })
    const { body } = await post({ content: '<@&1200000000000000021> @everyone' })
    expect(body).toMatchObject({ mention_everyone: true, mention_roles: ['1200000000000000021'] })
    const quiet = await post({ content: '<@&1200000000000000021> @everyone', allowed_mentions: { parse: ['roles'] } })
    expect(quiet.body).toMatchObject({ mention_everyone: false, mention_roles: ['1200000000000000021'] })
    await stage.driver.changeWorld({ action: 'updateRole', roleId: BOT_ROLE, permissions: '0' })
  })

  it('do not take the same kind twice', async () => {
    const { body } = await post({ content: 'x', allowed_mentions: { parse: ['users'], users: ['1'] } })
    expect(body.code).toBe(50035)
  })
})

describe('history', () => {
  it('comes in pages, newest first', async () => {
    const { id: channel } = await stage.driver.changeWorld({ action: 'createChannel', name: 'pages' })
    const ids: string[] = []
    for (let n = 0; n < 7; n += 1) ids.push((await post({ content: `${n}` }, channel)).body.id ?? '')
    const read = async (query: string) => {
      const { body } = await stage.bot.rest('GET', `/channels/${channel}/messages?${query}`)
      return Object.values(body).map((one) => (one as { content: string }).content)
    }
    expect(await read('limit=3')).toEqual(['6', '5', '4'])
    expect(await read(`before=${ids[4]}&limit=2`)).toEqual(['3', '2'])
    expect(await read(`after=${ids[4]}`)).toEqual(['6', '5'])
    expect(await read(`after=${ids[0]}&limit=2`)).toEqual(['2', '1'])
    expect(await read(`around=${ids[3]}&limit=3`)).toEqual(['4', '3', '2'])
    for (const bad of ['limit=0', 'limit=101', 'limit=x', 'before=x']) {
      expect((await stage.bot.rest('GET', `/channels/${channel}/messages?${bad}`)).body.code).toBe(50035)
    }
  })

  it('is empty for who may not read it', async () => {
    const made = await post({ content: 'x' }, DAILY)
    await deny(HISTORY)
    expect((await stage.bot.rest('GET', `/channels/${DAILY}/messages`)).body).toEqual([])
    const one = await stage.bot.rest('GET', `/channels/${DAILY}/messages/${made.body.id}`)
    expect(one.body.code).toBe(50013)
    await deny(0n)
    expect((await stage.bot.rest('GET', `/channels/${DAILY}/messages/${made.body.id}`)).body.content).toBe('x')
  })
})

describe('changing messages', () => {
  it('edits what is given and keeps the rest', async () => {
    const made = await post({ content: 'old', embeds: [{ title: 'stays' }] })
    const path = `/channels/${HALL}/messages/${made.body.id}`
    const edited = await stage.bot.rest('PATCH', path, { content: 'new' })
    expect(edited.body).toMatchObject({ content: 'new', embeds: [{ title: 'stays', type: 'rich' }] })
    expect(edited.body.edited_timestamp).not.toBeNull()
    expect((await stage.bot.rest('PATCH', path, { content: '', embeds: [] })).body.code).toBe(50006)
  })

  it("does not edit others' messages: 50005", async () => {
    const said = await stage.lin.say('mine')
    const refused = await stage.bot.rest('PATCH', `/channels/${HALL}/messages/${said.id}`, { content: 'x' })
    expect([refused.status, refused.body.code]).toEqual([403, 50005])
  })

  it("deletes others' only with Manage Messages: 50013", async () => {
    const said = await stage.lin.say('mine')
    const path = `/channels/${HALL}/messages/${said.id}`
    expect((await stage.bot.rest('DELETE', path)).body.code).toBe(50013)
    await stage.driver.changeWorld({ action: 'updateRole', roleId: BOT_ROLE, permissions: String(1n << 13n) })
    expect((await stage.bot.rest('DELETE', path)).status).toBe(204)
    expect((await stage.bot.rest('DELETE', path)).body.code).toBe(10008)
  })

  it('allows few edits of messages over an hour old: then 30046', async () => {
    const made = await post({ content: 'old' })
    const path = `/channels/${HALL}/messages/${made.body.id}`
    await stage.driver.advanceClock(3_600_001)
    const codes: (number | undefined)[] = []
    for (let n = 0; n < 6; n += 1) codes.push((await stage.bot.rest('PATCH', path, { content: `${n}` })).body.code)
    expect(codes).toEqual([undefined, undefined, undefined, undefined, undefined, 30046])
    const refused = await stage.bot.rest('PATCH', path, { content: 'x' })
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60)
    await stage.driver.advanceClock(600_001)
    expect((await stage.bot.rest('PATCH', path, { content: 'again' })).status).toBe(200)
  })
})

describe('pins, threads, reactions, typing', () => {
  it('pins with the permission, and lists pins', async () => {
    const made = await post({ content: 'pin me' })
    const path = `/channels/${HALL}/messages/pins/${made.body.id}`
    expect((await stage.bot.rest('PUT', path)).body.code).toBe(50013)
    await stage.driver.changeWorld({ action: 'updateRole', roleId: BOT_ROLE, permissions: String(1n << 51n) })
    expect((await stage.bot.rest('PUT', path)).status).toBe(204)
    const { body } = await stage.bot.rest('GET', `/channels/${HALL}/messages/pins`)
    expect(body).toMatchObject({ items: [{ message: { id: made.body.id, pinned: true } }], has_more: false })
    expect((await stage.bot.rest('DELETE', path)).status).toBe(204)
  })

  it('opens one thread for a message and posts in it', async () => {
    const made = await post({ content: 'discuss' })
    const path = `/channels/${HALL}/messages/${made.body.id}/threads`
    const thread = await stage.bot.rest('POST', path, { name: '讨论' })
    expect([thread.status, thread.body]).toMatchObject([201, { id: made.body.id, parent_id: HALL, type: 11 }])
    expect((await stage.bot.rest('POST', path, { name: '讨论' })).body.code).toBe(160004)
    expect((await post({ content: 'in it' }, thread.body.id)).status).toBe(200)
    const other = await post({ content: 'other' })
    const bad = await stage.bot.rest('POST', `/channels/${HALL}/messages/${other.body.id}/threads`, { name: '' })
    expect(bad.body.code).toBe(50035)
  })

  it('pins again without another word, and nothing that is gone', async () => {
    await stage.driver.changeWorld({ action: 'updateRole', roleId: BOT_ROLE, permissions: String(1n << 51n) })
    const made = await post({ content: 'twice' })
    const path = `/channels/${HALL}/messages/pins/${made.body.id}`
    const pin = async () => (await stage.bot.rest('PUT', path)).status
    expect([await pin(), await pin()]).toEqual([204, 204])
    const said = (await stage.lin.messages('大厅')).filter(
      ({ message_reference }) => message_reference?.message_id === made.body.id,
    )
    expect(said.map(({ type }) => type)).toEqual([6])
    await stage.bot.rest('DELETE', `/channels/${HALL}/messages/${made.body.id}`)
    const gone = await stage.bot.rest('PUT', path)
    expect([gone.status, gone.body.code]).toEqual([404, 10008])
  })

  it('opens no thread without the permission, or on what is gone', async () => {
    const made = await post({ content: 'closed' }, DAILY)
    const path = `/channels/${DAILY}/messages/${made.body.id}/threads`
    await deny(1n << 35n)
    const refused = await stage.bot.rest('POST', path, { name: '讨论' })
    expect([refused.status, refused.body.code]).toEqual([403, 50013])
    await deny(0n)
    await stage.bot.rest('DELETE', `/channels/${DAILY}/messages/${made.body.id}`)
    const gone = await stage.bot.rest('POST', path, { name: '讨论' })
    expect([gone.status, gone.body.code]).toEqual([404, 10008])
  })

  it('reacts and takes it back', async () => {
    const made = await post({ content: 'nice' })
    const path = `/channels/${HALL}/messages/${made.body.id}/reactions/${encodeURIComponent('👍')}/@me`
    expect((await stage.bot.rest('PUT', path)).status).toBe(204)
    const seen = await stage.bot.rest('GET', `/channels/${HALL}/messages/${made.body.id}`)
    expect(seen.body).toMatchObject({ reactions: [{ emoji: { name: '👍' }, count: 1, me: true }] })
    expect((await stage.bot.rest('DELETE', path)).status).toBe(204)
  })

  it('shows that the bot is typing', async () => {
    expect((await stage.bot.rest('POST', `/channels/${HALL}/typing`)).status).toBe(204)
    expect(stage.lin.events.at(-1)).toMatchObject({ type: 'typing', channelId: HALL })
  })
})

describe('the gateway', () => {
  it('tells of messages, but of their words only with Message Content', async () => {
    await stage.lin.say('hello')
    expect(await stage.bot.event('MESSAGE_CREATE')).toMatchObject({ guild_id: EVERYONE })
    const event = stage.bot.packets.findLast((packet) => packet.t === 'MESSAGE_CREATE')
    expect(event?.d.content).toBe('')
  })
})

describe('guild, channels, members', () => {
  it('are read', async () => {
    const guild = `/guilds/${stage.sandbox.guildId}`
    expect((await stage.bot.rest('GET', guild)).body).toMatchObject({ name: '研读小组', preferred_locale: 'en-US' })
    expect(Object.values((await stage.bot.rest('GET', `${guild}/roles`)).body)).toHaveLength(3)
    expect((await stage.bot.rest('GET', `${guild}/members/${stage.lin.id}`)).body).toMatchObject({ roles: [] })
    expect(
      (await stage.bot.rest('GET', `${guild}/members/search?query=${encodeURIComponent('陳')}`)).body,
    ).toMatchObject([{ user: { global_name: '陳怡' } }])
    expect((await stage.bot.rest('GET', `${guild}/members/1`)).body.code).toBe(10007)
    expect((await stage.bot.rest('GET', '/guilds/1')).body.code).toBe(10004)
    expect((await stage.bot.rest('GET', `/channels/${MODERATORS}`)).body).toMatchObject({ name: '版主频道' })
    expect((await stage.bot.rest('GET', '/users/1')).body.code).toBe(10013)
  })

  it('are gone once the bot is removed', async () => {
    await stage.driver.changeWorld({ action: 'removeBot' })
    await stage.bot.event('GUILD_DELETE')
    expect((await stage.bot.rest('GET', `/guilds/${stage.sandbox.guildId}`)).body.code).toBe(10004)
    expect((await post({ content: 'x' })).body.code).toBe(50001)
    expect(await stage.lin.commands()).toEqual([])
    await stage.driver.changeWorld({ action: 'addBot' })
    await stage.bot.event('GUILD_CREATE')
  })

  it('channels go with their messages: 10003', async () => {
    const { id } = await stage.driver.changeWorld({ action: 'createChannel', name: 'short-lived' })
    await stage.bot.event('CHANNEL_CREATE')
    expect((await post({ content: 'x' }, id)).status).toBe(200)
    await stage.driver.changeWorld({ action: 'deleteChannel', channelId: id })
    expect(await stage.bot.event('CHANNEL_DELETE')).toMatchObject({ id })
    expect((await post({ content: 'x' }, id)).body.code).toBe(10003)
  })
})

describe('what is not allowed or not known', () => {
  it('no token, no entry: 401', async () => {
    const refused = await stage.bot.rest('GET', '/users/@me', undefined, { authorization: 'Bot wrong' })
    expect([refused.status, refused.body]).toEqual([401, { message: '401: Unauthorized', code: 0 }])
  })

  it('an unknown route is 501, never 200', async () => {
    expect((await stage.bot.rest('GET', '/sticker-packs')).status).toBe(501)
    expect((await stage.bot.rest('POST', `/channels/${HALL}/messages`, { poll: {} })).status).toBe(501)
  })

  it('an id that is none is 50035', async () => {
    expect((await stage.bot.rest('GET', '/channels/abc')).body).toMatchObject({
      code: 50035,
      errors: { channel_id: { _errors: [{ code: 'NUMBER_TYPE_COERCE' }] } },
    })
  })

  it('broken JSON is 50109', async () => {
    expect((await stage.bot.rest('POST', `/channels/${HALL}/messages`, '{')).body.code).toBe(50109)
  })
})

describe('all answers of these tests', () => {
  it('are as Discord’s OpenAPI document says', async () => {
    expect(await answerProblems(stage)).toEqual([])
  })
})
