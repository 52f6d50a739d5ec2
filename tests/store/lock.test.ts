import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openFileStore } from '../../src/store/file-store.ts'
import { outputOf, spawnTs } from '../spawn.ts'
import { newFolder, removeFoldersAfterEach } from './folders.ts'

removeFoldersAfterEach()

async function startHolder(dir: string): Promise<ChildProcess> {
  const child = await spawnTs('tests/store/holder.ts', [dir], { stdio: ['ignore', 'pipe', 'inherit'] })
  if (child.stdout) await once(child.stdout, 'data')
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  const closed = once(child, 'close')
  child.kill('SIGKILL')
  await closed
}

it('a second process is refused and told who holds the folder', async () => {
  const dir = await newFolder()
  const child = await startHolder(dir)
  await expect(openFileStore({ dir })).rejects.toThrow(
    new RegExp(`DATA_DIR ${dir} is in use by process ${child.pid} \\(since \\d{4}-.*Z\\)`),
  )
  await kill(child)
})

it('a folder is the same under another path', async () => {
  const dir = await newFolder()
  const link = join(await newFolder(), 'link')
  await symlink(dir, link)
  const store = await openFileStore({ dir })
  await expect(openFileStore({ dir: link })).rejects.toThrow(`in use by process ${process.pid}`)
  await store.close()
})

it('the folder of a killed process is taken over', async () => {
  const dir = await newFolder()
  for (let i = 0; i < 3; i++) await kill(await startHolder(dir))
  const store = await openFileStore({ dir })
  await store.close()
})

it('of several that take over, one gets the folder', async () => {
  const dir = await newFolder()
  await kill(await startHolder(dir))
  const opened = await Promise.allSettled(Array.from({ length: 8 }, () => openFileStore({ dir })))
  const stores = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  expect(stores).toHaveLength(1)
  await stores[0]?.close()
})

it('a closed store lets the next one in', async () => {
  const dir = await newFolder()
  for (let i = 0; i < 3; i++) await (await openFileStore({ dir })).close()
})

it('a store that is open does not keep the process alive', async () => {
  const child = await spawnTs('tests/store/holder.ts', [await newFolder(), 'end'])
  expect(await outputOf(child)).toBe('open\n')
})

it('a folder whose path is too long for a socket is held all the same', async () => {
  const dir = join(await newFolder(), 'x'.repeat(100))
  const store = await openFileStore({ dir })
  await expect(openFileStore({ dir })).rejects.toThrow(`in use by process ${process.pid}`)
  await store.close()
})
