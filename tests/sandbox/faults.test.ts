import { afterEach, describe, expect, it } from 'vitest'
import { DAILY, HALL, setStage } from './stage.ts'

const stage = setStage()

afterEach(() => stage.driver.clearFaults())

async function contents(channel: string): Promise<string[]> {
  return (await stage.alex.messages(channel)).map((message) => message.content)
}

describe('faults on purpose', () => {
  it('answer with a status, so many times, on what they match', async () => {
    await stage.driver.fault({
      method: 'POST',
      path: `^/channels/${HALL}/messages$`,
      times: 2,
      action: 'status',
      status: 500,
    })
    const post = (channel: string) => stage.bot.rest('POST', `/channels/${channel}/messages`, { content: 'x' })
    expect((await post(DAILY)).status).toBe(200)
    expect((await stage.bot.rest('GET', `/channels/${HALL}/messages`)).status).toBe(200)
    expect([(await post(HALL)).status, (await post(HALL)).status, (await post(HALL)).status]).toEqual([500, 500, 200])
  })

  it("answer with one of Discord's codes, or a 429 that says how long", async () => {
    await stage.driver.fault({
      path: '/users/@me',
      action: 'status',
      status: 403,
      code: 50001,
      message: 'Missing Access',
    })
    expect((await stage.bot.rest('GET', '/users/@me')).body).toEqual({ code: 50001, message: 'Missing Access' })
    await stage.driver.fault({ path: '/users/@me', action: 'status', status: 429, retryAfter: 2 })
    const refused = await stage.bot.rest('GET', '/users/@me')
    expect([refused.headers.get('retry-after'), refused.body.retry_after]).toEqual(['2', 2])
  })

  it('drop the socket before or after accepting', async () => {
    await stage.driver.fault({ path: 'messages$', action: 'drop' })
    await expect(stage.bot.rest('POST', `/channels/${DAILY}/messages`, { content: 'before' })).rejects.toThrow()
    expect(await contents(DAILY)).not.toContain('before')
    await stage.driver.fault({ path: 'messages$', action: 'dropAfterAccepting' })
    await expect(stage.bot.rest('POST', `/channels/${DAILY}/messages`, { content: 'after' })).rejects.toThrow()
    expect(await contents(DAILY)).toContain('after')
    expect((await stage.driver.requests()).at(-1)).toMatchObject({ status: 0, response: { content: 'after' } })
  })

  it('accept and never answer', async () => {
    await stage.driver.fault({ path: 'messages$', action: 'timeoutAfterAccepting' })
    const abort = new AbortController()
    const hanging = fetch(`${stage.sandbox.apiUrl}/v10/channels/${DAILY}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${stage.sandbox.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ content: 'unanswered' }),
      signal: abort.signal,
    })
    hanging.catch(() => {})
    await stage.alex.waitForMessage(DAILY, (message) => message.content === 'unanswered')
    abort.abort()
    await expect(hanging).rejects.toThrow()
  })

  it('are slow', async () => {
    await stage.driver.fault({ path: 'messages$', action: 'slow', delayMs: 50 })
    expect((await stage.bot.rest('GET', `/channels/${DAILY}/messages`)).status).toBe(200)
  })

  it('need a pattern that is one', async () => {
    await expect(stage.driver.fault({ path: '(', action: 'slow' })).rejects.toMatchObject({ code: 'badPattern' })
  })
})
