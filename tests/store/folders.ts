import { cpSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'

const made: string[] = []

/** A fresh folder that goes away after the test. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'yandu-store-'))
  made.push(folder)
  return folder
}

/** What a crash at this moment would leave, in a folder of its own. */
export async function copyOf(folder: string): Promise<string> {
  const copy = await newFolder()
  // At one moment, as a crash would see it: what works in the background cannot go on in between.
  cpSync(folder, copy, { recursive: true, filter: (file) => !file.endsWith('_lock') })
  return copy
}

/** To be called once in a test file that makes folders. */
export function removeFoldersAfterEach(): void {
  afterEach(async () => {
    await Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true, force: true })))
  })
}
