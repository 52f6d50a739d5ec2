import { expect, it } from 'vitest'
import { seedOfRun } from '../faults/seed.ts'
import { differences } from './zones-by-the-minute.ts'

const YEARS = 2
const WEEKS = 53

it('a year of random schedules in every IANA zone, minute by minute: one post per due slot, and none other', () => {
  for (let year = 0; year < YEARS; year++) {
    const seed = seedOfRun + year
    expect(differences({ seed, weeks: WEEKS }), `seed ${seed}`).toEqual([])
  }
})
