import { describe, expect, it } from 'vitest'
import type { Json } from './raw-bot.ts'
import { answerProblems, HALL, setStage } from './stage.ts'

const stage = setStage()

/** 小林 types /ask; the bot has the interaction, 小林 waits. */
async function ask(): Promise<{ interaction: Json; answer: ReturnType<typeof stage.lin.command> }> {
  const answer = stage.lin.command('ask')
  answer.catch(() => {}) // awaited by the test
  return { interaction: await stage.bot.event('INTERACTION_CREATE'), answer }
}

/** Answers /ask with a message and gives the message. */
async function message(data: unknown) {
  const { interaction, answer } = await ask()
  expect((await stage.bot.callback(interaction, 4, data)).status).toBe(204)
  return { interaction, message: (await answer).message }
}

const BUTTON = { type: 1, components: [{ type: 2, style: 1, custom_id: 'go', label: 'Go' }] }

describe('an interaction', () => {
  it('carries who asks, where, with which rights and in which language', async () => {
    const { interaction } = await ask()
    expect(interaction).toMatchObject({
      type: 2,
      version: 1,
      context: 0,
      locale: 'zh-CN',
      guild_locale: 'en-US',
      channel_id: HALL,
      channel: { id: HALL, name: '大厅' },
      member: { user: { id: stage.lin.id, global_name: '小林' } },
      authorizing_integration_owners: { 0: stage.sandbox.guildId },
      entitlements: [],
      data: { name: 'ask', type: 1, options: [] },
    })
    expect(BigInt(interaction.member?.permissions ?? 0) & 0x400n).toBe(0x400n)
    expect(BigInt(interaction.app_permissions ?? 0) & 0x4000n).toBe(0x4000n)
    await stage.bot.callback(interaction, 4, { content: 'x' })
  })

  it('is answered once: the second answer is refused with 40060', async () => {
    const { interaction, answer } = await ask()
    await stage.bot.callback(interaction, 4, { content: 'one' })
    const second = await stage.bot.callback(interaction, 4, { content: 'two' })
    expect([second.status, second.body.code]).toEqual([400, 40060])
    expect((await answer).message?.content).toBe('one')
  })

  it('is unknown with a wrong token: 10062', async () => {
    const { interaction } = await ask()
    const wrong = await stage.bot.callback({ ...interaction, token: 'x' }, 4, { content: 'one' })
    expect([wrong.status, wrong.body.code]).toEqual([404, 10062])
    await stage.bot.callback(interaction, 4, { content: 'x' })
  })

  it('fails after 3 s without an answer: the person is told and the bot gets 10062', async () => {
    const { interaction, answer } = await ask()
    await stage.driver.advanceClock(3_001)
    expect((await answer).kind).toBe('failed')
    const late = await stage.bot.callback(interaction, 4, { content: 'late' })
    expect([late.status, late.body.code]).toEqual([404, 10062])
    const failed = (await stage.lin.messages()).at(-1)
    expect(failed?.sandbox).toMatchObject({ failed: true, hiddenFor: stage.lin.id, interaction: { name: 'ask' } })
    expect((await stage.chen.messages()).some((one) => one.id === failed?.id)).toBe(false)
    expect(stage.lin.events.some((event) => event.type === 'interactionFailed')).toBe(true)
  })

  it('fails by the real clock as well', async () => {
    const { answer } = await ask()
    expect((await answer).kind).toBe('failed')
  })

  it('gives with_response what was made', async () => {
    const { interaction } = await ask()
    const answer = await stage.bot.callback(interaction, 4, { content: 'hi', flags: 64 }, '?with_response=true')
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      interaction: { id: interaction.id, type: 2, response_message_ephemeral: true, response_message_loading: false },
      resource: { type: 4, message: { content: 'hi', flags: 64 } },
    })
  })
})

