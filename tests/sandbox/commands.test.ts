import { describe, expect, it } from 'vitest'
import { answerProblems, HALL, setStage } from './stage.ts'

const stage = setStage()

const x = (length: number) => 'x'.repeat(length)
const many = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n))
const option = (n: number, more: object = {}) => ({ type: 3, name: `o${n}`, description: 'd', ...more })
const command = (more: object = {}) => ({ name: 'try', description: 'd', ...more })

const path = () => `/applications/${stage.sandbox.applicationId}/guilds/${stage.sandbox.guildId}/commands`

describe('registering commands', () => {
  it('creates, overwrites by name, patches and deletes', async () => {
    const made = await stage.bot.rest('POST', path(), command())
    expect([made.status, made.body]).toMatchObject([201, { name: 'try', guild_id: stage.sandbox.guildId }])
    const again = await stage.bot.rest('POST', path(), command({ description: 'other' }))
    expect([again.status, again.body.id]).toEqual([200, made.body.id])
    expect(again.body.version).not.toBe(made.body.version)
    const one = `${path()}/${made.body.id}`
    const patched = await stage.bot.rest('PATCH', one, { description: 'third' })
    expect(patched.body).toMatchObject({ name: 'try', description: 'third' })
    expect((await stage.bot.rest('DELETE', one)).status).toBe(204)
    expect((await stage.bot.rest('GET', one)).body.code).toBe(10063)
  })

  it('sets all at once and keeps ids and versions of what stays the same', async () => {
    const body = [command(), command({ name: 'other', options: [option(0, { required: true })] })]
    const first = await stage.bot.rest('PUT', path(), body)
    const second = await stage.bot.rest('PUT', path(), body)
    expect(second.body).toEqual(first.body)
    const third = await stage.bot.rest('PUT', path(), [command()])
    expect(Object.values(third.body)).toHaveLength(1)
    await stage.bot.rest('PUT', path(), [])
  })

  it('shows localizations only to who asks for them', async () => {
    const localized = command({
      name_localizations: { 'zh-CN': '试试' },
      description_localizations: { 'zh-CN': '描述' },
    })
    const made = await stage.bot.rest('POST', path(), localized)
    expect(made.body).toMatchObject({ name_localizations: { 'zh-CN': '试试' } })
    const [plain] = Object.values((await stage.bot.rest('GET', path())).body)
    expect(plain).not.toHaveProperty('name_localizations')
    const [full] = Object.values((await stage.bot.rest('GET', `${path()}?with_localizations=true`)).body)
    expect(full).toMatchObject({ name_localizations: { 'zh-CN': '试试' } })
    await stage.bot.rest('PUT', path(), [])
  })

  const bad: [string, object, string][] = [
    ['an upper case name', command({ name: 'Try' }), 'APPLICATION_COMMAND_INVALID_NAME'],
    ['a name with a space', command({ name: 'a b' }), 'APPLICATION_COMMAND_INVALID_NAME'],
    ['a name of 33', command({ name: x(33) }), 'BASE_TYPE_BAD_LENGTH'],
    ['no name', { description: 'd' }, 'BASE_TYPE_REQUIRED'],
    ['no description', { name: 'try' }, 'BASE_TYPE_REQUIRED'],
    ['an empty description', command({ description: '' }), 'BASE_TYPE_BAD_LENGTH'],
    ['a description of 101', command({ description: x(101) }), 'BASE_TYPE_BAD_LENGTH'],
    ['an unknown locale', command({ name_localizations: { zh: 'x' } }), 'BASE_TYPE_CHOICES'],
    ['a bad localized name', command({ name_localizations: { 'zh-CN': 'a b' } }), 'APPLICATION_COMMAND_INVALID_NAME'],
    ['26 options', command({ options: many(26, option) }), 'BASE_TYPE_MAX_LENGTH'],
    [
      'an option twice',
      command({ options: [option(0), option(0)] }),
      'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
    ],
    [
      'a required option after an optional one',
      command({ options: [option(0), option(1, { required: true })] }),
      'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    ],
    [
      '26 choices',
      command({ options: [option(0, { choices: many(26, (n) => ({ name: `${n}`, value: `${n}` })) })] }),
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'choices beside autocomplete',
      command({ options: [option(0, { autocomplete: true, choices: [{ name: 'a', value: 'a' }] })] }),
      'APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE',
    ],
    [
      'a number as a text choice',
      command({ options: [option(0, { choices: [{ name: 'a', value: 1 }] })] }),
      'APPLICATION_COMMAND_OPTION_CHOICE_VALUE_TYPE',
    ],
    [
      'sub-commands beside options',
      command({ options: [{ type: 1, name: 's', description: 'd' }, option(1)] }),
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    ],
    [
      'over 8000 characters',
      command({ options: many(25, (n) => option(n, { choices: many(4, (m) => ({ name: x(90), value: `${m}` })) })) }),
      'APPLICATION_COMMAND_TOO_LARGE',
    ],
  ]
  for (const [name, body, code] of bad) {
    it(`refuses ${name}`, async () => {
      const refused = await stage.bot.rest('POST', path(), body)
      expect([refused.status, refused.body.code]).toEqual([400, 50035])
      expect(JSON.stringify(refused.body.errors)).toContain(`"${code}"`)
      const inBulk = await stage.bot.rest('PUT', path(), [command({ name: 'fine' }), body])
      expect(inBulk.body).toMatchObject({ code: 50035, errors: { 1: expect.anything() } })
    })
  }

  it('counts the longest language towards the 8000', async () => {
    const long = (n: number) => option(n, { description_localizations: { 'zh-CN': x(100) } })
    const group = (n: number) => ({ type: 1, name: `g${n}`, description: 'd', options: many(25, long) })
    expect((await stage.bot.rest('POST', path(), command({ options: many(3, group) }))).status).toBe(201)
    expect((await stage.bot.rest('POST', path(), command({ options: many(4, group) }))).body.code).toBe(50035)
  })

  it('allows 100 slash commands and no name twice', async () => {
    const all = many(101, (n) => command({ name: `c${n}` }))
    expect((await stage.bot.rest('PUT', path(), all)).body.code).toBe(30032)
    expect((await stage.bot.rest('PUT', path(), all.slice(1))).status).toBe(200)
    expect((await stage.bot.rest('POST', path(), all[0])).body.code).toBe(30032)
    expect((await stage.bot.rest('PUT', path(), [command(), command()])).body.code).toBe(50035)
    await stage.bot.rest('PUT', path(), [])
  })

  it('knows its own application only', async () => {
    expect((await stage.bot.rest('GET', '/applications/1/commands')).body.code).toBe(10002)
  })
})

describe('using commands', () => {
  it('shows each person what they may use', async () => {
    expect(await stage.lin.commands()).toEqual(['ask', 'pick', 'Report'])
    expect(await stage.alex.commands()).toEqual(['ask', 'pick', 'daily', 'Report'])
    await expect(stage.lin.command('daily list')).rejects.toMatchObject({ status: 404, code: 'unknownCommand' })
  })

  it('sends options below their sub-command', async () => {
    const answer = stage.alex.command('daily list', { page: 2 })
    const interaction = await stage.bot.event('INTERACTION_CREATE')
    expect(interaction.data).toMatchObject({
      name: 'daily',
      options: [{ type: 1, name: 'list', options: [{ type: 4, name: 'page', value: 2 }] }],
    })
    await stage.bot.callback(interaction, 4, { content: 'x' })
    expect((await answer).message?.sandbox.interaction?.name).toBe('daily list')
  })

  it('resolves channels, people, roles and files', async () => {
    const file = { name: 'a.yaml', contentType: 'text/yaml', base64: Buffer.from('id: a').toString('base64') }
    const options = { word: 'abc', where: HALL, who: stage.alex.id, role: '1200000000000000021', file: 'a.yaml' }
    const answer = stage.lin.command('pick', options, { attachments: [file] })
    const interaction = await stage.bot.event('INTERACTION_CREATE')
    const resolved = interaction.data?.resolved
    expect(resolved).toMatchObject({
      channels: { [HALL]: { name: '大厅', permissions: expect.any(String) } },
      users: { [stage.alex.id]: { username: 'alex' } },
      members: { [stage.alex.id]: { roles: ['1200000000000000021'] } },
      roles: { '1200000000000000021': { name: '版主' } },
    })
    const [attachment] = Object.values(resolved?.attachments ?? {})
    expect(attachment).toMatchObject({ filename: 'a.yaml', size: 5 })
    expect(await (await fetch(attachment?.url ?? '')).text()).toBe('id: a')
    await stage.bot.callback(interaction, 4, { content: 'x' })
    await answer
  })

  const bad: [string, Record<string, string | number | boolean>, string][] = [
    ['a required option missing', {}, 'missingOption'],
    ['an unknown option', { word: 'abc', nothing: 1 }, 'unknownOption'],
    ['text too short', { word: 'a' }, 'badOption'],
    ['text too long', { word: 'abcdef' }, 'badOption'],
    ['a number too large', { word: 'abc', count: 4 }, 'badOption'],
    ['half a number', { word: 'abc', count: 1.5 }, 'badOption'],
    ['no choice', { word: 'abc', colour: 'blue' }, 'badOption'],
    ['a word for a boolean', { word: 'abc', really: 'yes' }, 'badOption'],
    ['an unknown channel', { word: 'abc', where: '1' }, 'badOption'],
    ['a channel out of sight', { word: 'abc', where: '1200000000000000013' }, 'badOption'],
    ['an unknown person', { word: 'abc', who: '1' }, 'badOption'],
    ['a file that was not sent', { word: 'abc', file: 'b.yaml' }, 'badOption'],
  ]
  for (const [name, options, code] of bad) {
    it(`refuses ${name}, as a client does`, async () => {
      await expect(stage.lin.command('pick', options)).rejects.toMatchObject({ status: 400, code })
    })
  }

  it("runs commands of a message's menu", async () => {
    const said = await stage.chen.say('rude')
    const answer = stage.lin.menu('Report', { message: said })
    const interaction = await stage.bot.event('INTERACTION_CREATE')
    expect(interaction.data).toMatchObject({
      type: 3,
      target_id: said.id,
      resolved: { messages: { [said.id]: { content: 'rude' } } },
    })
    await stage.bot.callback(interaction, 4, { content: 'thanks', flags: 64 })
    expect((await answer).message?.content).toBe('thanks')
  })
})

describe('all answers of these tests', () => {
  it('are as Discord’s OpenAPI document says', async () => {
    expect(await answerProblems(stage)).toEqual([])
  })
})
