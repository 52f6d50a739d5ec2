import { mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { codeOf, SandboxError } from '../sandbox-error.ts'
import { seedWorld } from './seed.ts'
import type { World } from './world.ts'
import { faultOfWorld, isWorld } from './world-schema.ts'

/** A whole world is written each time, so a busy one is left to finish what it does, but not for ever. */
const WRITE_WHEN_IDLE_MS = 2_000
const WRITE_AT_LEAST_MS = 10_000

/** The world of a state file, or the seeded one if there is no file yet. @throws SandboxError that names a bad file */
export async function readWorld(file: string | undefined): Promise<World> {
  if (!file) return seedWorld()
  const text = await readText(file)
  if (text === undefined) return seedWorld()
  const world = parseJson(text)
  if (isWorld(world)) return world
  const fault = world === undefined ? `text of ${text.length} characters that is not JSON` : faultOfWorld(world)
  throw new SandboxError(
    `${file}: expected the sandbox's saved world, found ${fault}. Delete or move the file to start afresh.`,
  )
}

/** Undefined for what is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw new SandboxError(
      `${file}: expected the sandbox's saved world, found what cannot be read (${String(error)}). Delete or move it to start afresh.`,
      { cause: error },
    )
  }
}

/** Writes the world to its file when changes have come to rest, now and then while they do not, and at the end. */
export class Snapshot {
  readonly #file: string | undefined
  readonly #take: () => World
  #timer: NodeJS.Timeout | undefined
  /** When it is written though changes go on, as `performance.now` tells it. */
  #latest = Number.POSITIVE_INFINITY
  #writing: Promise<void> = Promise.resolve()

  constructor(file: string | undefined, take: () => World) {
    this.#file = file
    this.#take = take
  }

  /** Says that something changed. */
  touch(): void {
    if (!this.#file) return
    const now = performance.now()
    this.#latest = Math.min(this.#latest, now + WRITE_AT_LEAST_MS)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#write(), Math.min(WRITE_WHEN_IDLE_MS, this.#latest - now))
    this.#timer.unref()
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer)
    this.#write()
    await this.#writing
  }

  #write(): void {
    this.#latest = Number.POSITIVE_INFINITY
    const file = this.#file
    if (!file) return
    this.#writing = this.#writing
      .then(() => mkdir(dirname(file), { recursive: true }))
      .then(() => writeFileAtomic(file, JSON.stringify(this.#take())))
      .catch((error: unknown) => console.error(`sandbox: cannot write ${file}`, error))
  }
}
