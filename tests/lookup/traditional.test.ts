import { Converter as fromSimplified } from 'opencc-js/cn2t'
import { Converter } from 'opencc-js/t2cn'
import { expect, test } from 'vitest'
import { toMainland, toSimplified } from '../../src/lookup/traditional.ts'
import { judgedQueries, shippedEntries } from './shipped-entries.ts'

test('converts the papers and the judged queries as opencc-js does', async () => {
  const entries = await shippedEntries()
  const [toTaiwan, toTraditional] = (['twp', 't'] as const).map((to) => fromSimplified({ from: 'cn', to }))
  const [fromTraditional, fromTaiwan] = (['t', 'twp'] as const).map((from) => Converter({ from, to: 'cn' }))
  const texts = [
    ...entries.flatMap(({ title, text }) => [title, text]),
    ...entries.flatMap(({ aliases }) => aliases).filter((_, at) => at % ALIAS_STEP === 0),
    ...judgedQueries().map(({ q }) => q),
  ]
  for (const text of texts) {
    const traditional = toTraditional?.(text) ?? ''
    const taiwanese = toTaiwan?.(text) ?? ''
    expect(toSimplified(traditional)).toBe(fromTraditional?.(traditional))
    expect(toMainland(taiwanese)).toBe(fromTaiwan?.(taiwanese))
    expect(toMainland(text)).toBe(fromTaiwan?.(text))
  }
})

const ALIAS_STEP = 3 // there are thousands, and opencc-js is slow
