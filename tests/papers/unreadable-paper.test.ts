import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { createLibrary } from '../../src/papers/library.ts'
import { readPaperFiles } from '../../src/papers/paper-file.ts'
import { createGuildTerms } from '../../src/papers/terms.ts'
import { openFileStore } from '../../src/store/file-store.ts'

const shipped = await readPaperFiles('data/papers')
const [first] = shipped
if (!first) throw new Error('expected shipped papers')
const own = { ...first, id: 'own' }

let dir = ''
afterEach(() => rm(dir, { recursive: true, force: true }))

it('a paper that cannot be read is logged with its file and left out; the rest of the library stands', async () => {
  dir = await mkdtemp(join(tmpdir(), 'yandu-library-'))
  const file = join(dir, 'papers', '1', 'bad.json')
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, '{"version":1,"sequence":1,"data":{"paper":5,"removedAt":null}}')
  const store = await openFileStore({ dir, onWarning: () => undefined })
  const logged: { err?: unknown }[] = []
  const library = createLibrary({
    shipped,
    store,
    terms: createGuildTerms({ store }),
    logger: { error: (details) => logged.push(details) },
  })

  await library.publish('1', own)
  const ids = (await library.papers('1')).map(({ id }) => id)
  expect(ids).toEqual([...shipped.map(({ id }) => id), 'own'])
  expect((await library.lookUp('1', '数字孪生', { limit: 5 })).results.length).toBeGreaterThan(0)
  expect(await library.removed('1')).toEqual([])
  expect(logged).toEqual([{ document: 'papers/1/bad', err: expect.any(Error) }])
  expect(String(logged[0]?.err)).toContain(file)
  await store.close()
})
