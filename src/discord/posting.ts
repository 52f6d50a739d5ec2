import { type Client, PermissionFlagsBits, type REST, Routes, SnowflakeUtil } from 'discord.js'
import type { APIMessage } from 'discord-api-types/v10'
import { PosterError } from '../daily/poster.ts'
import type { Message } from './command.ts'
import { posterError } from './poster-error.ts'
import { toPayload } from './reply.ts'

const PAGE = 100 // Discord: messages of a channel's history in one request

export interface Place {
  readonly guild: string
  readonly channel: string
}

/** Messages of our own in a channel, each request once and without a ping. Every call throws PosterError. */
export interface Posting {
  /** Sends and resolves with the message id; the same nonce within minutes sends once. */
  send(place: Place, message: Message, nonce: string): Promise<string>
  edit(place: Place, id: string, message: Message): Promise<void>
  /**
   * Looks for a message of ours in the channel's history from `since` (milliseconds since the epoch) on; resolves with
   * its id, or undefined when it is not there.
   */
  find(place: Place, since: number, isIt: (message: APIMessage) => boolean): Promise<string | undefined>
}

/** `rest` must not retry by itself, so that whoever records the tries knows of each. */
export function createPosting({ client, rest }: { client: Client; rest: REST }): Posting {
  return {
    async send({ guild, channel }, message, nonce) {
      requireGuild(guild)
      const body = { ...bodyOf(message), nonce, enforce_nonce: true }
      const sent = await attempt(() => rest.post(Routes.channelMessages(channel), { body }))
      return (sent as APIMessage).id
    },

    async edit({ guild, channel }, id, message) {
      requireGuild(guild)
      await attempt(() => rest.patch(Routes.channelMessage(channel, id), { body: bodyOf(message) }))
    },

    async find({ guild, channel }, since, isIt) {
      requireGuild(guild)
      if (!mayReadHistory(guild, channel)) throw new PosterError('history-hidden')
      let after = String(SnowflakeUtil.generate({ timestamp: since }))
      for (;;) {
        const query = new URLSearchParams({ after, limit: String(PAGE) })
        const page = (await attempt(() => rest.get(Routes.channelMessages(channel), { query }))) as APIMessage[]
        const found = page.find((message) => message.author.id === client.user?.id && isIt(message))
        if (found) return found.id
        if (page.length < PAGE) return undefined
        after = page.map((message) => message.id).reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b))
      }
    },
  }

  function requireGuild(guild: string): void {
    const known = client.guilds.cache.get(guild)
    if (!known) throw new PosterError('left-guild')
    if (!known.available) throw new PosterError('try-later')
  }

  function mayReadHistory(guild: string, channel: string): boolean {
    const known = client.guilds.cache.get(guild)
    const me = known?.members.me
    const permissions = me && known.channels.cache.get(channel)?.permissionsFor(me)
    return permissions?.has([PermissionFlagsBits.ViewChannel, PermissionFlagsBits.ReadMessageHistory]) ?? false
  }
}

/** Whether a message has a button or menu with this custom id. */
export function carriesCustomId(message: APIMessage, id: string): boolean {
  return (message.components ?? []).some(
    (one) => 'components' in one && one.components.some((part) => 'custom_id' in part && part.custom_id === id),
  )
}

async function attempt<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request()
  } catch (error) {
    throw posterError(error)
  }
}

function bodyOf(message: Message) {
  const { content, embeds, components, allowedMentions } = toPayload(message)
  return { content, embeds, components, allowed_mentions: allowedMentions }
}