describe('its webhook', () => {
  it('does not exist before the answer: 10015', async () => {
    const { interaction } = await ask()
    const early = await stage.bot.webhook(interaction, 'PATCH', '/messages/@original', { content: 'x' })
    expect([early.status, early.body.code]).toEqual([404, 10015])
    await stage.bot.callback(interaction, 4, { content: 'x' })
  })

  it('edits, reads and deletes the answer', async () => {
    const { interaction } = await message({ content: 'one' })
    const edited = await stage.bot.webhook(interaction, 'PATCH', '/messages/@original', { content: 'two' })
    expect(edited.body).toMatchObject({ content: 'two', webhook_id: stage.sandbox.applicationId })
    expect((await stage.bot.webhook(interaction, 'GET', '/messages/@original')).body.content).toBe('two')
    expect((await stage.bot.webhook(interaction, 'DELETE', '/messages/@original')).status).toBe(204)
    const gone = await stage.bot.webhook(interaction, 'GET', '/messages/@original')
    expect([gone.status, gone.body.code]).toEqual([404, 10008])
  })

  it('fills a deferred answer, which keeps the secrecy of the deferral', async () => {
    const { interaction, answer } = await ask()
    await stage.bot.callback(interaction, 5, { flags: 64 })
    const original = await stage.bot.webhook(interaction, 'GET', '/messages/@original')
    expect(original.body.flags).toBe(128 | 64)
    await stage.bot.webhook(interaction, 'PATCH', '/messages/@original', { content: 'done', flags: 0 })
    expect((await answer).message).toMatchObject({ content: 'done', flags: 64, edited_timestamp: null })
  })

  it('writes the first followup after a deferral into the waiting message', async () => {
    const { interaction, answer } = await ask()
    await stage.bot.callback(interaction, 5)
    const first = await stage.bot.webhook(interaction, 'POST', '', { content: 'first' })
    const second = await stage.bot.webhook(interaction, 'POST', '', { content: 'second', flags: 64 })
    expect((await answer).message?.id).toBe(first.body.id)
    expect(second.body.id).not.toBe(first.body.id)
    expect((await stage.chen.messages()).map((one) => one.content)).not.toContain('second')
  })

  it('lets a public deferral be taken away and the words follow hidden', async () => {
    const { interaction, answer } = await ask()
    await stage.bot.callback(interaction, 5)
    await stage.bot.webhook(interaction, 'DELETE', '/messages/@original')
    await stage.bot.webhook(interaction, 'POST', '', { content: 'secret', flags: 64 })
    expect((await answer).message).toMatchObject({ content: 'secret', flags: 64 })
  })

  it('ends after 15 minutes: 50027', async () => {
    const { interaction } = await message({ content: 'one' })
    await stage.driver.advanceClock(15 * 60_000 + 1)
    const late = await stage.bot.webhook(interaction, 'POST', '', { content: 'x' })
    expect([late.status, late.body.code]).toEqual([401, 50027])
  })

  it('leaves a deferral that is never filled as failed', async () => {
    const { interaction, answer } = await ask()
    answer.catch(() => {})
    const made = await stage.bot.callback(interaction, 5, {}, '?with_response=true')
    await stage.driver.advanceClock(15 * 60_000 + 1)
    const left = await stage.lin.look({ id: made.body.interaction?.response_message_id ?? '', channel_id: HALL })
    expect(left?.sandbox).toMatchObject({ failed: true })
    await answer
  })
})

