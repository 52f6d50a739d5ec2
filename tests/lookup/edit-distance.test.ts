import { expect, test } from 'vitest'
import { editDistance } from '../../src/lookup/edit-distance.ts'

test.each([
  ['twin', 'twin', 0],
  ['twin', 'twni', 1],
  ['twin', 'tin', 1],
  ['twin', 'twain', 1],
  ['twin', 'town', 2],
  ['', 'ab', 2],
  ['chain', 'block', 3],
])('from %j to %j are %i slips, counted up to two', (from, to, slips) => {
  expect(editDistance(from, to, 2)).toBe(slips)
  expect(editDistance(to, from, 2)).toBe(slips)
})
