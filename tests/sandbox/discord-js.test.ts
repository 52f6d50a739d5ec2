import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type ChatInputCommandInteraction,
  Client,
  ContainerBuilder,
  DiscordAPIError,
  EmbedBuilder,
  Events,
  GatewayIntentBits,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  PermissionFlagsBits,
  RateLimitError,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  type TextChannel,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import { SandboxDriver } from '../e2e/driver.ts'
import { judge } from '../e2e/openapi.ts'
import type { Person } from '../e2e/person.ts'
import { text } from '../e2e/visible-text.ts'
import { DAILY } from './stage.ts'

let sandbox: Sandbox
let driver: SandboxDriver
let client: Client<true>
let lin: Person

const button = new ButtonBuilder().setCustomId('next').setLabel('Next').setStyle(ButtonStyle.Primary)
const menu = new StringSelectMenuBuilder()
  .setCustomId('section')
  .setPlaceholder('Section')
  .addOptions({ label: 'One', value: '1' }, { label: 'Two', value: '2' })
const buttons = new ActionRowBuilder<ButtonBuilder>().addComponents(button)
const menus = new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(menu)

const form = new ModalBuilder()
  .setCustomId('form')
  .setTitle('Add')
  .addLabelComponents(
    new LabelBuilder()
      .setLabel('Title')
      .setTextInputComponent(new TextInputBuilder().setCustomId('title').setStyle(TextInputStyle.Short)),
  )

const COMMANDS = [
  new SlashCommandBuilder()
    .setName('try')
    .setNameLocalizations({ 'zh-CN': '试试', 'zh-TW': '試試' })
    .setDescription('Try')
    .addStringOption((option) => option.setName('how').setDescription('How').setAutocomplete(true)),
  new SlashCommandBuilder()
    .setName('manage')
    .setDescription('Manage')
    .setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild)
    .addSubcommand((sub) =>
      sub
        .setName('set')
        .setDescription('Set')
        .addChannelOption((option) => option.setName('channel').setDescription('Where').setRequired(true)),
    ),
]

/** What /try does, by its option. */
const TRIES: Record<string, (interaction: ChatInputCommandInteraction) => Promise<unknown>> = {
  reply: (interaction) => interaction.reply({ content: 'pong', embeds: [new EmbedBuilder().setTitle('Title')] }),
  hidden: (interaction) => interaction.reply({ content: 'psst', flags: MessageFlags.Ephemeral }),
  async defer(interaction) {
    await interaction.deferReply()
    await interaction.editReply('done')
  },
  async follow(interaction) {
    await interaction.reply('first')
    await interaction.followUp({ content: 'second', flags: MessageFlags.Ephemeral })
  },
  async twice(interaction) {
    await interaction.reply('first')
    await interaction.client.rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
      body: { type: 4, data: { content: 'again' } },
      auth: false,
    })
  },
  form: (interaction) => interaction.showModal(form),
  buttons: (interaction) => interaction.reply({ content: 'page 1', components: [buttons, menus] }),
  files: (interaction) =>
    interaction.reply({ files: [{ attachment: Buffer.from('# Paper'), name: 'paper.md' }], flags: 64 }),
  layout: (interaction) =>
    interaction.reply({
      flags: MessageFlags.IsComponentsV2,
      components: [new ContainerBuilder().addTextDisplayComponents(new TextDisplayBuilder().setContent('laid out'))],
    }),
  silent: async () => {},
}

const failures: unknown[] = []

async function answer(interaction: Interaction): Promise<unknown> {
  if (interaction.isAutocomplete())
    return interaction.respond([{ name: 'Reply', value: interaction.options.getFocused() }])
  if (interaction.isButton()) return interaction.update({ content: 'page 2', components: [] })
  if (interaction.isStringSelectMenu()) {
    await interaction.deferUpdate()
    return interaction.editReply({ content: `section ${interaction.values[0]}` })
  }
  if (interaction.isModalSubmit()) return interaction.reply(`added ${interaction.fields.getTextInputValue('title')}`)
  if (!interaction.isChatInputCommand()) return undefined
  if (interaction.commandName === 'manage') {
    return interaction.reply(`set ${interaction.options.getChannel('channel', true).name}`)
  }
  return TRIES[interaction.options.getString('how') ?? 'reply']?.(interaction)
}

async function login(): Promise<Client<true>> {
  const made = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: sandbox.apiUrl } })
  made.on(Events.InteractionCreate, (interaction) => {
    answer(interaction).catch((error: unknown) => failures.push(error))
  })
  const ready = new Promise<Client<true>>((resolve) => made.once(Events.ClientReady, resolve))
  await made.login(sandbox.token)
  return ready
}

async function channel(id: string): Promise<TextChannel> {
  const found = await client.channels.fetch(id)
  if (found?.type !== 0) throw new Error(`expected a text channel, got ${found?.type}`)
  return found
}

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 })
  driver = new SandboxDriver(sandbox.url)
  client = await login()
  await client.application.commands.set(COMMANDS)
  lin = await driver.as('小林')
})

afterAll(async () => {
  await client.destroy()
  await driver.close()
  await sandbox.close()
})

