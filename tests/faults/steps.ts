import { channel } from 'node:diagnostics_channel'
import { writeSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

const STDOUT = 1
const COUNTED_REQUESTS = /^\/api\/v10\/(channels|interactions)\// // not the log-in

/** What a process does to the outside, step by step; at one of them it is killed. */
export interface Steps {
  /** How many there were. */
  count(): number
  /** Whether a write or a request is under way. */
  isBusy(): boolean
}

/** As undici tells of a request on its diagnostics channels. */
interface RequestMessage {
  readonly request: { readonly method: string; readonly path: string }
}

/**
 * Counts the steps of this process from now on: before and behind each write to the journal, when the disk has it, and
 * before each request, when it is sent, and when its answer is there. Each is told on stdout. At the step of that number
 * the process is killed by SIGKILL, at once: nothing that it would do next is done.
 */
export async function countSteps(diesAt: number | undefined, folder: string): Promise<Steps> {
  const underWay = new Set<unknown>()
  let count = 0
  const step = (name: string) => {
    const isLast = count === diesAt
    writeSync(STDOUT, `${count++} ${name}${isLast ? ': killed' : ''}\n`)
    if (isLast) process.kill(process.pid, 'SIGKILL')
  }
  await watchJournal(folder, step, underWay)
  watchRequests(step, underWay)
  return { count: () => count, isBusy: () => underWay.size > 0 }
}

/** Only the journal is appended to, so an appending handle is its. */
async function watchJournal(folder: string, step: (name: string) => void, underWay: Set<unknown>): Promise<void> {
  const handle = await open(folder, 'r')
  const prototype: FileHandle = Object.getPrototypeOf(handle)
  await handle.close()
  const { appendFile, datasync } = prototype
  const unsynced = new WeakSet<FileHandle>()
  prototype.appendFile = async function (this: FileHandle, ...args) {
    underWay.add(this)
    step('journal: before the write')
    await appendFile.apply(this, args)
    step('journal: written')
    unsynced.add(this)
  }
  prototype.datasync = async function (this: FileHandle) {
    await datasync.apply(this)
    underWay.delete(this)
    if (unsynced.delete(this)) step('journal: on the disk')
  }
}

function watchRequests(step: (name: string) => void, underWay: Set<unknown>): void {
  const on = (event: string, name: string | undefined, isUnderWay: boolean) =>
    channel(`undici:request:${event}`).subscribe((message) => {
      const { request } = message as RequestMessage // undici documents it
      if (isUnderWay) underWay.add(request)
      else underWay.delete(request)
      if (name !== undefined && COUNTED_REQUESTS.test(request.path)) step(`${shown(request)}: ${name}`)
    })
  on('create', 'before it is sent', true)
  on('bodySent', 'sent', true)
  on('headers', 'answered', true)
  on('trailers', undefined, false)
  on('error', 'without an answer', false)
}

/** Method and path without the token of an interaction. */
function shown({ method, path }: RequestMessage['request']): string {
  return `${method} ${path.replace('/api/v10', '').replace(/[\w-]{60,}/, '…')}`
}
