import { afterAll, beforeAll } from 'vitest'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import { SandboxDriver } from '../e2e/driver.ts'
import { judge, type Problem } from '../e2e/openapi.ts'
import type { Person } from '../e2e/person.ts'
import { RawBot } from './raw-bot.ts'

export const HALL = '1200000000000000011'
export const DAILY = '1200000000000000012'
export const MODERATORS = '1200000000000000013'
export const EVERYONE = '1200000000000000001'
export const BOT_ROLE = '1200000000000000022'

export interface Stage {
  sandbox: Sandbox
  driver: SandboxDriver
  bot: RawBot
  lin: Person
  chen: Person
  alex: Person
}

const COMMANDS = [
  { name: 'ask', description: 'Ask' },
  {
    name: 'pick',
    description: 'Pick',
    options: [
      { type: 3, name: 'word', description: 'w', required: true, autocomplete: true, min_length: 2, max_length: 5 },
      { type: 4, name: 'count', description: 'c', min_value: 1, max_value: 3 },
      { type: 3, name: 'colour', description: 'c', choices: [{ name: 'Red', value: 'red' }] },
      { type: 7, name: 'where', description: 'w', channel_types: [0] },
      { type: 6, name: 'who', description: 'w' },
      { type: 8, name: 'role', description: 'r' },
      { type: 11, name: 'file', description: 'f' },
      { type: 5, name: 'really', description: 'r' },
    ],
  },
  {
    name: 'daily',
    description: 'Daily',
    default_member_permissions: '32',
    options: [{ type: 1, name: 'list', description: 'l', options: [{ type: 4, name: 'page', description: 'p' }] }],
  },
  { name: 'Report', type: 3 },
]

/** A sandbox with a bare bot logged in and three people, for all tests of a file. */
export function setStage(intents = 1): Stage {
  const stage = {} as Stage // filled before the first test
  beforeAll(async () => {
    const sandbox = await startSandbox({ port: 0 })
    const driver = new SandboxDriver(sandbox.url)
    const bot = new RawBot(sandbox)
    await bot.rest('PUT', `/applications/${sandbox.applicationId}/commands`, COMMANDS)
    await bot.login(intents)
    const [lin, chen, alex] = await Promise.all(['小林', '陳怡', 'Alex'].map((name) => driver.as(name)))
    Object.assign(stage, { sandbox, driver, bot, lin, chen, alex })
  })
  afterAll(async () => {
    stage.bot.disconnect()
    await stage.driver.close()
    await stage.sandbox.close()
  })
  return stage
}

/** What Discord's OpenAPI document says against the sandbox's own answers so far. */
export async function answerProblems(stage: Stage): Promise<Problem[]> {
  const { problems } = judge(await stage.driver.requests(), { responses: true })
  return problems.filter((problem) => problem.kind === 'response')
}
