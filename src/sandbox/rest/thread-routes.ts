import { PermissionFlagsBits as Can, ChannelType, MessageFlags, ThreadAutoArchiveDuration } from 'discord-api-types/v10'
import { z } from 'zod'
import type { Core } from '../core.ts'
import { refuse } from '../discord-error.ts'
import { readForm } from '../form-body.ts'
import { needBotChannel, needBotMessage, requireBot } from '../messages/bot-rights.ts'
import { text } from '../messages/fields.ts'
import { isoTime } from '../messages/write.ts'
import { tell } from '../world/changes.ts'
import { findChannel, toApiChannel } from '../world/places.ts'
import type { Channel } from '../world/world.ts'
import { botRoute, type Call, created, done, ok, type Reply, type Route } from './route.ts'

const archiveAfter = z.enum(ThreadAutoArchiveDuration).nullish()
const newThread = z.object({
  name: text(1, 100),
  auto_archive_duration: archiveAfter,
  type: z.number().int().nullish(),
})

/** Public threads. */
export const threadRoutes: Route[] = [
  botRoute('POST', '/channels/:channel/messages/:message/threads', (core, call) => {
    const channel = needThreadParent(core, call)
    const stored = needBotMessage(core, channel, call.param('message'))
    if (findChannel(core.world, stored.message.id)) throw refuse('threadExists')
    const thread = openThread(core, channel, call.body, stored.message.id)
    stored.message.flags = (stored.message.flags ?? 0) | MessageFlags.HasThread
    core.bus.tell({ type: 'messageUpdate', stored })
    return created(toApiChannel(core.world, thread))
  }),
  botRoute('POST', '/channels/:channel/threads', (core, call) => {
    const thread = openThread(core, needThreadParent(core, call), call.body, core.ids.next())
    return created(toApiChannel(core.world, thread))
  }),
  botRoute('GET', '/guilds/:guild/threads/active', (core, call) => {
    if (call.param('guild') !== core.world.guild.id) throw refuse('unknownGuild')
    const active = core.world.channels.filter((channel) => channel.thread && !channel.thread.isArchived)
    return ok({ threads: active.map((thread) => toApiChannel(core.world, thread)), members: [] })
  }),
  botRoute('PUT', '/channels/:channel/thread-members/@me', needThread),
  botRoute('DELETE', '/channels/:channel/thread-members/@me', needThread),
]

function needThread(core: Core, call: Call): Reply {
  if (!needBotChannel(core, call.param('channel')).thread) throw refuse('wrongChannelType')
  return done()
}

function needThreadParent(core: Core, call: Call): Channel {
  const channel = needBotChannel(core, call.param('channel'))
  if (channel.thread) throw refuse('wrongChannelType')
  requireBot(core, channel, Can.CreatePublicThreads)
  return channel
}

function openThread(core: Core, parent: Channel, body: unknown, id: string): Channel {
  const { name, auto_archive_duration } = readForm(newThread, body)
  const now = isoTime(core.clock.now())
  const thread: Channel = {
    id,
    name,
    type: ChannelType.PublicThread,
    position: 0,
    topic: null,
    parentId: parent.id,
    overwrites: [],
    lastMessageId: null,
    thread: {
      ownerId: core.world.application.id,
      createdAt: now,
      archivedAt: now,
      isArchived: false,
      isLocked: false,
      autoArchiveMinutes: auto_archive_duration ?? ThreadAutoArchiveDuration.OneDay,
    },
  }
  core.world.channels.push(thread)
  tell(core, 'THREAD_CREATE', { ...toApiChannel(core.world, thread), newly_created: true })
  core.bus.tell({ type: 'stateChange' })
  return thread
}
