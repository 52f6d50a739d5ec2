import { z } from 'zod'

/** A failure on purpose. `path` is a regular expression over the path below /api/v10. */
export const faultSchema = z.object({
  method: z.string().optional(),
  path: z.string(),
  times: z.number().int().min(1).default(1),
  action: z.enum(['status', 'timeoutAfterAccepting', 'dropAfterAccepting', 'drop', 'slow']),
  status: z.number().int().min(200).max(599).default(500),
  code: z.number().int().default(0),
  message: z.string().default('A fault on purpose'),
  retryAfter: z.number().optional(),
  delayMs: z.number().int().min(0).default(1_000),
})

export type Fault = z.infer<typeof faultSchema>

interface Armed {
  fault: Fault
  pattern: RegExp
  left: number
}

/** The faults that tests have switched on; each strikes `times` requests and is then gone. */
export class Faults {
  #armed: Armed[] = []

  /** @throws SyntaxError if the path is no regular expression */
  add(fault: Fault): void {
    this.#armed.push({ fault, pattern: new RegExp(fault.path), left: fault.times })
  }

  clear(): void {
    this.#armed = []
  }

  /** The fault that this request meets, if any. */
  take(method: string, path: string): Fault | undefined {
    if (this.#armed.length === 0) return undefined
    const hit = this.#armed.find(
      ({ fault, pattern }) => (!fault.method || fault.method.toUpperCase() === method) && pattern.test(path),
    )
    if (!hit) return undefined
    hit.left -= 1
    if (hit.left === 0) this.#armed = this.#armed.filter((armed) => armed !== hit)
    return hit.fault
  }
}
