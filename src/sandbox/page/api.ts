import type { InteractionRequest, InteractionResult, Message, State } from './types.ts'

/** What the sandbox refused, with its code and words. `status` 0: it could not be reached. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.code = code
  }
}

/** The sandbox's user API as one user. */
export class Api {
  readonly #userId: string

  constructor(userId: string) {
    this.#userId = userId
  }

  state(): Promise<State> {
    return this.#call<State>('GET', '/sandbox/state')
  }

  /** Newest last. `before`: only messages older than this id. */
  messages(channelId: string, limit: number, before?: string): Promise<Message[]> {
    const query = new URLSearchParams({ limit: String(limit), ...(before === undefined ? {} : { before }) })
    return this.#call<Message[]>('GET', `/sandbox/channels/${channelId}/messages?${query}`)
  }

  send(channelId: string, content: string): Promise<unknown> {
    return this.#call('POST', `/sandbox/channels/${channelId}/messages`, { content })
  }

  /** Resolves with the bot's first answer, or with kind `failed` when it gave none in time. */
  interact(request: InteractionRequest): Promise<InteractionResult> {
    return this.#call<InteractionResult>('POST', '/sandbox/interactions', request)
  }

  dismiss(channelId: string, messageId: string): Promise<unknown> {
    return this.#call('POST', `/sandbox/messages/${channelId}/${messageId}/dismiss`)
  }

  remove(channelId: string, messageId: string): Promise<unknown> {
    return this.#call('DELETE', `/sandbox/messages/${channelId}/${messageId}`)
  }

  setLocale(userId: string, locale: string): Promise<unknown> {
    return this.#call('PATCH', `/sandbox/users/${userId}`, { locale })
  }

  async #call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const headers: Record<string, string> = { 'x-sandbox-user': this.#userId }
    if (body !== undefined) headers['content-type'] = 'application/json'
    const init: RequestInit = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    const response = await fetch(path, init).catch((cause: unknown) => {
      throw new ApiError(0, 'unreachable', String(cause))
    })
    const answer: unknown = await response.json().catch(() => undefined)
    if (!response.ok) throw refusal(response.status, answer)
    // The sandbox and its page are built together: the answer has the shape its API declares.
    return answer as T
  }
}

function refusal(status: number, answer: unknown): ApiError {
  const error = field(answer, 'error')
  const code = field(error, 'code')
  const message = field(error, 'message')
  return new ApiError(status, String(code ?? status), typeof message === 'string' ? message : `HTTP ${status}`)
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
