import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { HALL, setStage } from './stage.ts'

const stage = setStage()
const MIB = 1024 * 1024
const UPGRADE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
]

/** What a plain socket is answered: the status line's code, or '' when it is cut off. */
function send(lines: string[], end: 'wait' | 'hang up' = 'wait'): Promise<string> {
  const { port } = new URL(stage.sandbox.url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1')
    let answer = ''
    const give = () => resolve(answer.split(' ')[1] ?? '')
    socket.on('error', reject)
    socket.on('close', give)
    socket.on('data', (part) => {
      answer += String(part)
      socket.destroy()
    })
    socket.write(`${lines.join('\r\n')}\r\n\r\n`, () => {
      if (end === 'hang up') socket.resetAndDestroy()
    })
  })
}

const host = () => `Host: ${new URL(stage.sandbox.url).host}`
const isAlive = async () => (await fetch(`${stage.sandbox.url}/sandbox/clock`)).status

describe('an upgrade', () => {
  it.each([
    ['to a path that is no address', 'GET // HTTP/1.1', '400'],
    ['to an address that is none', 'GET http://[ HTTP/1.1', '400'],
    ['to a path with half a character', 'GET /%ff%zz HTTP/1.1', '404'],
    ['to nothing there is', 'GET /elsewhere HTTP/1.1', '404'],
    ['to everything', 'OPTIONS * HTTP/1.1', '404'],
  ])('%s is refused', async (_name, line, status) => {
    expect(await send([line, host(), ...UPGRADE])).toBe(status)
    expect(await isAlive()).toBe(200)
  })

  it.each([
    ['a web page elsewhere', () => [host(), 'Origin: http://evil.example']],
    ['a page without an origin of its own', () => [host(), 'Origin: null']],
    ['a turned name', () => ['Host: evil.example']],
    ['a host that is none', () => ['Host: [']],
  ])('from %s is refused before its path is read', async (_name, headers) => {
    for (const path of ['//', '/gateway'])
      expect(await send([`GET ${path} HTTP/1.1`, ...headers(), ...UPGRADE])).toBe('403')
    expect(await isAlive()).toBe(200)
  })

  it('of somebody who hangs up at once is forgotten', async () => {
    for (const path of ['//', '/elsewhere', '/gateway'])
      await send([`GET ${path} HTTP/1.1`, host(), ...UPGRADE], 'hang up')
    expect(await isAlive()).toBe(200)
  })
})

describe('a request', () => {
  it.each([
    ['GET // HTTP/1.1', '404'],
    ['GET http://[ HTTP/1.1', '400'],
    ['GET /%ff%zz HTTP/1.1', '404'],
    ['GET /attachments/1/__proto__/y HTTP/1.1', '404'],
    ['GET /attachments/1/constructor/y HTTP/1.1', '404'],
    ['GET /attachments/1/%ff/y HTTP/1.1', '404'],
  ])('%s is answered %s', async (line, status) => {
    expect(await send([line, host()])).toBe(status)
  })

  it('with half a character in an emoji is no fault of ours', async () => {
    const made = await stage.bot.rest('POST', `/channels/${HALL}/messages`, { content: 'x' })
    const path = `/channels/${HALL}/messages/${made.body.id}/reactions`
    expect((await stage.bot.rest('PUT', `${path}/%25ff/@me`)).status).toBe(204)
    expect((await stage.bot.rest('PUT', `${path}/%ff/@me`)).status).toBe(204)
  })

  it('with a form that is none is refused', async () => {
    const answer = await fetch(`${stage.sandbox.apiUrl}/v10/channels/${HALL}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${stage.sandbox.token}`, 'content-type': 'multipart/form-data' },
      body: 'no form',
    })
    expect([answer.status, await answer.json()]).toEqual([400, { code: 50035, message: 'Invalid Form Body' }])
  })
})

describe('a file with', () => {
  async function download(name: string, contentType: string): Promise<Response> {
    const base64 = Buffer.from('words').toString('base64')
    const options = { word: 'abc', file: name }
    const answer = stage.lin.command('pick', options, { attachments: [{ name, contentType, base64 }] })
    const asked = await stage.bot.event('INTERACTION_CREATE')
    await stage.bot.callback(asked, 4, { content: 'ok' })
    await answer
    const [attachment] = Object.values(asked.data?.resolved?.attachments ?? {})
    return fetch(attachment?.url ?? '')
  }

  it.each([
    ['half a character in its name', 'a\ud800.txt', 'text/plain'],
    ['a type that cannot be a header', 'b.txt', 'text/plain\r\nX: y'],
  ])('%s can be fetched', async (_what, name, contentType) => {
    const answer = await download(name, contentType)
    expect([answer.status, await answer.text()]).toEqual([200, 'words'])
  })
})

describe('a body that is too long', () => {
  const post = (type: string, body: NonNullable<RequestInit['body']>, more: RequestInit = {}) =>
    fetch(`${stage.sandbox.apiUrl}/v10/channels/${HALL}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${stage.sandbox.token}`, 'content-type': type },
      body,
      ...more,
    })
  const chunked = (bytes: number) => {
    let left = bytes
    return new ReadableStream<Uint8Array>({
      pull(controller) {
        if (left <= 0) return controller.close()
        left -= MIB
        controller.enqueue(new Uint8Array(MIB).fill(0x20))
      },
    })
  }
  const duplex: RequestInit & { duplex: 'half' } = { duplex: 'half' } // fetch asks for it, its types do not know it

  it.each([
    ['JSON', () => post('application/json', ' '.repeat(9 * MIB))],
    ['JSON of no told length', () => post('application/json', chunked(9 * MIB), duplex)],
    ['a form', () => post('multipart/form-data; boundary=x', new Uint8Array(26 * MIB))],
    ['a form of no told length', () => post('multipart/form-data; boundary=x', chunked(26 * MIB), duplex)],
  ])('is refused by Discord’s code: %s', async (_name, request) => {
    const answer = await request()
    expect([answer.status, await answer.json()]).toEqual([413, { code: 40005, message: 'Request entity too large' }])
  })

  it('is taken when it is within the limit, told or not', async () => {
    const json = JSON.stringify({ content: 'x' })
    for (const body of [json.padEnd(7 * MIB), new Blob([json.padEnd(7 * MIB)]).stream()]) {
      await stage.driver.advanceClock(5_001)
      expect((await post('application/json', body, duplex)).status).toBe(200)
    }
  })

  it('is refused to people, too', async () => {
    const call = stage.driver.call('POST', '/sandbox/clock', { advanceMs: 0, more: ' '.repeat(37 * MIB) })
    await expect(call).rejects.toThrow('413 tooLarge')
  })
})