describe('components', () => {
  it('update their message, hidden or not', async () => {
    const { message: hidden } = await message({ content: 'old', flags: 64, components: [BUTTON] })
    const click = stage.lin.click(hidden, 'Go')
    const interaction = await stage.bot.event('INTERACTION_CREATE')
    expect(interaction).toMatchObject({
      type: 3,
      data: { custom_id: 'go', component_type: 2 },
      message: { id: hidden?.id, content: 'old' },
    })
    await stage.bot.callback(interaction, 7, { content: 'new', components: [] })
    expect(await click).toMatchObject({ kind: 'update', message: { id: hidden?.id, content: 'new', flags: 64 } })
  })

  it('take a deferred update and its edit', async () => {
    const { message: shown } = await message({ content: 'old', components: [BUTTON] })
    const click = stage.chen.click(shown, 'go')
    const interaction = await stage.bot.event('INTERACTION_CREATE')
    await stage.bot.callback(interaction, 6)
    await stage.bot.webhook(interaction, 'PATCH', '/messages/@original', { content: 'new' })
    expect((await click).message).toMatchObject({ id: shown?.id, content: 'new' })
  })

  it('may be answered with a message that points at theirs', async () => {
    const { message: shown } = await message({ content: 'old', components: [BUTTON] })
    const click = stage.chen.click(shown, 'go')
    await stage.bot.callback(await stage.bot.event('INTERACTION_CREATE'), 4, { content: 'right', flags: 64 })
    expect((await click).message).toMatchObject({ content: 'right', message_reference: { message_id: shown?.id } })
  })

  it('are refused where a client would not offer them', async () => {
    const link = { type: 2, style: 5, url: 'https://example.org', label: 'Link' }
    const off = { type: 2, style: 2, custom_id: 'off', label: 'Off', disabled: true }
    const { message: shown } = await message({
      content: 'x',
      flags: 64,
      components: [{ type: 1, components: [off, link] }],
    })
    await expect(stage.lin.click(shown, 'off')).rejects.toMatchObject({ status: 400, code: 'disabled' })
    const body = { type: 'component', channelId: HALL, messageId: shown?.id, customId: 'absent' }
    await expect(stage.driver.call('POST', '/sandbox/interactions', body, stage.lin.id)).rejects.toMatchObject({
      code: 'noComponent',
    })
    await expect(stage.chen.click(shown, 'off')).rejects.toMatchObject({ status: 404, code: 'unknownMessage' })
  })

  it('give a menu its values, and refuse those that are no options', async () => {
    const options = ['a', 'b', 'c'].map((value) => ({ label: value, value }))
    const menu = { type: 3, custom_id: 'menu', options, min_values: 1, max_values: 2 }
    const { message: shown } = await message({ components: [{ type: 1, components: [menu] }] })
    const chosen = stage.lin.select(shown, 'menu', ['b', 'a'])
    const interaction = await stage.bot.event('INTERACTION_CREATE')
    expect(interaction.data).toMatchObject({ component_type: 3, values: ['b', 'a'] })
    await stage.bot.callback(interaction, 6)
    await stage.bot.webhook(interaction, 'PATCH', '/messages/@original', { content: 'ok' })
    await chosen
    for (const values of [[], ['a', 'b', 'c'], ['z'], ['a', 'a']]) {
      await expect(stage.lin.select(shown, 'menu', values)).rejects.toMatchObject({ status: 400, code: 'badValues' })
    }
  })

  it('resolve what Discord fills into menus', async () => {
    const menu = { type: 5, custom_id: 'people', max_values: 2 }
    const { message: shown } = await message({ components: [{ type: 1, components: [menu] }] })
    const chosen = stage.lin.select(shown, 'people', [stage.alex.id])
    const interaction = await stage.bot.event('INTERACTION_CREATE')
    expect(interaction.data?.resolved?.users?.[stage.alex.id]).toMatchObject({ username: 'alex' })
    await stage.bot.callback(interaction, 4, { content: 'x' })
    await chosen
  })
})

describe('which answers an interaction takes', () => {
  it('a command has no message to update', async () => {
    const { interaction } = await ask()
    for (const type of [6, 7, 8]) {
      const refused = await stage.bot.callback(interaction, type, { content: 'x', choices: [] })
      expect([type, refused.status, refused.body.code]).toEqual([type, 400, 50035])
    }
    await stage.bot.callback(interaction, 4, { content: 'x' })
  })

  it('a refused answer leaves the interaction open', async () => {
    const { interaction, answer } = await ask()
    const refused = await stage.bot.callback(interaction, 4, { content: 'x'.repeat(2001) })
    expect(refused.body).toMatchObject({
      code: 50035,
      errors: { data: { content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] } } },
    })
    await stage.bot.callback(interaction, 4, { content: 'short' })
    expect((await answer).message?.content).toBe('short')
  })
})

