import { expect, it } from 'vitest'
import { openFileStore } from '../../src/store/file-store.ts'
import { outputOf, spawnTs } from '../spawn.ts'
import { newFolder, removeFoldersAfterEach } from './folders.ts'
import { numbers } from './kinds.ts'

removeFoldersAfterEach()

// Only Linux lets a process limit its files and lift the limit again.
it.runIf(process.platform === 'linux')(
  'a full disk rejects updates, and later ones work when there is room',
  async () => {
    const dir = await newFolder()
    const outcome = JSON.parse(await outputOf(await spawnTs('tests/store/full-disk.ts', [dir])))
    const refused = expect.stringMatching(/_journal.*the change was not recorded: EFBIG/)
    expect(outcome).toEqual({
      before: 'recorded',
      during: [refused, refused, refused],
      seen: [{ list: [1] }, null],
      listed: ['numbers/one'],
      after: ['recorded', 'recorded'],
    })
    const store = await openFileStore({ dir })
    expect((await store.read(numbers.key('one')))?.list).toEqual([1, 3])
    expect((await store.read(numbers.key('two')))?.list).toHaveLength(1_000)
    await store.close()
  },
)
