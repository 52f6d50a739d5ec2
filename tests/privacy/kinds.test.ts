import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { KINDS } from '../../src/kinds.ts'
import { HOLDINGS, WITHOUT_MEMBERS } from '../../src/privacy/holdings.ts'

/** The names of all kinds of document that the program defines. */
const defined = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .flatMap((name) => [...readFileSync(join('src', name), 'utf8').matchAll(/defineKind\(\{\s*name: '([^']+)'/g)])
  .map((match) => match[1])
  .sort()

test('every kind of document is known to sweeps', () => {
  expect(KINDS.map(({ name }) => name).sort()).toEqual(defined)
})

test('of every kind it is said whether ids of members stand in it', () => {
  expect([...HOLDINGS.map(({ kind }) => kind.name), ...WITHOUT_MEMBERS].sort()).toEqual(defined)
})
