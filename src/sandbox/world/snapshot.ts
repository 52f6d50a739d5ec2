import { mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { seedWorld } from './seed.ts'
import type { World } from './world.ts'

const WRITE_AFTER_MS = 500 // changes that come together are written together

/** The world of a state file, or the seeded one if there is no file yet. @throws Error that names a damaged file */
export async function readWorld(file: string | undefined): Promise<World> {
  if (!file) return seedWorld()
  const text = await readText(file)
  if (text === undefined) return seedWorld()
  try {
    const world: unknown = JSON.parse(text)
    if (isWorld(world)) return world
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new Error(
    `The sandbox's state file ${file} is damaged: expected JSON with "version": 1. Delete it to start afresh.`,
  )
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function isWorld(value: unknown): value is World {
  return typeof value === 'object' && value !== null && 'version' in value && value.version === 1 && 'guild' in value
}

/** Writes the world to its file a moment after each change, and at the end. */
export class Snapshot {
  readonly #file: string | undefined
  readonly #take: () => World
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()

  constructor(file: string | undefined, take: () => World) {
    this.#file = file
    this.#take = take
  }

  /** Says that something changed. */
  touch(): void {
    if (!this.#file || this.#timer) return
    this.#timer = setTimeout(() => this.#write(), WRITE_AFTER_MS)
    this.#timer.unref()
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer)
    this.#write()
    await this.#writing
  }

  #write(): void {
    this.#timer = undefined
    const file = this.#file
    if (!file) return
    this.#writing = this.#writing
      .then(() => mkdir(dirname(file), { recursive: true }))
      .then(() => writeFileAtomic(file, JSON.stringify(this.#take())))
      .catch((error: unknown) => console.error(`sandbox: cannot write ${file}`, error))
  }
}
