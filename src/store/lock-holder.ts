import { connect } from 'node:net'
import { hostname } from 'node:os'
import { z } from 'zod'
import { errorCode } from './folder-sync.ts'

const ANSWER_WAIT_MS = 1_000

const answer = z.object({ pid: z.int(), since: z.string(), host: z.string() })

/** Who listens on a lock's socket: `unsure` is one that hung up without an answer, as a dying process does. */
export type Holder =
  | { readonly state: 'alive'; readonly about?: z.infer<typeof answer> }
  | { readonly state: 'dead' }
  | { readonly state: 'unsure' }

/** Asks who holds the lock. Never rejects. */
export function askHolder(address: string): Promise<Holder> {
  return new Promise((resolve) => {
    const socket = connect(address)
    let text = ''
    socket.setEncoding('utf8')
    socket.setTimeout(ANSWER_WAIT_MS, () => {
      resolve({ state: 'alive' }) // a process that is stopped or busy still holds the folder
      socket.destroy()
    })
    socket.on('data', (part) => {
      text += part
    })
    socket.on('error', (error) => resolve(isNobody(errorCode(error)) ? { state: 'dead' } : { state: 'unsure' }))
    socket.on('close', () => resolve(parseAnswer(text)))
  })
}

/** "process 1234 (since …)", with the host when it is not this one, as in another container. */
export function describeHolder(holder: Holder): string {
  if (holder.state !== 'alive' || holder.about === undefined) return 'another process, which does not answer'
  const { pid, since, host } = holder.about
  return `process ${pid} (since ${since}${host === hostname() ? '' : `, on ${host}`})`
}

function isNobody(code: string | undefined): boolean {
  return code === 'ECONNREFUSED' || code === 'ENOENT'
}

function parseAnswer(text: string): Holder {
  try {
    return { state: 'alive', about: answer.parse(JSON.parse(text)) }
  } catch {
    return { state: 'unsure' }
  }
}
