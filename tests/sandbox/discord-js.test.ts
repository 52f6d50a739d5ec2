import { Client, Events, GatewayIntentBits, SlashCommandBuilder } from 'discord.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import { SandboxDriver } from '../e2e/driver.ts'

let sandbox: Sandbox
let driver: SandboxDriver
let client: Client

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
  driver = new SandboxDriver(sandbox.url)
  client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: sandbox.apiUrl } })
  await new Promise<void>((resolve) => {
    client.once(Events.ClientReady, () => resolve())
    client.login(sandbox.token)
  })
  await client.application?.commands.set([new SlashCommandBuilder().setName('ping').setDescription('Pong')])
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply('pong')
  })
})

afterAll(async () => {
  await client.destroy()
  await driver.close()
  await sandbox.close()
})

describe('a real discord.js client', () => {
  it('logs in, registers a command and answers it', async () => {
    const lin = await driver.as('小林')
    const answer = await lin.command('ping')
    expect(answer.message?.content).toBe('pong')
  })
})

afterAll(async () => {
  await client.destroy()
  await driver.close()
  await sandbox.close()
})

describe('a real discord.js client', () => {
  it('logs in, registers a command and answers it', async () => {
    const lin = await driver.as('小林')
    const answer = await lin.command('ping')
    expect(answer.message?.content).toBe('pong')
    const t = performance.now()
    for (let i = 0; i < 300; i++) await lin.command('ping')
    console.log((performance.now() - t) / 300)
  })
})
