import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFileStore } from '../../src/store/file-store.ts'
import { StoreError } from '../../src/store/store-error.ts'
import { outputOf, spawnTs } from '../spawn.ts'
import { newFolder, removeFoldersAfterEach } from './folders.ts'

removeFoldersAfterEach()

describe('a data folder', () => {
  it.each([
    ['that is a file', 'store', 'store', 'a file.'],
    ['below a file', 'store', 'store/deep/er', 'a file on the way to it.'],
    ['of which the journal is a file', 'store/_journal', 'store', 'a file.'],
    ['of which the lock is a folder', 'store/_lock/x', 'store', 'one that the system refuses (E'],
    ['of which the mark is a folder', 'store/_saved/x', 'store', 'one that the system refuses (E'],
  ])('%s is refused by its name', async (_what, file, folder, found) => {
    const root = await newFolder()
    await mkdir(join(root, file, '..'), { recursive: true })
    await writeFile(join(root, file), '')
    const opening = openFileStore({ dir: join(root, folder) })
    await expect(opening).rejects.toThrow(StoreError)
    await expect(opening).rejects.toThrow(`DATA_DIR ${join(root, folder)}`)
    await expect(opening).rejects.toThrow(`: expected a folder that can be written, found ${found}`)
  })

  it.runIf(process.platform !== 'win32')('that this account may not write is refused', async () => {
    const root = await newFolder()
    await chmod(root, 0o755)
    const closed = join(root, 'closed')
    await mkdir(closed, { mode: 0o555 })
    for (const dir of [closed, join(closed, 'store')])
      expect(await outputOf(await spawnTs('tests/store/unprivileged.ts', [dir]))).toMatch(
        `DATA_DIR ${dir}: expected a folder that can be written, found one that the system refuses (EACCES`,
      )
  })
})
