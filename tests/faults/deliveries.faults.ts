import { expect, it } from 'vitest'
import { countSteps, deathsAtRandom, deathsInTurn, nameOf, playAll, type Report } from './fault-runs.ts'
import { SCENARIOS } from './scenarios.ts'
import { seedOfRun } from './seed.ts'

const MINUTE_MS = 60_000
/** All faults together may take 15 minutes; on a machine that has much else to do, FAULTS_MINUTES gives more. */
const LIMIT_MS = Number(process.env.FAULTS_MINUTES ?? 13) * MINUTE_MS
const MIN_RUNS = 200
const MORE_TIMES = 5

it('killed at every step and whatever Discord does: one post per slot, and no answer lost', {
  timeout: LIMIT_MS + 2 * MINUTE_MS,
}, async () => {
  console.log(`seed ${seedOfRun}: FAULTS_SEED=${seedOfRun} npm run test:faults plays the same again`)
  const until = performance.now() + LIMIT_MS
  const only = process.env.FAULTS_RUN
  if (only !== undefined) return expectNoProblems('the one run', await playAll([wished(only)], until))
  const { report: alive, counted } = await countSteps(SCENARIOS, until)
  console.log(counted.map(({ scenario, steps }) => `${scenario.name}: ${steps} steps`).join('\n'))
  const inTurn = deathsInTurn(counted)
  const reports = [alive, await playAll(inTurn, until), await playAll(deathsAtRandom(counted, MORE_TIMES), until)]
  expectNoProblems('without a death', reports[0])
  expectNoProblems(`a death at each of ${inTurn.length} steps in turn`, reports[1])
  expectNoProblems('two deaths at random', reports[2])
  expect(reports.reduce((sum, { played }) => sum + played, 0)).toBeGreaterThanOrEqual(MIN_RUNS)
})

function expectNoProblems(name: string, report: Report | undefined): void {
  const { problems = [], ...figures } = report ?? {}
  console.log(`${name}: ${JSON.stringify(figures)}`)
  expect(problems, problems.join('\n')).toEqual([])
}

/** A run as `nameOf` tells it. */
function wished(text: string) {
  const { name, deaths, absence }: { name: string; deaths: number[]; absence: number } = JSON.parse(text)
  const scenario = SCENARIOS.find((one) => one.name === name)
  if (!scenario)
    throw new Error(
      `FAULTS_RUN: expected ${nameOf({ name: 'one of the scenarios', faults: [], deaths: [3], absence: 10_000 })}, got ${text}`,
    )
  return { ...scenario, deaths, absence }
}
