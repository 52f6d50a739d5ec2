import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { DocumentStore } from '../../src/store/document-store.ts'
import { openFileStore } from '../../src/store/file-store.ts'
import { copyOf, newFolder, removeFoldersAfterEach } from './folders.ts'
import { rounds } from './kinds.ts'
import { editRound, edits, newRound, type Round } from './round-edits.ts'

removeFoldersAfterEach()

type Model = Map<string, Round>

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

/** What may happen to a store, done to the store and to the model. */
const action = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(fc.constant('edit' as const), fc.uniqueArray(id, { minLength: 1 }), edits) },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constantFrom('remove' as const, 'erase' as const, 'reopen' as const, 'crash' as const),
      fc.tuple(id),
      edits,
    ),
  },
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
    { numRuns: 15, seed: 20261122 },
  )
})

async function act(world: World, [what, ids, edit]: Action): Promise<void> {
  switch (what) {
    case 'reopen':
      return reopen(world)
    case 'crash':
      return crash(world)
    case 'remove':
      world.model.delete(ids[0] ?? '')
      return world.store.remove(rounds.key(ids[0] ?? ''))
    case 'erase':
      world.model.delete(ids[0] ?? '')
      return world.store.erase([rounds.key(ids[0] ?? '')])
    case 'edit':
      for (const name of ids) world.model.set(name, editRound(world.model.get(name) ?? newRound(), edit))
      return world.store.update(
        ids.map((name) => rounds.key(name)),
        (docs) => {
          for (const i of ids.keys()) docs[i] = editRound(docs[i] ?? newRound(), edit)
        },
      )
  }
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
