import { expect, it } from 'vitest'
import { nameOf, newRandom, playAll } from './fault-runs.ts'
import { ABSENCES, SCENARIOS } from './scenarios.ts'
import { seedOfRun } from './seed.ts'

const RUNS = 4
const LONG = { timeout: 240_000 } // on a machine that has much else to do
const FIRST_STEPS = 24 // the post and the first answers
const NO_LIMIT = Number.POSITIVE_INFINITY

// A few of the runs of `npm run test:faults`, which plays all of them.
it('killed at a step of a delivery and started again: one post per slot, and no answer lost', LONG, async () => {
  const random = newRandom(seedOfRun)
  const runs = Array.from({ length: RUNS }, (_, number) => {
    const scenario = SCENARIOS[(number + random(SCENARIOS.length)) % SCENARIOS.length]
    if (!scenario) throw new Error('unreachable: the number is below their count')
    return { ...scenario, deaths: [random(FIRST_STEPS)], absence: ABSENCES[random(ABSENCES.length)] ?? 0 }
  })
  const { problems, played } = await playAll(runs, NO_LIMIT)
  expect(problems, `FAULTS_SEED=${seedOfRun} ${runs.map(nameOf).join('\n')}\n${problems.join('\n')}`).toEqual([])
  expect(played).toBe(RUNS)
})
