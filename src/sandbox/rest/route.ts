import type { Core } from '../core.ts'
import type { UploadedFile } from '../messages/attachments.ts'
import type { Bucket } from './rate-limits.ts'

/** A request of the bot, read and authorized. */
export interface Call {
  /** By name; absent ones are empty, so that they find nothing. */
  param(name: string): string
  query: URLSearchParams
  body: unknown
  files: UploadedFile[]
}

export interface Reply {
  status: number
  body?: unknown
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below /api/v10. */
  path: string
  /** Discord authorizes interaction callbacks and webhooks by the token in their path. */
  auth: 'bot' | 'path'
  /** Limits apart from the default. */
  limit?: Omit<Bucket, 'name'>
  handle(core: Core, call: Call): Reply
}

type Handler = Route['handle']

/** A route for which the bot must be logged in. */
export function botRoute(method: Route['method'], path: string, handle: Handler): Route {
  return { method, path, auth: 'bot', handle }
}

export const ok = (body: unknown): Reply => ({ status: 200, body })
export const created = (body: unknown): Reply => ({ status: 201, body })
export const done = (): Reply => ({ status: 204 })
