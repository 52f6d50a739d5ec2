const MAX_ENTRIES = 5_000 // a bounded ring: enough for the longest end-to-end test

/** One REST request of the bot and its answer. */
export interface LoggedRequest {
  /** Counts up from 1; ask for what came since by it. */
  seq: number
  /** Sandbox time at arrival, ms since 1970. */
  at: number
  method: string
  /** Below /api/v10, with its query. */
  path: string
  /** Parsed JSON; for multipart `{ payload_json, files: [{ name, contentType, size }] }`. */
  body: unknown
  /** 0 while under way, or when the answer was withheld on purpose. */
  status: number
  response: unknown
}

interface Entry {
  seq: number
  at: number
  method: string
  path: string
  body: unknown
  status: number
  response: unknown
}

/** Keeps the bot's last 5,000 requests. Answers are kept as text and parsed when asked for. */
export class RequestLog {
  readonly #entries: Entry[] = []
  #seq = 0

  begin(at: number, method: string, path: string): Entry {
    this.#seq += 1
    const entry: Entry = { seq: this.#seq, at, method, path, body: undefined, status: 0, response: undefined }
    this.#entries.push(entry)
    // Dropping in blocks keeps the cost of a request constant.
    if (this.#entries.length >= MAX_ENTRIES * 2) this.#entries.splice(0, this.#entries.length - MAX_ENTRIES)
    return entry
  }

  since(seq: number): LoggedRequest[] {
    const kept = this.#entries.slice(-MAX_ENTRIES).filter((entry) => entry.seq > seq)
    return kept.map((entry) => ({ ...entry, response: parsed(entry.response) }))
  }

  get last(): number {
    return this.#seq
  }
}

function parsed(response: unknown): unknown {
  if (typeof response !== 'string' || response === '') return undefined
  try {
    return JSON.parse(response)
  } catch (error) {
    if (error instanceof SyntaxError) return response
    throw error
  }
}
