import { openFileStore } from '../../src/store/file-store.ts'
import { createMemoryStore } from '../../src/store/memory-store.ts'
import { describeKeys, describeStore } from './contract.ts'
import { newFolder, removeFoldersAfterEach } from './folders.ts'

removeFoldersAfterEach()
describeKeys()
describeStore('memory', async () => createMemoryStore())
describeStore('files', async () => openFileStore({ dir: await newFolder() }))
// Everything is saved, evicted and read again all the time, and segments are dropped.
describeStore('files in a hurry', async () =>
  openFileStore({ dir: await newFolder(), checkpointDelayMs: 1, segmentBytes: 2_000, cachedDocuments: 1 }),
)
