import { expect, it } from 'vitest'
import { createLibrary } from '../../src/papers/library.ts'
import { readPaperFiles } from '../../src/papers/paper-file.ts'
import { createMemoryStore } from '../../src/store/memory-store.ts'

const shipped = await readPaperFiles('data/papers')

it('finds the same whether or not lookups were prepared', async () => {
  const [early, late] = [0, 1].map(() => createLibrary({ shipped, store: createMemoryStore() }))
  await late?.prepareLookups()
  const [found, expected] = await Promise.all(
    [early, late].map((library) => library?.lookUp('1', '数字孪生', { limit: 25 })),
  )
  expect(found?.results.length).toBeGreaterThan(0)
  expect(found).toEqual(expected)
})
