import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLibrary, type Library } from '../../src/papers/library.ts'
import type { Paper } from '../../src/papers/paper.ts'
import { readPaperFiles } from '../../src/papers/paper-file.ts'
import { createGuildTerms } from '../../src/papers/terms.ts'
import type { DocumentStore } from '../../src/store/document-store.ts'
import { createMemoryStore } from '../../src/store/memory-store.ts'

const shipped = (await readPaperFiles('data/papers')).filter(({ id }) => ['001', '003a', '004'].includes(id)) // a whole library costs more to index

function openLibrary(store: DocumentStore = createMemoryStore()): Library {
  return createLibrary({ shipped, store, terms: createGuildTerms({ store }) })
}

it('finds the same whether or not lookups were prepared', async () => {
  const [early, late] = [openLibrary(), openLibrary()]
  await late.prepareLookups()
  const [found, expected] = await Promise.all(
    [early, late].map((library) => library.lookUp('1', '数字孪生', { limit: 25 })),
  )
  expect(found?.results.length).toBeGreaterThan(0)
  expect(found).toEqual(expected)
})

/** A server's own paper of some key points, of which the texts are given. */
function ownPaper(id: string, texts: readonly string[]): Paper {
  const keyPoints = texts.map((text, index) => ({
    id: `k${index}`,
    section: '',
    kind: 'claim' as const,
    text,
    gloss: '',
    keywords: [],
    aliases: [],
  }))
  const line = { zh: `本地文章 ${id}` }
  return {
    id,
    title: line,
    authors: [],
    language: 'zh-CN',
    tldr: line,
    summary: line,
    sections: [],
    keyPoints,
    questions: [],
  }
}

const TEXTS = ['城市更新要先修地下管网', '夜间经济带动餐饮就业', '社区食堂方便老人吃饭', '共享单车解决最后一公里']
const QUERIES = ['地下管网', 'yejianjingji', '社區食堂', '单车 最后一公里', '数字孪生']
const change = fc.oneof(
  fc.record({
    do: fc.constant('publish' as const),
    id: fc.constantFrom('a', 'b', '004'),
    texts: fc.subarray(TEXTS, { minLength: 1 }),
  }),
  fc.record({
    do: fc.constantFrom('remove' as const, 'restore' as const),
    id: fc.constantFrom('a', 'b', '004', '001'),
  }),
)

describe('a server that changes its papers', () => {
  it('finds after any changes what a library that is opened then finds, and members of others see nothing of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const store = createMemoryStore()
        const library = openLibrary(store)
        await library.lookUp('1', '数字孪生', { limit: 5 })
        for (const one of changes) {
          if (one.do === 'publish') await library.publish('1', ownPaper(one.id, one.texts))
          else if (one.do === 'remove') await library.remove('1', one.id, 1)
          else await library.restore('1', one.id)
        }
        const fresh = openLibrary(store)
        expect(await library.papers('1')).toEqual(await fresh.papers('1'))
        expect(await library.removed('1')).toEqual(await fresh.removed('1'))
        for (const query of QUERIES)
          expect(await library.lookUp('1', query, { limit: 10 })).toEqual(await fresh.lookUp('1', query, { limit: 10 }))
        expect(await library.papers('2')).toEqual(shipped)
      }),
      { numRuns: 12 },
    )
  })

  it('finds a new key point at once', async () => {
    const library = openLibrary()
    expect((await library.lookUp('1', '社区食堂', { limit: 5 })).results.filter(({ low }) => !low)).toEqual([])
    await library.publish('1', ownPaper('a', TEXTS))
    const [best] = (await library.lookUp('1', 'shequshitang', { limit: 5 })).results
    expect(best?.entry).toMatchObject({ paper: 'a', text: TEXTS[2] })
    await library.publish('1', ownPaper('a', TEXTS.slice(0, 1)))
    expect((await library.lookUp('1', '社区食堂', { limit: 5 })).results.filter(({ low }) => !low)).toEqual([])
  })
})

describe('what is looked for', () => {
  it('can be one paper, one kind, one section with those below it', async () => {
    const library = openLibrary()
    const { results } = await library.lookUp('1', '产业', { limit: 25, paper: '003a', kind: 'strategy' })
    expect(results.length).toBeGreaterThan(1)
    for (const { entry } of results) expect(entry).toMatchObject({ paper: '003a', kind: 'strategy' })
    const section = results[0]?.entry.section.split('.')[0]
    const below = await library.lookUp('1', '产业', { limit: 25, paper: '003a', section })
    expect(below.results.length).toBeGreaterThan(0)
    for (const { entry } of below.results) expect(entry.section.split('.')[0]).toBe(section)
  })

  it('can be what is like a key point', async () => {
    const library = openLibrary()
    const twin = (await library.lookUp('1', '数字孪生', { limit: 1 })).results[0]?.entry.id ?? ''
    const similar = await library.similar('1', twin, { limit: 5 })
    expect(similar.length).toBeGreaterThan(0)
    expect(similar.map(({ entry }) => entry.id)).not.toContain(twin)
  })
})
