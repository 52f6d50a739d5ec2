import { PermissionFlagsBits as Can, ThreadAutoArchiveDuration } from 'discord-api-types/v10'
import { z } from 'zod'
import type { Core } from '../core.ts'
import { readForm } from '../form-body.ts'
import { needBotChannel, requireBot } from '../messages/bot-rights.ts'
import { text } from '../messages/fields.ts'
import { isoTime } from '../messages/write.ts'
import { deleteChannel, tell } from '../world/changes.ts'
import { toApiChannel } from '../world/places.ts'
import type { Channel } from '../world/world.ts'
import { botRoute, type Call, done, ok, type Reply, type Route } from './route.ts'

const changes = z.object({
  name: text(1, 100).optional(),
  topic: text(0, 1_024).nullish(),
  archived: z.boolean().optional(),
  locked: z.boolean().optional(),
  auto_archive_duration: z.enum(ThreadAutoArchiveDuration).optional(),
})

/** Channels themselves. */
export const channelRoutes: Route[] = [
  botRoute('GET', '/channels/:channel', (core, call) =>
    ok(toApiChannel(core.world, needBotChannel(core, call.param('channel')))),
  ),
  botRoute('PATCH', '/channels/:channel', patchChannel),
  botRoute('DELETE', '/channels/:channel', (core, call) => {
    const channel = needBotChannel(core, call.param('channel'))
    requireManager(core, channel)
    const shown = toApiChannel(core.world, channel)
    deleteChannel(core, channel)
    core.bus.tell({ type: 'stateChange' })
    return ok(shown)
  }),
  botRoute('POST', '/channels/:channel/typing', (core, call) => {
    const channel = needBotChannel(core, call.param('channel'))
    requireBot(core, channel, Can.SendMessages)
    core.bus.tell({ type: 'typing', channelId: channel.id, userId: core.world.application.id })
    return done()
  }),
]

function patchChannel(core: Core, call: Call): Reply {
  const channel = needBotChannel(core, call.param('channel'))
  const body = readForm(changes, call.body)
  requireManager(core, channel)
  if (body.name !== undefined) channel.name = body.name
  if (body.topic !== undefined) channel.topic = body.topic
  if (channel.thread) {
    const { thread } = channel
    thread.isArchived = body.archived ?? thread.isArchived
    thread.isLocked = body.locked ?? thread.isLocked
    thread.autoArchiveMinutes = body.auto_archive_duration ?? thread.autoArchiveMinutes
    if (body.archived !== undefined) thread.archivedAt = isoTime(core.clock.now())
  }
  const shown = toApiChannel(core.world, channel)
  tell(core, channel.thread ? 'THREAD_UPDATE' : 'CHANNEL_UPDATE', shown)
  core.bus.tell({ type: 'stateChange' })
  return ok(shown)
}

/** A thread's maker may change it; else it takes the permission to manage. */
function requireManager(core: Core, channel: Channel): void {
  if (channel.thread?.ownerId === core.world.application.id) return
  requireBot(core, channel, channel.thread ? Can.ManageThreads : Can.ManageChannels)
}
