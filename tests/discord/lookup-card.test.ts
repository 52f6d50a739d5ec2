import { describe, expect, it } from 'vitest'
import { mark } from '../../src/discord/lookup-card.ts'

const same = (text: string) => text

describe('what matched is in bold', () => {
  it.each([
    ['every occurrence', '数据就是数据', ['数据'], '**数据**就是**数据**'],
    ['words that touch, as one', '数字孪生', ['数字', '孪生'], '**数字孪生**'],
    ['in any case', 'A Digital twin', ['digital', 'TWIN'], 'A **Digital** **twin**'],
    ['an English word alone, not where it is part of another', 'across a cross', ['cross'], 'across a **cross**'],
    ['Latin letters beside Chinese', '用AI质检', ['ai'], '用**AI**质检'],
    ['with its signs as they are', 'a*b 数据', ['数据'], 'a\\*b **数据**'],
  ])('%s', (_, text, words, expected) => {
    expect(mark(text, words, same)).toBe(expected)
  })
})
