import { expect, test } from 'vitest'
import { withoutSmallWords } from '../../src/lookup/small-words.ts'
import { tokensOf } from '../../src/lookup/tokens.ts'

test.each([
  ['how long to recoup the investment', 'recoup investment'],
  ['what is 数字孪生', '数字孪生'],
  ['long term investment', 'long term investment'],
  ['tax incentives for university collaboration', 'tax incentives university collaboration'],
  ['you hua', 'you hua'],
  ['neng yuan you hua', 'neng yuan you hua'],
  ['how to', 'how to'],
  ['', ''],
])('of %j stays %j', (query, kept) => {
  expect(
    withoutSmallWords(tokensOf(query))
      .map(({ text }) => text)
      .join(' '),
  ).toBe(kept)
})
