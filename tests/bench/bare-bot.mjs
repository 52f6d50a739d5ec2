// A bot of discord.js and nothing else, which answers "pong": what Yandu is measured beside. Plain JavaScript, so that
// nothing of ours is loaded.
import { Client, Events, GatewayIntentBits, MessageFlags } from 'discord.js'

const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  rest: { api: process.env.DISCORD_API_URL },
})

client.on(Events.InteractionCreate, (interaction) => {
  if (!interaction.isChatInputCommand() && !interaction.isButton()) return
  interaction.reply({ content: 'pong', flags: MessageFlags.Ephemeral }).catch(() => {}) // one that came too late
})

client.once(Events.ClientReady, async () => {
  await register({ name: 'ping', description: 'Answers pong' })
  process.stdout.write('ready\n')
  if (process.env.BUTTON_CHANNEL) await postButton(process.env.BUTTON_CHANNEL)
})

await client.login(process.env.DISCORD_TOKEN)

/** As Yandu does: asks what is registered, and sends only what differs. */
async function register(command) {
  const route = `/applications/${client.application.id}/commands`
  const known = await client.rest.get(route, { query: new URLSearchParams({ with_localizations: 'true' }) })
  if (known.length === 1 && known[0].name === command.name) return
  await client.rest.put(route, { body: [command] })
}

async function postButton(channel) {
  const button = { type: 2, style: 2, label: 'Ping', custom_id: 'ping' }
  await client.rest.post(`/channels/${channel}/messages`, {
    body: { content: 'Click', components: [{ type: 1, components: [button] }] },
  })
}