describe('a real discord.js client', () => {
  it('knows its guild, its channels and its rights', async () => {
    const guild = await client.guilds.fetch({ guild: sandbox.guildId, force: true })
    expect(guild.name).toBe('研读小组')
    const daily = await channel(DAILY)
    const mine = daily.permissionsFor(client.user)
    expect(mine?.has([PermissionFlagsBits.SendMessages, PermissionFlagsBits.ManageMessages])).toBe(true)
  })

  it('reads back the commands it registered', async () => {
    const commands = await client.application.commands.fetch({ withLocalizations: true })
    expect(commands.map((command) => command.nameLocalizations?.['zh-CN'] ?? command.name)).toEqual(['试试', 'manage'])
  })

  it('replies, publicly and hidden', async () => {
    expect(text((await lin.command('try', { how: 'reply' })).message)).toBe('pong\nTitle')
    const { message } = await lin.command('try', { how: 'hidden' })
    expect(message?.sandbox.hiddenFor).toBe(lin.id)
    const chen = await driver.as('陳怡')
    expect((await chen.messages()).some((one) => one.content === 'psst')).toBe(false)
  })

  it('defers and edits, follows up, attaches, lays out', async () => {
    expect((await lin.command('try', { how: 'defer' })).message?.content).toBe('done')
    await lin.command('try', { how: 'follow' })
    await lin.waitForMessage('大厅', (message) => message.content === 'second' && message.flags === 64)
    const { message } = await lin.command('try', { how: 'files' })
    expect(await (await fetch(message?.attachments[0]?.url ?? '')).text()).toBe('# Paper')
    expect(text((await lin.command('try', { how: 'layout' })).message)).toBe('laid out')
  })

  it('updates a message from its button and its menu', async () => {
    const first = await lin.command('try', { how: 'buttons' })
    expect((await lin.select(first.message, 'Section', ['2'])).message?.content).toBe('section 2')
    expect((await lin.click(first.message, 'Next')).message?.content).toBe('page 2')
    await expect(
      lin.click(
        (await lin.messages()).find((one) => one.id === first.message?.id),
        'Next',
      ),
    ).rejects.toThrow()
  })

  it('opens a modal and reads it', async () => {
    const opened = await lin.command('try', { how: 'form' })
    expect((await lin.submit(opened, { title: '数字孪生' })).message?.content).toBe('added 数字孪生')
  })

  it('completes', async () => {
    expect(await lin.autocomplete('try', 'how', 're')).toEqual([{ name: 'Reply', value: 're' }])
  })

  it('gets a channel option of a moderator', async () => {
    const alex = await driver.as('Alex')
    const { message } = await alex.command('manage set', { channel: DAILY })
    expect(message?.content).toBe('set 每日一题')
  })

  it('is told when it answers twice, or too late', async () => {
    failures.length = 0
    await lin.command('try', { how: 'twice' })
    await expect.poll(() => failures[0]).toMatchObject({ code: 40060, status: 400 })
    expect((await lin.command('try', { how: 'silent' })).kind).toBe('failed')
  })

  it('sees limits as its own errors, with the tree', async () => {
    const daily = await channel(DAILY)
    const refused = await daily.send('x'.repeat(2001)).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(DiscordAPIError)
    expect(String(refused)).toContain('content[BASE_TYPE_MAX_LENGTH]: Must be 2000 or fewer in length.')
  })

  it('posts with an enforced nonce, and fetches history', async () => {
    const daily = await channel(DAILY)
    const body = { content: 'daily', nonce: 'n1', enforceNonce: true }
    const [first, second] = [await daily.send(body), await daily.send(body)]
    expect(second.id).toBe(first.id)
    const history = await daily.messages.fetch({ limit: 10 })
    expect(history.filter((message) => message.content === 'daily').size).toBe(1)
    await first.edit('edited')
    await first.react('👍')
    await first.delete()
    expect((await daily.messages.fetch({ limit: 10 })).has(first.id)).toBe(false)
  })

  it('retries after a 500, and can be told of a 429', async () => {
    const daily = await channel(DAILY)
    await driver.fault({ path: 'messages$', action: 'status', status: 500 })
    expect((await daily.send('after 500')).content).toBe('after 500')
    const options = client.rest.options
    options.rejectOnRateLimit = ['/channels']
    await driver.fault({ path: 'messages$', action: 'status', status: 429, retryAfter: 1 })
    await expect(daily.send('limited')).rejects.toBeInstanceOf(RateLimitError)
    options.rejectOnRateLimit = null
  })

  it('resumes after its socket is cut', async () => {
    const resumed = new Promise((resolve) => client.once(Events.ShardResume, resolve))
    await driver.dropGateway('terminate')
    await resumed
    expect((await lin.command('try', { how: 'reply' })).message?.content).toBe('pong')
  })

  it('keeps the whole conversation to the letter of Discord’s OpenAPI document', async () => {
    const verdict = judge(await driver.requests(), { responses: true })
    expect(verdict.problems).toEqual([])
    if (verdict.skipped) console.info(`not checked: ${verdict.skipped}`)
  })
})
