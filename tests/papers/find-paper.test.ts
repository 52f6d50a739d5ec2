import { describe, expect, it } from 'vitest'
import { findPaper, matchPapers } from '../../src/papers/find-paper.ts'
import { readPaperFiles } from '../../src/papers/paper-file.ts'

const papers = await readPaperFiles('data/papers')
const idsFor = (typed: string) => matchPapers(papers, typed).map((paper) => paper.id)

describe('what is typed for a paper', () => {
  it.each([
    ['its number', '003a', '003a'],
    ['words of its title', '作用机制', '001'],
    ['the same in Traditional characters', '作用機制', '001'],
    ['an author', '王永贵', '003a'],
    ['an author in pinyin', 'wangyonggui', '003a'],
    ['pinyin with spaces', 'Wang Yong gui', '003a'],
    ['pinyin that is not finished', 'wangyongg', '003a'],
    ['pinyin with tones', 'wángyǒngguì', '003a'],
    ['initials', 'wyg', '003a'],
  ])('%s: %s', (_, typed, only) => {
    expect(idsFor(typed)).toEqual([only])
  })

  it('may be nothing, which all fit, or nonsense, which none fits', () => {
    expect(idsFor(' ')).toHaveLength(papers.length)
    expect(idsFor('qqqq')).toEqual([])
    expect(idsFor("'")).toEqual([])
  })

  it('is one paper only when no other fits', () => {
    expect(findPaper(papers, '王永贵')?.id).toBe('003a')
    expect(findPaper(papers, '0')).toBeUndefined()
  })
})
