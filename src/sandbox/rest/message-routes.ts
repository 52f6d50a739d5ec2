import { type APIMessage, PermissionFlagsBits as Can, MessageFlags } from 'discord-api-types/v10'
import type { Core } from '../core.ts'
import { DiscordError, refuse } from '../discord-error.ts'
import { isRecord, refuseField } from '../form-body.ts'
import { botMay, needBotChannel, needBotMessage, requireBot } from '../messages/bot-rights.ts'
import { type MessageBody, readMessage } from '../messages/message-schema.ts'
import { findByNonce, rememberNonce } from '../messages/nonces.ts'
import { countOldEdit } from '../messages/old-edits.ts'
import { createMessage, deleteMessage, editMessage } from '../messages/write.ts'
import { type Page, pageOf } from '../world/history.ts'
import { botUser } from '../world/people.ts'
import { isSnowflake, snowflakeTime } from '../world/snowflakes.ts'
import type { Channel, StoredMessage } from '../world/world.ts'
import { NEW_MESSAGE_LIMIT } from './rate-limits.ts'
import { botRoute, type Call, done, ok, type Reply, type Route } from './route.ts'

const MESSAGES = '/channels/:channel/messages'
const DEFAULT_PAGE = 50
const MAX_PAGE = 100
const BULK_MAX_AGE_MS = 14 * 86_400_000

/** Messages of channels and threads. */
export const messageRoutes: Route[] = [
  botRoute('GET', MESSAGES, (core, call) => {
    const channel = needBotChannel(core, call.param('channel'))
    const page = readPage(call)
    // Discord does not refuse who may not read the history: it shows none.
    if (!botMay(core, channel, Can.ReadMessageHistory)) return ok([])
    const found = pageOf(core.world, channel.id, page, (stored) => !stored.hiddenFor)
    return ok(found.reverse().map((stored) => stored.message))
  }),
  botRoute('GET', `${MESSAGES}/:message`, (core, call) => {
    const channel = needBotChannel(core, call.param('channel'))
    requireBot(core, channel, Can.ReadMessageHistory)
    return ok(needBotMessage(core, channel, call.param('message')).message)
  }),
  { ...botRoute('POST', MESSAGES, postMessage), limit: NEW_MESSAGE_LIMIT },
  botRoute('POST', `${MESSAGES}/bulk-delete`, bulkDelete),
  botRoute('PATCH', `${MESSAGES}/:message`, patchMessage),
  botRoute('DELETE', `${MESSAGES}/:message`, (core, call) => {
    const channel = needBotChannel(core, call.param('channel'))
    const stored = needBotMessage(core, channel, call.param('message'))
    if (!isOwn(core, stored)) requireBot(core, channel, Can.ManageMessages)
    deleteMessage(core, stored)
    return done()
  }),
]

function postMessage(core: Core, call: Call): Reply {
  const channel = needBotChannel(core, call.param('channel'))
  requireBot(core, channel, channel.thread ? Can.SendMessagesInThreads : Can.SendMessages)
  if (channel.thread?.isLocked) throw refuse('threadArchived')
  const body = readMessage(call.body)
  requireForContent(core, channel, body, call.files.length > 0)
  const known = findByNonce(core, channel.id, body)
  if (known) return ok(withNonce(known, body))
  const plain = { ...body, flags: (body.flags ?? 0) & ~MessageFlags.Ephemeral }
  const stored = createMessage(core, channel, botUser(core.world), plain, call.files)
  rememberNonce(core, channel.id, body, stored)
  if (channel.thread) channel.thread.isArchived = false
  return ok(withNonce(stored, body))
}

function withNonce({ message }: StoredMessage, { nonce }: MessageBody): APIMessage {
  return nonce === undefined || nonce === null ? message : { ...message, nonce }
}

function requireForContent(core: Core, channel: Channel, body: MessageBody, hasFiles: boolean): void {
  if (body.embeds?.length) requireBot(core, channel, Can.EmbedLinks)
  if (hasFiles) requireBot(core, channel, Can.AttachFiles)
  if (body.message_reference && !botMay(core, channel, Can.ReadMessageHistory)) {
    throw new DiscordError(400, 160002, 'Cannot reply without permission to read message history')
  }
}

function patchMessage(core: Core, call: Call): Reply {
  const channel = needBotChannel(core, call.param('channel'))
  const stored = needBotMessage(core, channel, call.param('message'))
  if (!isOwn(core, stored)) return suppressEmbeds(core, channel, stored, call.body)
  const wasLayout = ((stored.message.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0
  const body = readMessage(call.body, [], wasLayout)
  requireForContent(core, channel, body, call.files.length > 0)
  countOldEdit(core, stored)
  return ok(editMessage(core, stored, body, call.files).message)
}

/** Of others' messages a bot may change nothing but whether embeds show. */
function suppressEmbeds(core: Core, channel: Channel, stored: StoredMessage, body: unknown): Reply {
  const fields = isRecord(body) ? Object.keys(body) : []
  if (fields.some((field) => field !== 'flags')) throw refuse('notAuthor')
  requireBot(core, channel, Can.ManageMessages)
  return ok(editMessage(core, stored, readMessage(body), []).message)
}

function isOwn(core: Core, stored: StoredMessage): boolean {
  return stored.message.author.id === core.world.application.id
}

function readPage(call: Call): Page {
  const asked = call.query.get('limit')
  const limit = asked === null ? DEFAULT_PAGE : Number(asked)
  if (!Number.isInteger(limit)) refuseField(['limit'], 'NUMBER_TYPE_COERCE', `Value "${asked}" is not int.`)
  if (limit < 1) refuseField(['limit'], 'NUMBER_TYPE_MIN', 'int value should be greater than or equal to 1.')
  if (limit > MAX_PAGE) refuseField(['limit'], 'NUMBER_TYPE_MAX', 'int value should be less than or equal to 100.')
  return { before: readId(call, 'before'), after: readId(call, 'after'), around: readId(call, 'around'), limit }
}

function readId(call: Call, name: string): string | undefined {
  const id = call.query.get(name) ?? undefined
  if (id !== undefined && !isSnowflake(id)) {
    refuseField([name], 'NUMBER_TYPE_COERCE', `Value "${id}" is not snowflake.`)
  }
  return id
}

function bulkDelete(core: Core, call: Call): Reply {
  const channel = needBotChannel(core, call.param('channel'))
  requireBot(core, channel, Can.ManageMessages)
  const asked = isRecord(call.body) && Array.isArray(call.body.messages) ? call.body.messages.map(String) : []
  if (asked.length < 2 || asked.length > 100) {
    throw new DiscordError(
      400,
      50016,
      'Provided too few or too many messages to delete. Must provide at least 2 and fewer than 100 messages to delete',
    )
  }
  if (asked.some((id) => core.clock.now() - snowflakeTime(id) > BULK_MAX_AGE_MS)) {
    throw new DiscordError(400, 50034, 'You can only bulk delete messages that are under 14 days old.')
  }
  for (const id of asked) {
    const stored = core.world.messages[channel.id]?.find((one) => one.message.id === id && !one.hiddenFor)
    if (stored) deleteMessage(core, stored)
  }
  return done()
}
