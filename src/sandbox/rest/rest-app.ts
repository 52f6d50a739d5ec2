import { setTimeout as sleep } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { type HttpContext, sendNothing, sendText } from '../answer.ts'
import type { Core } from '../core.ts'
import { DiscordError, notBuilt, refuse } from '../discord-error.ts'
import { refuseField } from '../form-body.ts'
import { isSnowflake } from '../world/snowflakes.ts'
import { loggedBody, readBody } from './body.ts'
import type { Fault } from './faults.ts'
import { DEFAULT_LIMIT } from './rate-limits.ts'
import type { Route } from './route.ts'

interface Answer {
  status: number
  headers: Record<string, string>
  text: string
}

/** Discord's REST API v10. Everything it does not know is answered 501 and logged. */
export function createRestApp(core: Core, routes: Route[]): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  for (const route of routes) app.on(route.method, route.path, (context) => serve(core, route, context))
  app.all('*', (context) => serve(core, undefined, context))
  return app
}

async function serve(core: Core, route: Route | undefined, context: HttpContext): Promise<Response> {
  const { method } = context.req
  const path = pathBelowApi(context.req.url)
  const entry = core.requests.begin(core.clock.now(), method, path)
  const fault = core.faults.take(method, path)
  if (fault?.action === 'drop') return sendNothing(context, true)
  if (fault?.action === 'slow') await sleep(fault.delayMs)
  const answer = await answerTo(core, route, context, fault, (body) => {
    entry.body = body
  })
  entry.response = answer.text
  if (fault?.action === 'dropAfterAccepting') return sendNothing(context, true)
  if (fault?.action === 'timeoutAfterAccepting') return sendNothing(context, false)
  entry.status = answer.status
  return sendText(context, answer.status, answer.headers, answer.text)
}

function pathBelowApi(url: string): string {
  const start = url.indexOf('/api/v10')
  return start < 0 ? url : url.slice(start + '/api/v10'.length)
}

async function answerTo(
  core: Core,
  route: Route | undefined,
  context: HttpContext,
  fault: Fault | undefined,
  keep: (body: unknown) => void,
): Promise<Answer> {
  const headers: Record<string, string> = { 'Content-Type': 'application/json' }
  try {
    const read = await readBody(context.req.raw)
    keep(loggedBody(read))
    if (fault?.action === 'status') throw faultError(fault)
    if (!route) throw notBuilt(`${context.req.method} ${context.req.path}`)
    if (route.auth === 'bot') requireToken(core, context.req.header('authorization'))
    refuseBadIds(context.req.param())
    const bucket = { name: `${route.method} ${route.path}`, ...(route.limit ?? DEFAULT_LIMIT) }
    Object.assign(headers, core.limits.take(bucket, majorOf(context), core.clock.now()))
    const query = new URL(context.req.url).searchParams
    const reply = route.handle(core, { ...read, query, param: (name) => context.req.param(name) ?? '' })
    if (reply.body === undefined) {
      delete headers['Content-Type']
      return { status: reply.status, headers, text: '' }
    }
    return { status: reply.status, headers, text: JSON.stringify(reply.body) }
  } catch (error) {
    if (!(error instanceof DiscordError)) throw error
    if (error.status === 501) console.warn(`sandbox: ${error.message}`)
    return { status: error.status, headers: { ...headers, ...error.headers }, text: JSON.stringify(error.body) }
  }
}

function requireToken(core: Core, header: string | undefined): void {
  if (header !== `Bot ${core.token}`) throw refuse('unauthorized')
}

/** Ids in a path, apart from words such as `@original`. */
const IDS = ['application', 'channel', 'command', 'guild', 'interaction', 'message', 'role', 'user']

function refuseBadIds(params: Record<string, string>): void {
  for (const name of IDS) {
    const id = params[name]
    if (id === undefined || id.startsWith('@') || isSnowflake(id)) continue
    refuseField([`${name}_id`], 'NUMBER_TYPE_COERCE', `Value "${id}" is not snowflake.`)
  }
}

/** Discord counts limits per channel, server or webhook. */
function majorOf(context: HttpContext): string {
  return context.req.param('channel') ?? context.req.param('guild') ?? context.req.param('token') ?? 'global'
}

function faultError(fault: Fault): DiscordError {
  if (fault.retryAfter === undefined) return new DiscordError(fault.status, fault.code, fault.message)
  const more = { retry_after: fault.retryAfter, global: false }
  return new DiscordError(fault.status, fault.code, fault.message, more, { 'Retry-After': String(fault.retryAfter) })
}
