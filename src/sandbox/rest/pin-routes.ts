import {
  PermissionFlagsBits as Can,
  GatewayIntentBits as Intent,
  MessageReferenceType,
  MessageType,
} from 'discord-api-types/v10'
import type { Core } from '../core.ts'
import { refuse } from '../discord-error.ts'
import { botMay, needBotChannel, needBotMessage } from '../messages/bot-rights.ts'
import { createMessage, isoTime } from '../messages/write.ts'
import { tell } from '../world/changes.ts'
import { botUser } from '../world/people.ts'
import type { Channel, StoredMessage } from '../world/world.ts'
import { botRoute, type Call, done, ok, type Reply, type Route } from './route.ts'

const MAX_PINS = 250 // per channel
const MANY = Number.MAX_SAFE_INTEGER

/** Pins, by the paths of before and after Discord gave them pages. */
export const pinRoutes: Route[] = [
  botRoute('GET', '/channels/:channel/pins', (core, call) =>
    ok(pinned(core, needBotChannel(core, call.param('channel'))).map((stored) => stored.message)),
  ),
  botRoute('GET', '/channels/:channel/messages/pins', (core, call) => {
    const all = pinned(core, needBotChannel(core, call.param('channel')))
    const limit = Number(call.query.get('limit') ?? 50) || MANY
    const items = all.slice(0, limit).map(({ message }) => ({ pinned_at: message.timestamp, message }))
    return ok({ items, has_more: all.length > limit })
  }),
  ...['/channels/:channel/pins/:message', '/channels/:channel/messages/pins/:message'].flatMap((path) => [
    botRoute('PUT', path, (core, call) => setPinned(core, call, true)),
    botRoute('DELETE', path, (core, call) => setPinned(core, call, false)),
  ]),
]

/** Newest first. */
function pinned(core: Core, channel: Channel): StoredMessage[] {
  return (core.world.messages[channel.id] ?? []).filter((stored) => stored.message.pinned).reverse()
}

function setPinned(core: Core, call: Call, isPinned: boolean): Reply {
  const channel = needBotChannel(core, call.param('channel'))
  // Since 2026 Discord asks for Pin Messages; Manage Messages alone sufficed before.
  if (!botMay(core, channel, Can.PinMessages)) throw refuse('missingPermissions')
  const stored = needBotMessage(core, channel, call.param('message'))
  if (stored.message.pinned === isPinned) return done()
  if (isPinned && pinned(core, channel).length >= MAX_PINS) throw refuse('tooManyPins')
  stored.message.pinned = isPinned
  core.bus.tell({ type: 'messageUpdate', stored })
  const { guild } = core.world
  const last_pin_timestamp = isoTime(core.clock.now())
  tell(core, 'CHANNEL_PINS_UPDATE', { guild_id: guild.id, channel_id: channel.id, last_pin_timestamp }, Intent.Guilds)
  if (isPinned) announce(core, channel, stored)
  return done()
}

/** Discord posts a line that says that something was pinned. */
function announce(core: Core, channel: Channel, { message }: StoredMessage): void {
  createMessage(core, channel, botUser(core.world), {}, [], {
    type: MessageType.ChannelPinnedMessage,
    isBlank: true,
    fields: {
      message_reference: { type: MessageReferenceType.Default, message_id: message.id, channel_id: channel.id },
    },
  })
}