describe('modals', () => {
  const input = { type: 4, custom_id: 'title', style: 1, label: 'Title', min_length: 2, max_length: 10 }
  const modal = {
    custom_id: 'form',
    title: 'Form',
    components: [
      { type: 1, components: [input] },
      { type: 18, label: 'More', component: { type: 4, custom_id: 'more', style: 2, required: false, value: 'old' } },
      { type: 10, content: 'Words' },
    ],
  }

  async function openModal() {
    const { interaction, answer } = await ask()
    expect((await stage.bot.callback(interaction, 9, modal)).status).toBe(204)
    return answer
  }

  it('open, are filled, and arrive as Discord sends them', async () => {
    const opened = await openModal()
    expect(opened).toMatchObject({ kind: 'modal', modal: { custom_id: 'form', title: 'Form' } })
    const sent = stage.lin.submit(opened, { title: 'Paper' })
    const interaction = await stage.bot.event('INTERACTION_CREATE')
    expect(interaction).toMatchObject({
      type: 5,
      data: {
        custom_id: 'form',
        components: [
          { type: 1, components: [{ type: 4, custom_id: 'title', value: 'Paper' }] },
          { type: 18, component: { type: 4, custom_id: 'more', value: 'old' } },
          { type: 10 },
        ],
      },
    })
    await stage.bot.callback(interaction, 4, { content: 'thanks' })
    expect((await sent).message?.content).toBe('thanks')
  })

  it('are checked as a client does: required, lengths, unknown fields', async () => {
    const opened = await openModal()
    for (const fields of [{}, { title: 'x' }, { title: 'x'.repeat(11) }, { title: 'fine', other: 'x' }]) {
      await expect(stage.lin.submit(opened, fields)).rejects.toMatchObject({ status: 400, code: 'badField' })
    }
    await expect(stage.chen.submit(opened, { title: 'fine' })).rejects.toMatchObject({ code: 'unknownModal' })
  })

  it('are not answered with a modal', async () => {
    const opened = await openModal()
    const sent = stage.lin.submit(opened, { title: 'Paper' })
    const interaction = await stage.bot.event('INTERACTION_CREATE')
    const refused = await stage.bot.callback(interaction, 9, modal)
    expect([refused.status, refused.body.code]).toEqual([400, 50035])
    await stage.bot.callback(interaction, 4, { content: 'x' })
    await sent
  })

  it('keep within their limits', async () => {
    const { interaction } = await ask()
    const row = (fields: object, id = 'a') => ({
      type: 1,
      components: [{ type: 4, custom_id: id, style: 1, label: 'L', ...fields }],
    })
    const bad: [object, string][] = [
      [{ title: 'x'.repeat(46) }, 'title'],
      [{ title: '' }, 'title'],
      [{ custom_id: 'x'.repeat(101) }, 'custom_id'],
      [{ components: [] }, 'components'],
      [{ components: [1, 2, 3, 4, 5, 6].map((n) => row({}, `i${n}`)) }, 'components'],
      [{ components: [row({ label: 'x'.repeat(46) })] }, 'components'],
      [{ components: [row({ placeholder: 'x'.repeat(101) })] }, 'components'],
      [{ components: [row({ value: 'x'.repeat(4001) })] }, 'components'],
      [{ components: [row({ max_length: 4001 })] }, 'components'],
      [{ components: [row({ min_length: 5, max_length: 2 })] }, 'components'],
      [{ components: [row({}), row({})] }, 'components'],
      [{ components: [{ type: 18, label: 'x'.repeat(46), component: input }] }, 'components'],
    ]
    for (const [change, place] of bad) {
      const refused = await stage.bot.callback(interaction, 9, { ...modal, ...change })
      expect([JSON.stringify(change).slice(0, 80), refused.body.code]).toEqual([
        JSON.stringify(change).slice(0, 80),
        50035,
      ])
      expect(Object.keys(refused.body.errors?.data ?? {})).toContain(place)
    }
    await stage.bot.callback(interaction, 4, { content: 'x' })
  })
})

describe('autocomplete', () => {
  async function type(word: string) {
    const offered = stage.lin.autocomplete('pick', 'word', word)
    offered.catch(() => {})
    return { offered, interaction: await stage.bot.event('INTERACTION_CREATE') }
  }

  it('sends what is being typed and offers the choices', async () => {
    const { offered, interaction } = await type('shu')
    expect(interaction).toMatchObject({ type: 4, data: { options: [{ name: 'word', value: 'shu', focused: true }] } })
    await stage.bot.callback(interaction, 8, { choices: [{ name: '数字孪生', value: 'szls' }] })
    expect(await offered).toEqual([{ name: '数字孪生', value: 'szls' }])
  })

  it('keeps within its limits, and takes nothing else', async () => {
    const { offered, interaction } = await type('x')
    const choice = { name: 'n', value: 'v' }
    const bad = [
      { choices: Array.from({ length: 26 }, () => choice) },
      { choices: [{ ...choice, name: 'x'.repeat(101) }] },
      { choices: [{ ...choice, name: '' }] },
      { choices: [{ ...choice, value: 'x'.repeat(101) }] },
      { choices: [{ ...choice, value: 5 }] },
    ]
    for (const data of bad) expect((await stage.bot.callback(interaction, 8, data)).body.code).toBe(50035)
    expect((await stage.bot.callback(interaction, 4, { content: 'x' })).body.code).toBe(50035)
    await stage.bot.callback(interaction, 8, { choices: [] })
    expect(await offered).toEqual([])
  })
})

describe('all answers of these tests', () => {
  it('are as Discord’s OpenAPI document says', async () => {
    expect(await answerProblems(stage)).toEqual([])
  })
})
