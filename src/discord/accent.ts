/** Grey for "perhaps", green and red only in private verdicts (RGB as Discord takes it). */
export const GREY = 0x80848e
export const GREEN = 0x2d7d46
export const RED = 0xc4463a

/** Calm colours that can be told apart on light and dark; none is taken for the green or red of a verdict. */
const ACCENTS = [
  0x3b6ea5, 0xb5651d, 0x1f7a8c, 0x7d5ba6, 0x8c5e2a, 0x2f8f9d, 0xc9a227, 0x8a6d5c, 0x4a5fc1, 0xa2507f, 0x6c5b7b,
  0x5f7a8a,
]

/** One accent colour for each paper, the same everywhere and after every restart. */
export function accentOf(paper: string): number {
  let sum = 0
  for (const character of paper) sum = (sum * 7 + (character.codePointAt(0) ?? 0)) % ACCENTS.length
  return ACCENTS[sum] ?? GREY
}
