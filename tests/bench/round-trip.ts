import { z } from 'zod'
import type { SandboxDriver } from '../e2e/driver.ts'

/** What a person does, as `POST /sandbox/interactions` takes it. */
export type Deed =
  | { type: 'command'; channelId: string; name: string; options?: Record<string, string> }
  | { type: 'component'; channelId: string; messageId: string; customId: string }

const Answered = z.object({
  response: z.object({
    kind: z.literal('message'),
    message: z.object({ content: z.string(), embeds: z.array(z.unknown()) }),
  }),
})
export type AnswerMessage = z.infer<typeof Answered>['response']['message']

/**
 * Milliseconds from a person's deed to the last byte of the bot's answer. Connections are kept alive, so that only the
 * round trip counts; what comes is read and judged after the clock has stopped.
 * @throws Error unless the bot answered with the expected message, at once
 */
export async function timeRoundTrip(
  { url }: SandboxDriver,
  user: string,
  deed: Deed,
  isExpected: (message: AnswerMessage) => boolean,
): Promise<number> {
  const headers = { 'X-Sandbox-User': user, 'Content-Type': 'application/json' }
  const body = JSON.stringify(deed)
  const from = performance.now()
  const response = await fetch(`${url}/sandbox/interactions`, { method: 'POST', headers, body })
  const text = await response.text()
  const ms = performance.now() - from
  const answered = Answered.safeParse(JSON.parse(text)).data
  if (!answered || !isExpected(answered.response.message))
    throw new Error(`${body}: not the answer that was expected: ${text}`)
  return ms
}
