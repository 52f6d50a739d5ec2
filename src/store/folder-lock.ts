import { randomUUID } from 'node:crypto'
import { chmod, link, rename } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { unlinkIfThere } from './checkpoint-file.ts'
import { errorCode, FILE_MODE } from './folder-sync.ts'
import { lockAddresses } from './lock-address.ts'
import { askHolder, describeHolder } from './lock-holder.ts'
import { StoreError } from './store-error.ts'

/** A process that is being killed may answer for a moment; a living one does so for longer. */
const PATIENCE_MS = 1_000
const RETRY_MS = 10

export interface FolderLock {
  release(): Promise<void>
}

/**
 * Makes this process the only one on the folder, until it releases the lock or dies: the lock is a listening socket,
 * which the system closes with the process, so nothing has to be cleaned up after a crash.
 * Throws a StoreError that names the process that holds the folder.
 */
export async function lockFolder(dir: string): Promise<FolderLock> {
  const { name, file } = await lockAddresses(dir)
  const named = name === undefined ? undefined : await takeName(name, dir)
  try {
    const filed = file === undefined ? undefined : await takeFile(file, dir)
    return { release: () => release(named, filed, file) }
  } catch (error) {
    await release(named)
    throw error
  }
}

async function release(named?: Server, filed?: Server, file?: string): Promise<void> {
  if (filed !== undefined && file !== undefined) await unlinkIfThere(file) // while it is ours for sure
  if (filed !== undefined) await closeServer(filed)
  if (named !== undefined) await closeServer(named)
}

/** Listens under a name of which the system sees to it that only one process has it. */
async function takeName(name: string, dir: string): Promise<Server> {
  const giveUp = performance.now() + PATIENCE_MS
  for (;;) {
    try {
      return await listen(name)
    } catch (error) {
      if (errorCode(error) !== 'EADDRINUSE') throw error
    }
    const holder = await askHolder(name)
    if (holder.state === 'alive' || performance.now() > giveUp) throw inUse(dir, describeHolder(holder))
    await sleep(RETRY_MS)
  }
}

/**
 * Listens on a socket file. A crash leaves the file, on which nobody answers: it is moved away before it is removed,
 * so that of two processes that find it dead only one removes it, and the other sees that it moved a living one.
 */
async function takeFile(file: string, dir: string): Promise<Server | undefined> {
  const own = `${file}.${randomUUID().slice(0, 8)}`
  const server = await listen(own).catch(() => undefined)
  if (server === undefined) return undefined // no sockets on this file system (some mounted folders): the name has to do
  try {
    await chmod(own, FILE_MODE)
    while (!(await linkFirst(own, file))) await clearDead(file, dir)
    return server
  } catch (error) {
    await closeServer(server)
    throw error
  } finally {
    await unlinkIfThere(own)
  }
}

async function clearDead(file: string, dir: string): Promise<void> {
  await assertDead(file, dir)
  const moved = `${file}.${randomUUID().slice(0, 8)}`
  await rename(file, moved).catch(ignoreMissing)
  try {
    await assertDead(moved, dir)
  } catch (error) {
    await link(moved, file).catch(() => undefined)
    throw error
  } finally {
    await unlinkIfThere(moved)
  }
}

async function assertDead(file: string, dir: string): Promise<void> {
  const giveUp = performance.now() + PATIENCE_MS
  for (;;) {
    const holder = await askHolder(file)
    if (holder.state === 'dead') return
    if (holder.state === 'alive' || performance.now() > giveUp) throw inUse(dir, describeHolder(holder))
    await sleep(RETRY_MS)
  }
}

async function linkFirst(own: string, file: string): Promise<boolean> {
  try {
    await link(own, file)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
}

async function listen(address: string): Promise<Server> {
  const answer = JSON.stringify({ pid: process.pid, since: startedAt(), host: hostname() })
  const server = createServer((socket) => {
    socket.on('error', () => undefined) // who asks may hang up at any time
    socket.end(answer)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(address, resolve)
  })
  return server.unref()
}

function startedAt(): string {
  return new Date(Date.now() - process.uptime() * 1000).toISOString()
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
  })
}

function ignoreMissing(error: unknown): void {
  if (errorCode(error) !== 'ENOENT') throw error
}

function inUse(dir: string, holder: string): StoreError {
  return new StoreError(`DATA_DIR ${dir} is in use by ${holder}. Stop it first, or choose another folder.`)
}
