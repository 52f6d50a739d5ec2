import { describe, expect, test } from 'vitest'
import { evaluate, type JudgedQuery, type JudgedResult } from '../../src/lookup/evaluate.ts'

const result = (title: string, low = false): JudgedResult => ({
  low,
  title,
  text: '',
  gloss: '',
  keywords: [],
  paper: 'p',
  authors: ['刘宇'],
})
const answers: Record<string, JudgedResult[]> = {
  first: [result('数字孪生'), result('氢能')],
  third: [result('a'), result('b'), result('数字孪生')],
  none: [],
  author: [result('氢能')],
  refused: [result('氢能', true)],
  believed: [result('氢能')],
}
const query = (q: string, kind: string, expected = '数字孪生'): JudgedQuery => ({
  q,
  kind,
  expect: kind === 'negative' ? [] : [expected],
})
const search = (q: string) => answers[q] ?? []

describe('evaluate', () => {
  test('counts the rank of the first right result', () => {
    const { all } = evaluate([query('first', 'exact'), query('third', 'exact'), query('none', 'exact')], search)
    expect(all).toEqual({ queries: 3, hitAt1: 1 / 3, hitAt3: 2 / 3, hitAt5: 2 / 3, mrrAt10: (1 + 1 / 3) / 3 })
  })

  test('keeps kinds apart and names the misses', () => {
    const { kinds, misses } = evaluate([query('first', 'exact'), query('none', 'typo')], search)
    expect(kinds.get('exact')?.hitAt1).toBe(1)
    expect(kinds.get('typo')?.hitAt3).toBe(0)
    expect(misses.map(({ q }) => q)).toEqual(['none'])
  })

  test('takes paper and authors into account for an entity only', () => {
    expect(evaluate([query('author', 'entity', '刘宇')], search).all.hitAt1).toBe(1)
    expect(evaluate([query('author', 'exact', '刘宇')], search).all.hitAt1).toBe(0)
  })

  test('refuses a negative when nothing but "perhaps" comes', () => {
    const { negatives, refused, all } = evaluate([query('refused', 'negative'), query('believed', 'negative')], search)
    expect({ negatives, refused, queries: all.queries }).toEqual({ negatives: 2, refused: 0.5, queries: 0 })
  })
})
