const MAX_KEYWORDS = 6
const MAX_KEYWORD_CHARACTERS = 40
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/** Words that carry no subject. */
const EMPTY_WORDS = new Set(
  '我们 他们 可以 能够 需要 应该 应当 通过 进行 以及 并且 而且 但是 因此 所以 如果 由于 对于 关于 这个 这些 那些 一个 一种 没有 不是 就是 成为 实现 推动 促进 加强 提高 提升 the and for with from that this are was were its into not can will has have'.split(
    ' ',
  ),
)

/**
 * Makes a finder of keywords for texts that came without any: first the terms of the library that stand in a text, the
 * longest first, then its own words of two characters and more, by how often they come and how long they are. None lies
 * within another.
 */
export function createKeywordFinder(vocabulary: readonly string[]): (text: string) => string[] {
  const terms = [...new Set(vocabulary)].filter((term) => term.length >= 2).sort((a, b) => b.length - a.length)
  return (text) => {
    const chosen: string[] = []
    for (const word of [...terms.filter((term) => text.includes(term)), ...wordsOf(text)])
      if (chosen.length < MAX_KEYWORDS && !chosen.some((one) => one.includes(word))) chosen.push(word)
    return chosen
  }
}

/** Words of a text that carry a subject, the most frequent and longest first. */
function wordsOf(text: string): string[] {
  const counts = new Map<string, number>()
  for (const { segment, isWordLike } of segmenter.segment(text))
    if (isWordLike && isTelling(segment)) counts.set(segment, (counts.get(segment) ?? 0) + 1)
  return [...counts].sort(([a, m], [b, n]) => n - m || b.length - a.length).map(([word]) => word)
}

function isTelling(word: string): boolean {
  return (
    word.length >= 2 &&
    word.length <= MAX_KEYWORD_CHARACTERS &&
    !EMPTY_WORDS.has(word.toLowerCase()) &&
    !/^\d+$/.test(word)
  )
}
