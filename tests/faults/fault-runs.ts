import { type Outcome, play, type Run } from './delivery-run.ts'
import { faultsOf } from './judge.ts'
import { ABSENCES, type Scenario } from './scenarios.ts'
import { seedOfRun } from './seed.ts'

const AT_ONCE = 3 // a run waits as much as it works

/** What was played, and what was wrong. */
export interface Report {
  readonly played: number
  readonly deaths: number
  readonly acknowledged: number
  /** How many slots ended in each state. */
  readonly states: Readonly<Record<string, number>>
  readonly problems: readonly string[]
}

/** A scenario with the number of steps that it has when nobody dies. */
export interface Counted {
  readonly scenario: Scenario
  readonly steps: number
}

export async function countSteps(scenarios: readonly Scenario[], until: number) {
  const counted: Counted[] = []
  const runs = scenarios.map((scenario): Run => ({ ...scenario, deaths: [], absence: 0 }))
  const report = await playAll(runs, until, (run, { steps }) => void counted.push({ scenario: run, steps }))
  return { report, counted: counted.sort((a, b) => a.scenario.name.localeCompare(b.scenario.name)) }
}

/** A death at every step of every scenario; where no fault is added, with every absence. In an order by chance. */
export function deathsInTurn(counted: readonly Counted[]): Run[] {
  const runs = counted.flatMap(({ scenario, steps }) =>
    Array.from({ length: steps }, (_, step) => {
      const absences = scenario.faults.length === 0 ? ABSENCES : [ABSENCES[step % ABSENCES.length] ?? 0]
      return absences.map((absence): Run => ({ ...scenario, deaths: [step], absence }))
    }).flat(),
  )
  return shuffled(runs, newRandom(seedOfRun))
}

/** Two deaths at random steps of each scenario, again and again. */
export function deathsAtRandom(counted: readonly Counted[], times: number): Run[] {
  const random = newRandom(seedOfRun)
  return Array.from({ length: times }, () =>
    counted.map(({ scenario, steps }): Run => {
      const absence = ABSENCES[random(2)] ?? 0 // twice two hours would be beyond the window
      return { ...scenario, deaths: [random(steps), random(steps)], absence }
    }),
  ).flat()
}

/** Plays the runs, a few at once, until none is left or the time (`performance.now()`) has come. */
export async function playAll(
  runs: readonly Run[],
  until: number,
  look: (run: Run, outcome: Outcome) => void = () => undefined,
): Promise<Report> {
  const waiting = [...runs]
  const outcomes: Outcome[] = []
  const problems: string[] = []
  const work = async () => {
    for (let run = waiting.shift(); run && performance.now() < until; run = waiting.shift()) {
      const outcome = await play(run)
      const found = faultsOf(run, outcome)
      if (found.length > 0) {
        console.log(`FAULTS_RUN='${nameOf(run)}': ${found.join('; ')}`)
        problems.push(`${nameOf(run)}: ${found.join('; ')}\n${outcome.trail}`)
      }
      outcomes.push(outcome)
      look(run, outcome)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return reportOf(outcomes, problems)
}

/** As FAULTS_RUN takes it, to play one run alone. */
export function nameOf({ name, deaths, absence }: Run): string {
  return JSON.stringify({ name, deaths, absence })
}

function reportOf(outcomes: readonly Outcome[], problems: readonly string[]): Report {
  const states: Record<string, number> = {}
  for (const { delivery } of outcomes.flatMap(({ deliveries }) => deliveries))
    states[delivery.state] = (states[delivery.state] ?? 0) + 1
  const sum = (count: (outcome: Outcome) => number) => outcomes.reduce((total, one) => total + count(one), 0)
  return {
    played: outcomes.length,
    deaths: sum(({ deaths }) => deaths),
    acknowledged: sum(({ acknowledged }) => acknowledged.length),
    states,
    problems,
  }
}

function shuffled<T>(all: readonly T[], random: (below: number) => number): T[] {
  return all
    .map((one) => ({ one, at: random(2 ** 31) }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)
}

/** Park and Miller's minimal generator: whole numbers below a bound. */
export function newRandom(seed: number): (below: number) => number {
  let state = (seed % 2_147_483_646) + 1
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}
