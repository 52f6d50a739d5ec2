import type { HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import { z } from 'zod'
import { sendJson } from '../answer.ts'
import type { Core } from '../core.ts'
import type { Drop, Gateway } from '../gateway/gateway.ts'
import { expireInteractions, failSkipped } from '../interactions/open.ts'
import { faultSchema } from '../rest/faults.ts'
import { changeSchema, changeWorld } from '../world/changes.ts'
import { readBody } from './body.ts'
import { UserRefusal } from './refusal.ts'

const RECONNECT_LATER = 4_000 // close code after which clients come back and resume

const dropSchema = z.object({
  how: z.enum(['close', 'terminate', 'reconnect', 'invalidSession'] satisfies Drop[]).default('close'),
  code: z.number().int().min(1_000).max(4_999).default(RECONNECT_LATER),
})
const clockSchema = z.object({ advanceMs: z.number().min(0) })

/** What only tests and the curious need: faults, the clock, the world's state, the log of requests. */
export function addTestControls(app: Hono<{ Bindings: HttpBindings }>, core: Core, gateway: Gateway): void {
  app.post('/faults', async (context) => {
    const fault = await readBody(context, faultSchema)
    try {
      core.faults.add(fault)
    } catch (error) {
      if (error instanceof SyntaxError) throw new UserRefusal(400, 'badPattern', error.message)
      throw error
    }
    return sendJson(context, {})
  })
  app.delete('/faults', (context) => {
    core.faults.clear()
    return sendJson(context, {})
  })
  app.post('/gateway/drop', async (context) => {
    const { how, code } = await readBody(context, dropSchema)
    gateway.drop(how, code)
    return sendJson(context, {})
  })
  app.post('/world', async (context) => sendJson(context, changeWorld(core, await readBody(context, changeSchema))))
  app.get('/requests', (context) => {
    const since = Number(context.req.query('since') ?? 0)
    return sendJson(context, {
      requests: core.requests.since(Number.isFinite(since) ? since : 0),
      last: core.requests.last,
    })
  })
  app.get('/clock', (context) => sendJson(context, { now: core.clock.now(), ahead: core.clock.ahead }))
  app.post('/clock', async (context) => {
    core.clock.advance((await readBody(context, clockSchema)).advanceMs)
    failSkipped(core)
    expireInteractions(core)
    core.bus.tell({ type: 'stateChange' })
    return sendJson(context, { now: core.clock.now(), ahead: core.clock.ahead })
  })
}
