import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SandboxDriver } from '../e2e/driver.ts'
import type { Response } from '../e2e/wire.ts'

const WITHIN_MS = 1_000

/** A button under a message. */
export interface Button {
  readonly channelId: string
  readonly messageId: string
  readonly customId: string
}

/** How one member's click went. */
export interface Click {
  readonly member: string
  readonly response: Omit<Response, 'interactionId'>
  /** From the click to the last byte of the answer. */
  readonly ms: number
}

/** Members click the same button, spread evenly over a second. The sandbox fails what takes longer than 3 s. */
export async function clickTogether(driver: SandboxDriver, members: readonly string[], button: Button) {
  const agent = new Agent({ keepAlive: true })
  const body = JSON.stringify({ type: 'component', ...button })
  const begun = performance.now()
  const clicks = members.map(async (member, index): Promise<Click> => {
    const at = begun + (index / members.length) * WITHIN_MS
    await sleep(at - performance.now())
    const from = performance.now()
    const text = await post(`${driver.url}/sandbox/interactions`, body, member, agent)
    const ms = performance.now() - from
    const { response }: Pick<Click, 'response'> = JSON.parse(text)
    return { member, response, ms }
  })
  return Promise.all(clicks).finally(() => agent.destroy())
}

/** By node:http, since a thousand of `fetch` at once would take this process longer than the sandbox needs. */
function post(url: string, body: string, member: string, agent: Agent): Promise<string> {
  const headers = { 'X-Sandbox-User': member, 'Content-Type': 'application/json', 'Content-Length': body.length }
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, agent }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => {
        text += part
      })
      answer.once('end', () => resolve(text))
      answer.once('error', reject)
    })
    sent.once('error', (error: NodeJS.ErrnoException) => {
      // The sandbox closes a connection that was idle for 5 s; a member whose click met that clicks again (Node: request.reusedSocket).
      if (sent.reusedSocket && error.code === 'ECONNRESET') resolve(post(url, body, member, agent))
      else reject(error)
    })
    sent.end(body)
  })
}
