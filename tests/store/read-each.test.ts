import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { DocumentStore } from '../../src/store/document-store.ts'
import { openFileStore } from '../../src/store/file-store.ts'
import { createReadEach } from '../../src/store/read-each.ts'
import { DocumentError } from '../../src/store/store-error.ts'
import { newFolder, removeFoldersAfterEach } from './folders.ts'
import { members } from './kinds.ts'

removeFoldersAfterEach()

const keys = ['a', 'b', 'c'].map((name) => members.key('g', name))

/** A store with three documents, of which the second one's file holds the given text. */
async function storeWith(text: string): Promise<{ store: DocumentStore; file: string }> {
  const dir = await newFolder()
  for (const _generation of [1, 2]) {
    const store = await openFileStore({ dir })
    for (const [count, key] of keys.entries())
      await store.update([key], (docs) => {
        docs[0] = { count, language: `${docs[0]?.language ?? ''}x` }
      })
    await store.close()
  }
  for (const name of ['_journal', '_saved']) await rm(join(dir, name), { recursive: true })
  const file = join(dir, 'members', 'g', 'b.json')
  await writeFile(file, text)
  await rm(file.replace('.json', '.previous.json'))
  return { store: await openFileStore({ dir, onWarning: () => undefined }), file }
}

it.each([
  ['is no JSON', 'garbage'],
  ['does not fit its schema', '{"version":1,"sequence":1,"data":{"count":-1}}'],
  ['is of a newer program', '{"version":99,"sequence":1,"data":{}}'],
])('a document that %s is logged once, with its file, and left out', async (_what, text) => {
  const { store, file } = await storeWith(text)
  const logged: unknown[] = []
  const readEach = createReadEach({ store, logger: { error: (details) => logged.push(details) } })
  for (let times = 0; times < 3; times++) {
    const { found, unreadable } = await readEach([...keys, members.key('g', 'absent')])
    expect(found.map(({ document }) => document.count)).toEqual([0, 2])
    expect(unreadable).toBe(1)
  }
  expect(logged).toEqual([{ document: 'members/g/b', err: expect.any(DocumentError) }])
  expect(logged[0]).toMatchObject({ err: { message: expect.stringContaining(file) } })
  await store.close()
})

it('a document that was put right is read again', async () => {
  const { store, file } = await storeWith('garbage')
  const logged: unknown[] = []
  const readEach = createReadEach({ store, logger: { error: (details) => logged.push(details) } })
  await readEach(keys)
  await writeFile(file, '{"version":1,"sequence":1,"data":{"count":7}}')
  expect((await readEach(keys)).found.map(({ document }) => document.count)).toEqual([0, 7, 2])
  expect(logged).toHaveLength(1)
  await store.close()
})

it('a store that is closed is an error, not a folder without documents', async () => {
  const { store } = await storeWith('{"version":1,"sequence":1,"data":{"count":7}}')
  await store.close()
  await expect(createReadEach({ store })(keys)).rejects.toThrow('closed')
})
