import { afterEach, describe, expect, it } from 'vitest'
import { RawBot } from './raw-bot.ts'
import { setStage } from './stage.ts'

const stage = setStage()
const others: RawBot[] = []

function another(): RawBot {
  const bot = new RawBot(stage.sandbox)
  others.push(bot)
  return bot
}

afterEach(() => {
  for (const bot of others.splice(0)) bot.disconnect()
})

describe('connecting', () => {
  it('begins where /gateway/bot says, with hello, READY and the guild', async () => {
    const { body } = await stage.bot.rest('GET', '/gateway/bot')
    expect(body).toMatchObject({ shards: 1, session_start_limit: { max_concurrency: 1 } })
    expect(body.url).toBe(`${stage.sandbox.url.replace('http', 'ws')}/gateway`)
    const bot = another()
    const ready = await bot.login()
    expect(ready).toMatchObject({
      v: 10,
      user: { id: stage.sandbox.applicationId, bot: true },
      guilds: [{ id: stage.sandbox.guildId, unavailable: true }],
      application: { id: stage.sandbox.applicationId },
    })
    expect(bot.packets[0]).toMatchObject({ op: 10, d: { heartbeat_interval: 41_250 } })
    const guild = bot.packets.find((packet) => packet.t === 'GUILD_CREATE')?.d
    expect(guild).toMatchObject({ name: '研读小组', unavailable: false, threads: [] })
  })

  it('acknowledges heartbeats', async () => {
    const bot = another()
    await bot.connect()
    bot.send({ op: 1, d: null })
    expect((await bot.packet((packet) => packet.op === 11)).d).toBeNull()
  })

  const refused: [string, unknown, number][] = [
    ['a wrong token', { op: 2, d: { token: 'wrong', intents: 1, properties: {} } }, 4004],
    ['what is no JSON', '{', 4002],
    ['an identify without intents', { op: 2, d: { token: 'wrong', properties: {} } }, 4002],
    ['a command before identifying', { op: 8, d: { guild_id: '1' } }, 4003],
  ]
  for (const [name, packet, code] of refused) {
    it(`closes on ${name}: ${code}`, async () => {
      const bot = another()
      await bot.connect()
      bot.send(packet)
      expect(await bot.closed()).toBe(code)
    })
  }

  it('closes on bad intents 4013, a bad shard 4010, a second identify 4005, an unknown opcode 4001', async () => {
    const identify = { token: stage.sandbox.token, intents: 1, properties: {} }
    const cases: [object, number][] = [
      [{ ...identify, intents: 1 << 30 }, 4013],
      [{ ...identify, shard: [2, 2] }, 4010],
    ]
    for (const [d, code] of cases) {
      const bot = another()
      await bot.connect()
      bot.send({ op: 2, d })
      expect(await bot.closed()).toBe(code)
    }
    const twice = another()
    await twice.login()
    twice.send({ op: 2, d: identify })
    expect(await twice.closed()).toBe(4005)
    const odd = another()
    await odd.login()
    odd.send({ op: 99, d: null })
    expect(await odd.closed()).toBe(4001)
  })

  it('closes on a flood: 4008', async () => {
    const bot = another()
    await bot.connect()
    for (let n = 0; n < 121; n += 1) bot.send({ op: 1, d: null })
    expect(await bot.closed()).toBe(4008)
  })
})

describe('a lost connection', () => {
  it('is resumed with what was missed meanwhile', async () => {
    const bot = another()
    const ready = await bot.login((1 << 0) | (1 << 9) | (1 << 15))
    await stage.lin.say('before')
    const last = await bot.packet((packet) => packet.t === 'MESSAGE_CREATE')
    await stage.driver.dropGateway('terminate')
    await bot.closed()
    await stage.lin.say('while away')
    await bot.connect()
    bot.send({ op: 6, d: { token: stage.sandbox.token, session_id: ready.session_id, seq: last.s } })
    expect(await bot.event('MESSAGE_CREATE')).toMatchObject({ content: 'while away' })
    await bot.event('RESUMED')
  })

  it('cannot be resumed when the session is unknown: invalid session', async () => {
    const bot = another()
    await bot.connect()
    bot.send({ op: 6, d: { token: stage.sandbox.token, session_id: 'x', seq: 1 } })
    expect((await bot.packet((packet) => packet.op === 9)).d).toBe(false)
  })

  it('may be asked for: reconnect and invalid session', async () => {
    const bot = another()
    await bot.login()
    await stage.driver.dropGateway('reconnect')
    expect((await bot.packet((packet) => packet.op === 7)).d).toBeNull()
    await stage.driver.dropGateway('invalidSession')
    expect((await bot.packet((packet) => packet.op === 9)).d).toBe(false)
  })
})

describe('members', () => {
  it('are sent when asked for', async () => {
    const bot = another()
    await bot.login()
    bot.send({ op: 8, d: { guild_id: stage.sandbox.guildId, query: '', limit: 0, nonce: 'n' } })
    expect(await bot.event('GUILD_MEMBERS_CHUNK')).toMatchObject({ nonce: 'n', chunk_count: 1 })
  })
})
