import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { HALL, MODERATORS, setStage } from './stage.ts'

const stage = setStage()

describe('what a person sees', () => {
  it('the channels they may view, the commands they may use, the bot', async () => {
    const lin = await stage.driver.state(stage.lin.id)
    expect(lin.me).toMatchObject({ globalName: '小林', locale: 'zh-CN', roles: [] })
    expect(lin.users.map((user) => user.globalName ?? user.username)).toEqual(['小林', '陳怡', 'Alex', '研读 Yandu'])
    expect(lin.channels.map((channel) => channel.name)).toEqual(['大厅', '每日一题'])
    expect(lin.bot).toMatchObject({ online: true })
    const alex = await stage.driver.state(stage.alex.id)
    expect(alex.channels.map((channel) => channel.name)).toEqual(['大厅', '每日一题', '版主频道'])
    expect(BigInt(alex.me.permissions) & 0x20n).toBe(0x20n)
    expect(alex.commands.map((command) => command.name)).toContain('daily')
  })

  it('changes with roles and locale', async () => {
    await stage.driver.setRoles(stage.chen.id, ['1200000000000000021'])
    await stage.driver.setLocale(stage.chen.id, 'en-US')
    expect((await stage.driver.state(stage.chen.id)).me).toMatchObject({ locale: 'en-US' })
    expect(await stage.chen.commands()).toContain('daily')
    expect(stage.lin.events.some((event) => event.type === 'stateChange')).toBe(true)
    await stage.driver.setRoles(stage.chen.id, [])
  })

  it('the sandbox’s time, and hears when it is moved', async () => {
    const before = await stage.driver.now()
    const heard = stage.lin.events.length
    await stage.driver.advanceClock(3_600_000)
    const state = await stage.driver.call<{ now: number }>('GET', '/sandbox/state', undefined, stage.lin.id)
    expect(state.now).toBeGreaterThanOrEqual(before + 3_600_000)
    await expect.poll(() => stage.lin.events.slice(heard).map((event) => event.type)).toContain('stateChange')
  })

  it('nothing of a channel that is hidden from them', async () => {
    await expect(stage.lin.messages(MODERATORS)).rejects.toMatchObject({ status: 404, code: 'unknownChannel' })
    await expect(stage.lin.say('x', MODERATORS)).rejects.toMatchObject({ status: 404 })
    const said = await stage.alex.say('among us', MODERATORS)
    expect(stage.lin.events.some((event) => event.message?.id === said.id)).toBe(false)
    expect(stage.alex.events.some((event) => event.message?.id === said.id)).toBe(true)
  })

  it('pages of history, newest last', async () => {
    for (const word of ['a', 'b', 'c']) await stage.lin.say(word)
    const newest = await stage.lin.messages('大厅', { limit: 2 })
    expect(newest.map((one) => one.content)).toEqual(['b', 'c'])
    const older = await stage.lin.messages('大厅', { limit: 1, before: newest[0]?.id ?? '' })
    expect(older.map((one) => one.content)).toEqual(['a'])
  })
})

describe('what a person may do', () => {
  it('delete their own, others only as a moderator', async () => {
    const said = await stage.chen.say('mine')
    await expect(stage.lin.delete(said)).rejects.toMatchObject({ status: 403, code: 'noDeleting' })
    await stage.alex.delete(said)
    expect(await stage.chen.look(said)).toBeUndefined()
    expect(stage.lin.events.some((event) => event.type === 'messageDelete' && event.messageId === said.id)).toBe(true)
  })

  it('dismiss what only they see', async () => {
    const answer = stage.lin.command('ask')
    await stage.bot.callback(await stage.bot.event('INTERACTION_CREATE'), 4, { content: 'hidden', flags: 64 })
    const { message } = await answer
    if (!message) throw new Error('expected a message')
    await expect(stage.chen.dismiss(message)).rejects.toMatchObject({ status: 404 })
    await stage.lin.dismiss(message)
    expect(await stage.lin.look(message)).toBeUndefined()
    const said = await stage.lin.say('public')
    await expect(stage.lin.dismiss(said)).rejects.toMatchObject({ code: 'notHidden' })
  })

  it('join', async () => {
    const { id } = await stage.driver.changeWorld({ action: 'addMember', name: '新人', locale: 'zh-CN' })
    const newcomer = await stage.driver.as('新人')
    expect(newcomer.id).toBe(id)
    expect((await newcomer.say('hi')).author.global_name).toBe('新人')
  })

  it('not be somebody unknown, nor the bot, nor the owner', async () => {
    for (const id of ['1', stage.sandbox.applicationId, '1200000000000000109']) {
      await expect(stage.driver.state(id)).rejects.toMatchObject({ status: 404, code: 'unknownUser' })
    }
  })

  it('not send nonsense', async () => {
    const bad = stage.driver.call('POST', '/sandbox/interactions', { type: 'dance' }, stage.lin.id)
    await expect(bad).rejects.toMatchObject({ status: 400, code: 'badRequest' })
    await expect(stage.lin.say('x'.repeat(2001))).rejects.toMatchObject({ status: 400 })
  })
})

describe('other web pages', () => {
  /** fetch would not let us lie about Host and Origin. */
  function status(path: string, headers: Record<string, string>): Promise<number> {
    return new Promise((resolve, reject) => {
      const sent = request(stage.sandbox.url + path, { headers }, (answer) => {
        answer.resume()
        resolve(answer.statusCode ?? 0)
      })
      sent.on('error', reject).end()
    })
  }

  it('are refused by Host and by Origin', async () => {
    const me = { 'x-sandbox-user': stage.lin.id }
    const { host } = new URL(stage.sandbox.url)
    expect(await status('/sandbox/state', me)).toBe(200)
    expect(await status('/sandbox/state', { ...me, origin: stage.sandbox.url })).toBe(200)
    expect(await status('/sandbox/state', { ...me, host: 'evil.example' })).toBe(403)
    expect(await status('/sandbox/state', { ...me, host: `evil.example:${host.split(':')[1]}` })).toBe(403)
    expect(await status('/sandbox/state', { ...me, origin: 'https://evil.example' })).toBe(403)
    expect(await status('/sandbox/state', { ...me, origin: 'http://127.0.0.1:1' })).toBe(403)
    expect(await status('/sandbox/state', { ...me, origin: 'null' })).toBe(403)
    expect(await status('/api/v10/gateway', { origin: 'https://evil.example' })).toBe(403)
  })

  it('do not get a WebSocket', async () => {
    const url = `${stage.sandbox.url.replace('http', 'ws')}/sandbox/events?user=${stage.lin.id}`
    const socket = new WebSocket(url, { origin: 'https://evil.example' })
    const error = await new Promise<Error>((resolve) => socket.once('error', resolve))
    expect(error.message).toContain('403')
  })
})

describe('the log of requests', () => {
  it('tells what the bot sent and got', async () => {
    const since = await stage.driver.lastRequest()
    await stage.bot.rest('POST', `/channels/${HALL}/messages`, { content: 'logged' })
    const [entry] = await stage.driver.requests(since)
    expect(entry).toMatchObject({
      seq: since + 1,
      method: 'POST',
      path: `/channels/${HALL}/messages`,
      body: { content: 'logged' },
      status: 200,
      response: { content: 'logged' },
    })
  })
})
