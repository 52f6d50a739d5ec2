import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { DocumentStore } from '../../src/store/document-store.ts'
import { openFileStore } from '../../src/store/file-store.ts'
import { copyOf, newFolder, removeFoldersAfterEach } from './folders.ts'
import { rounds } from './kinds.ts'

removeFoldersAfterEach()

type Model = Map<string, { title: string; answers: Record<string, { choice: string }>; log: string[] }>

interface World {
  dir: string
  store: DocumentStore
  readonly model: Model
}

const OPTIONS = { checkpointDelayMs: 1, segmentBytes: 1_500, cachedDocuments: 1, onWarning: fail }

function fail(message: string): never {
  throw new Error(`unexpected warning: ${message}`)
}

const id = fc.constantFrom('a', 'b', 'c')
const text = fc.string({ unit: 'binary', maxLength: 6 }).filter((value) => value !== '__proto__')

/** What may happen to a store, done to the store and to the model. */
const action = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constant('answer' as const), id, text, text) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('log' as const), id, fc.nat(4), text) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('both' as const), id, id, text) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('retract' as const), id, text, text) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('remove' as const), id, text, text) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('reopen' as const), id, text, text) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('crash' as const), id, text, text) },
)
type Action = typeof action extends fc.Arbitrary<infer A> ? A : never

it('does what a plain map would do, whatever happens in between', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 40 }), async (actions) => {
      const dir = await newFolder()
      const world: World = { dir, store: await openFileStore({ ...OPTIONS, dir }), model: new Map() }
      try {
        for (const step of actions) await act(world, step)
        await expectSame(world)
        await reopen(world)
        await expectSame(world)
      } finally {
        await world.store.close()
      }
    }),
    { numRuns: 60, seed: 20261122 },
  )
})

async function act(world: World, [what, first, second, value]: Action): Promise<void> {
  switch (what) {
    case 'reopen':
      return reopen(world)
    case 'crash':
      return crash(world)
    case 'remove':
      world.model.delete(first)
      return world.store.remove(rounds.key(first))
    case 'both':
      if (first === String(second)) return
      return change(world, [first, String(second)], (draft) => draft.log.push(value))
    case 'answer':
      return change(world, [first], (draft) => {
        draft.answers[second] = { choice: value }
      })
    case 'retract':
      return change(world, [first], (draft) => {
        delete draft.answers[Object.keys(draft.answers)[0] ?? second]
      })
    case 'log':
      return change(world, [first], (draft) => draft.log.splice(Number(second), 1, value, value))
  }
}

type Round = Model extends Map<string, infer R> ? R : never

async function change(world: World, ids: readonly string[], edit: (round: Round) => unknown): Promise<void> {
  for (const name of ids) {
    const round = world.model.get(name) ?? { title: name, answers: {}, log: [] }
    edit(round)
    world.model.set(name, round)
  }
  await world.store.update(
    ids.map((name) => rounds.key(name)),
    (docs) => {
      ids.forEach((name, i) => {
        docs[i] ??= { title: name, answers: {}, log: [] }
        edit(docs[i])
      })
    },
  )
}

async function reopen(world: World): Promise<void> {
  await world.store.close()
  world.store = await openFileStore({ ...OPTIONS, dir: world.dir })
}

/** Goes on with what is on disk at this moment, as after a crash. */
async function crash(world: World): Promise<void> {
  const left = world.store
  world.dir = await copyOf(world.dir)
  await left.close()
  world.store = await openFileStore({ ...OPTIONS, dir: world.dir })
}

async function expectSame({ store, model }: World): Promise<void> {
  const paths = (await store.list(rounds)).map((key) => key.path)
  expect(paths).toEqual([...model.keys()].sort().map((name) => `rounds/${name}`))
  for (const [name, round] of model) expect(await store.read(rounds.key(name))).toEqual(round)
}
