import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'

export type HttpContext = Context<{ Bindings: HttpBindings }>

const JSON_TYPE = { 'Content-Type': 'application/json' }

/**
 * Answers straight to the socket. The way over web streams costs up to a millisecond a request, and the bench
 * compares bots by round trips.
 */
export function sendText(
  context: HttpContext,
  status: number,
  headers: Record<string, string>,
  text: string,
): Response {
  const { outgoing } = context.env
  const length = text === '' ? {} : { 'Content-Length': String(Buffer.byteLength(text)) }
  if (!outgoing.destroyed) outgoing.writeHead(status, { ...headers, ...length }).end(text)
  return RESPONSE_ALREADY_SENT
}

export function sendJson(context: HttpContext, body: unknown, status = 200): Response {
  return sendText(context, status, JSON_TYPE, JSON.stringify(body))
}

/** Answers nothing: the connection stays open until the client gives up, or is cut at once. */
export function sendNothing(context: HttpContext, isCut: boolean): Response {
  if (isCut) context.env.incoming.socket.destroy()
  return RESPONSE_ALREADY_SENT
}
