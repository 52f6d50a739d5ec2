import { expect, it } from 'vitest'
import { differences } from './zones-by-the-minute.ts'

const WEEKS = 6 // `npm run test:faults` lets a whole year pass

it('a random schedule in every IANA zone, minute by minute: one post per due slot, and none other', () => {
  const seed = Date.now() % 2 ** 31
  expect(differences({ seed, weeks: WEEKS }), `seed ${seed}`).toEqual([])
})
