import fc from 'fast-check'
import { Converter } from 'opencc-js/cn2t'
import { beforeAll, describe, expect, test } from 'vitest'
import type { LookupEntry } from '../../src/lookup/entry.ts'
import { createLookupIndex, type LookupIndex, lookUp } from '../../src/lookup/lookup.ts'
import { shippedEntries } from './shipped-entries.ts'

let entries: LookupEntry[]
let index: LookupIndex
beforeAll(async () => {
  entries = await shippedEntries()
  index = createLookupIndex(entries)
})
const first = (query: string, one = index) => lookUp([one], query, { limit: 1 }).results[0]?.entry
const found = (query: string, one: LookupIndex) => lookUp([one], query, { limit: 10 }).results

describe('the first result', () => {
  test('has the title that was typed', () => {
    for (const { title } of entries) expect([title, first(title)?.title]).toEqual([title, title])
  })

  test('is the key point of which the text was typed', () => {
    for (const { text, id } of everyNth(entries, 4)) expect(first(text)?.id).toBe(id)
  })

  test('does not change with width, case or Traditional characters', () => {
    const toTraditional = Converter({ from: 'cn', to: 't' })
    const toWide = (text: string) =>
      text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))
    for (const { title } of everyNth(entries, 3))
      for (const written of [toTraditional(title), toWide(title), title.toUpperCase()])
        expect([written, first(written)?.id]).toEqual([written, first(title)?.id])
  })

  test('is not hidden by other key points', () => {
    const others = fc.array(
      fc.record({
        text: fc.string({ unit: fc.constantFrom(...'天地玄黄宇宙洪荒abc 1'), minLength: 1, maxLength: 30 }),
      }),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(others, fc.nat(entries.length - 1), (added, at) => {
        const wanted = entries[at]
        const grown = createLookupIndex(entries.slice(Math.max(0, at - 20), at + 20))
        grown.add(added.map(({ text }, number) => ({ ...blank, id: `x/${number}`, title: text.slice(0, 5), text })))
        expect(first(wanted?.text ?? '', grown)?.id).toBe(wanted?.id)
      }),
      { numRuns: 25 },
    )
  })
})

describe('an index after any changes', () => {
  test('finds what one built afresh finds', () => {
    const change = fc.record({ kind: fc.constantFrom('add', 'remove', 'replace'), at: fc.nat(39) })
    const queries = ['数字孪生', 'renCai', '制造业 创新', 'digital', '80%', '新质生产力', 'qkl', '数孪生']
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        const pool = entries.slice(0, 40)
        const changed = createLookupIndex(pool.slice(0, 20))
        const held = new Map(pool.slice(0, 20).map((entry) => [entry.id, entry]))
        for (const { kind, at } of changes) {
          const entry = pool[at]
          if (!entry) continue
          if (kind === 'remove') changed.remove([entry.id])
          else changed.add([kind === 'add' ? entry : { ...entry, text: `${entry.text}数字孪生` }])
          if (kind === 'remove') held.delete(entry.id)
          else held.set(entry.id, kind === 'add' ? entry : { ...entry, text: `${entry.text}数字孪生` })
        }
        const fresh = createLookupIndex([...held.values()])
        expect(changed.size).toBe(fresh.size)
        expect([...changed.papers()].sort()).toEqual([...fresh.papers()].sort())
        for (const query of queries) expect(found(query, changed)).toEqual(found(query, fresh))
      }),
      { numRuns: 20 },
    )
  })
})

function everyNth<T>(list: readonly T[], step: number): T[] {
  return list.filter((_, index) => index % step === 0)
}

test('entries in two indexes are found as in one', () => {
  const half = Math.floor(entries.length / 2)
  const halves = [createLookupIndex(entries.slice(0, half)), createLookupIndex(entries.slice(half))]
  for (const query of ['数字孪生', 'shuju yaosu', '人才培养', 'blockchain', '卡脖子'])
    expect(lookUp(halves, query, { limit: 5 }).results.map(({ entry }) => entry.id)).toEqual(
      found(query, index)
        .slice(0, 5)
        .map(({ entry }) => entry.id),
    )
})

test('any text can be looked up', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (query) => {
      const { results } = lookUp([index], query, { limit: 5 })
      expect(results.length).toBeLessThanOrEqual(5)
    }),
    { numRuns: 200 },
  )
})

const blank: LookupEntry = {
  id: '',
  paper: 'x',
  paperTitle: '',
  authors: [],
  section: '',
  sectionTitle: '',
  kind: 'claim',
  title: '',
  text: '',
  gloss: '',
  keywords: [],
  aliases: [],
}
