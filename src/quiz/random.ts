import { createHash } from 'node:crypto'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** A shuffled copy that is the same for the same seed (Fisher-Yates over xoroshiro128+, seeded by the text's SHA-256). */
export function shuffle<T>(items: readonly T[], seed: string): T[] {
  const generator = xoroshiro128plus(createHash('sha256').update(seed).digest().readInt32LE(0))
  const copy = [...items]
  for (let last = copy.length - 1; last > 0; last--) {
    const other = uniformInt(generator, 0, last)
    const held = copy[last] as T // within bounds
    copy[last] = copy[other] as T // within bounds
    copy[other] = held
  }
  return copy
}
