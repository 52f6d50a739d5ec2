import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type DocumentStore, defineKind } from '../../src/store/document-store.ts'
import { StoreError } from '../../src/store/store-error.ts'
import { members, rounds } from './kinds.ts'

const round = rounds.key('g', 'r')
const member = members.key('g', 'u')
const emptyRound = () => ({ title: 'one', answers: {}, log: [] as string[] })

/** What every adapter of DocumentStore promises. */
export function describeStore(adapter: string, open: () => Promise<DocumentStore>): void {
  describe(`${adapter}: a document store`, () => {
    let store: DocumentStore
    beforeEach(async () => {
      store = await open()
    })
    afterEach(() => store.close())

    const createRound = () =>
      store.update([round], (docs) => {
        docs[0] = emptyRound()
      })

    it('reads undefined where there is no document', async () => {
      expect(await store.read(round)).toBeUndefined()
    })

    it('creates a document by assigning it', async () => {
      await createRound()
      expect(await store.read(round)).toEqual(emptyRound())
    })

    it('edits a document through its draft', async () => {
      await createRound()
      await store.update([round], ([draft]) => {
        if (draft === undefined) return
        draft.answers.ada = { choice: 'A' }
        draft.log.push('ada', 'bob')
        draft.log.shift()
        draft.title = 'two'
      })
      expect(await store.read(round)).toEqual({ title: 'two', answers: { ada: { choice: 'A' } }, log: ['bob'] })
    })

    it('removes a document by assigning undefined, and by remove', async () => {
      for (const remove of [
        () =>
          store.update([round], (docs) => {
            docs[0] = undefined
          }),
        () => store.remove(round),
      ]) {
        await createRound()
        await remove()
        expect(await store.read(round)).toBeUndefined()
        expect(await store.list(rounds)).toEqual([])
      }
    })

    it('removes what is not there without complaint', async () => {
      await store.remove(round)
      expect(await store.read(round)).toBeUndefined()
    })

    it('creates a removed document anew', async () => {
      await createRound()
      await store.remove(round)
      await createRound()
      expect(await store.read(round)).toEqual(emptyRound())
    })

    it('changes several documents together', async () => {
      const choice = await store.update([round, member], (docs) => {
        docs[0] = emptyRound()
        docs[0].answers.ada = { choice: 'B' }
        docs[1] = { count: 1 }
        return docs[0].answers.ada.choice
      })
      expect(choice).toBe('B')
      expect(await store.read(member)).toEqual({ count: 1 })
      expect((await store.read(round))?.answers).toEqual({ ada: { choice: 'B' } })
    })

    it('changes nothing when the recipe throws', async () => {
      await createRound()
      const failing = store.update([round, member], (docs) => {
        if (docs[0]) docs[0].title = 'lost'
        docs[1] = { count: 1 }
        throw new RangeError('no')
      })
      await expect(failing).rejects.toThrow(RangeError)
      expect(await store.read(round)).toEqual(emptyRound())
      expect(await store.read(member)).toBeUndefined()
    })

    it('refuses a document that does not fit, naming key and place, and changes nothing', async () => {
      await createRound()
      const misfit = store.update([round, member], ([draft]) => {
        Object.assign(draft?.answers ?? {}, { ada: { choice: 7 } })
      })
      await expect(misfit).rejects.toThrow(/rounds\/g\/r.*answers\.ada\.choice/)
      const whole = store.update([member], (docs) => {
        docs[0] = { count: -1 }
      })
      await expect(whole).rejects.toThrow(/members\/g\/u.*count/)
      expect(await store.read(round)).toEqual(emptyRound())
      expect(await store.read(member)).toBeUndefined()
    })

    it.each([
      ['a date', new Date(0)],
      ['not a number', Number.NaN],
      ['a map', new Map()],
      ['a function', () => 1],
      ['a hole', [undefined]],
    ])('refuses %s, which JSON would not bring back', async (_name, value) => {
      const anything = defineKind({ name: 'anything', version: 1, schema: z.object({ value: z.unknown() }) })
      const update = store.update([anything.key('a')], (docs) => {
        docs[0] = { value }
      })
      await expect(update).rejects.toThrow(/anything\/a\.value.*expected plain JSON data/)
    })

    it('keeps names that other libraries stumble over', async () => {
      await createRound()
      await store.update([round], ([draft]) => {
        if (draft) for (const name of ['constructor', 'toString', '', '1']) draft.answers[name] = { choice: name }
      })
      expect(Object.keys((await store.read(round))?.answers ?? {}).sort()).toEqual(['', '1', 'constructor', 'toString'])
    })

    it('refuses an async recipe and changes nothing', async () => {
      const update = store.update([member], async (docs) => {
        docs[0] = { count: 1 }
      })
      await expect(update).rejects.toThrow(/must be synchronous/)
      expect(await store.read(member)).toBeUndefined()
    })

    it('resolves with plain values, also of drafts within them', async () => {
      await createRound()
      const result = await store.update([round], ([draft]) => {
        draft?.log.push('ada')
        return { whole: draft, parts: [draft?.log], when: 1 }
      })
      expect(result).toEqual({ whole: { ...emptyRound(), log: ['ada'] }, parts: [['ada']], when: 1 })
    })

    it('hands out documents that nobody can change', async () => {
      await createRound()
      const seen = await store.read(round)
      expect(() => seen?.log.push('x')).toThrow(TypeError)
      expect(() => Object.assign(seen?.answers ?? {}, { ada: 1 })).toThrow(TypeError)
    })

    it('does not change what was read before', async () => {
      await createRound()
      const before = await store.read(round)
      await store.update([round], ([draft]) => draft?.log.push('ada'))
      expect(before).toEqual(emptyRound())
    })

    it('loses none of many changes at once', async () => {
      await createRound()
      const names = Array.from({ length: 500 }, (_, i) => `u${i}`)
      await Promise.all(
        names.map((name) =>
          store.update([round], ([draft]) => {
            if (draft) draft.answers[name] = { choice: name }
          }),
        ),
      )
      expect(Object.keys((await store.read(round))?.answers ?? {})).toEqual(names)
    })

    it('grows a record and shrinks it again', async () => {
      await createRound()
      const names = Array.from({ length: 600 }, (_, i) => `u${i}`)
      for (const name of names)
        await store.update([round], ([draft]) => {
          if (draft) draft.answers[name] = { choice: 'A' }
        })
      await store.update([round], ([draft]) => {
        if (draft?.answers.u7) draft.answers.u7.choice = 'C'
        delete draft?.answers.u300
        expect('u300' in (draft?.answers ?? {})).toBe(false)
        expect(Object.keys(draft?.answers ?? {})).toHaveLength(599)
      })
      const answers = (await store.read(round))?.answers ?? {}
      expect(Object.keys(answers)).toEqual(names.filter((name) => name !== 'u300'))
      expect(answers.u7).toEqual({ choice: 'C' })
    })

    it('lets a read wait for the change before it', async () => {
      const change = createRound()
      expect(await store.read(round)).toEqual(emptyRound())
      await change
    })

    it('lists keys by kind and prefix, sorted', async () => {
      for (const [guild, id] of [
        ['g2', 'b'],
        ['g1', 'c'],
        ['g1', 'a'],
        ['g11', 'a'],
      ] as const)
        await store.update([rounds.key(guild, id), members.key(guild, id)], (docs) => {
          docs[0] = emptyRound()
          docs[1] = { count: 0 }
        })
      await store.remove(rounds.key('g1', 'c'))
      const paths = async (...prefix: string[]) => (await store.list(rounds, ...prefix)).map((key) => key.path)
      expect(await paths()).toEqual(['rounds/g1/a', 'rounds/g11/a', 'rounds/g2/b'])
      expect(await paths('g1')).toEqual(['rounds/g1/a'])
      expect(await paths('none')).toEqual([])
      expect((await store.list(rounds, 'g2'))[0]?.kind).toBe(rounds)
    })

    it('lists the first parts of keys', async () => {
      for (const path of [['g2', 'b'], ['g1', 'c'], ['g1', 'a'], ['alone']])
        await store.update([members.key(...path)], (docs) => {
          docs[0] = { count: 0 }
        })
      expect(await store.listFirstParts(members)).toEqual(['alone', 'g1', 'g2'])
      expect(await store.listFirstParts(rounds)).toEqual([])
    })

    it('erases: what is named goes, all else stays as it was changed last', async () => {
      await createRound()
      await store.update([member, members.key('g', 'v')], (docs) => {
        docs[0] = { count: 1 }
        docs[1] = { count: 2 }
      })
      const changes = Array.from({ length: 50 }, (_, i) =>
        store.update([round], ([draft]) => draft?.log.push(String(i))),
      )
      await Promise.all([store.erase([member, members.key('g', 'none'), member]), ...changes])
      await store.erase([])
      expect(await store.read(member)).toBeUndefined()
      expect((await store.list(members)).map((key) => key.path)).toEqual(['members/g/v'])
      expect(await store.read(members.key('g', 'v'))).toEqual({ count: 2 })
      expect((await store.read(round))?.log).toHaveLength(50)
    })

    it('erases one thing while it erases another', async () => {
      const keys = Array.from({ length: 20 }, (_, i) => members.key('g', `u${i}`))
      for (const key of keys)
        await store.update([key], (docs) => {
          docs[0] = { count: 0 }
        })
      await Promise.all(keys.slice(1).map((key) => store.erase([key])))
      expect(await store.list(members)).toEqual(keys.slice(0, 1))
    })

    it('refuses the same key twice and two kinds of one name', async () => {
      await expect(store.update([round, round], () => 1)).rejects.toThrow(/different keys/)
      await store.read(round)
      const twin = defineKind({ name: 'rounds', version: 1, schema: z.string() })
      await expect(store.read(twin.key('g', 'r'))).rejects.toThrow(/two kinds named rounds/)
    })

    it('finishes what is under way when it closes, then refuses', async () => {
      const change = createRound()
      await store.close()
      await change
      await store.close()
      await expect(store.read(round)).rejects.toThrow(/closed/)
      await expect(store.update([round], () => 1)).rejects.toThrow(StoreError)
      await expect(store.list(rounds)).rejects.toThrow(/closed/)
      await expect(store.listFirstParts(rounds)).rejects.toThrow(/closed/)
      await expect(store.remove(round)).rejects.toThrow(/closed/)
      await expect(store.erase([round])).rejects.toThrow(/closed/)
    })
  })
}

export function describeKeys(): void {
  describe('keys', () => {
    it.each([[''], ['A'], ['a b'], ['../x'], ['a/b'], ['a.b'], ['x'.repeat(65)], ['研读']])(
      'refuse the part %j',
      (part) => {
        expect(() => rounds.key('g', part)).toThrow(StoreError)
      },
    )

    it('need a part', () => {
      expect(() => rounds.key()).toThrow(/at least one part/)
    })

    it('refuse a kind without a name that fits, or a version below 1', () => {
      expect(() => defineKind({ name: '_journal', version: 1, schema: z.string() })).toThrow(/kind name/)
      expect(() => defineKind({ name: 'a', version: 0, schema: z.string() })).toThrow(/version/)
    })
  })
}
