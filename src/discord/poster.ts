import {
  type Client,
  DiscordAPIError,
  PermissionFlagsBits,
  type REST,
  RESTJSONErrorCodes,
  Routes,
  roleMention,
  SnowflakeUtil,
} from 'discord.js'
import type { APIMessage } from 'discord-api-types/v10'
import type { Logger } from 'pino'
import { type DailyPost, type Poster, PosterError, type PostState } from '../daily/poster.ts'
import type { Message } from './command.ts'
import { parseCustomId } from './custom-id.ts'
import { dailyMessage, postTitle } from './daily-post.ts'
import { noticeText } from './notice-text.ts'
import { posterError } from './poster-error.ts'
import { RECAP_ACTION, recapMessage } from './recap-card.ts'
import { clip, toPayload } from './reply.ts'
import { DEFAULT_LANGUAGE, type Settings } from './settings.ts'
import type { Texts } from './texts.ts'

const PAGE = 100 // Discord: messages of a channel's history in one request
const MAX_THREAD_NAME = 100 // Discord: characters of a thread's name

/** Posts the daily quiz on Discord. `rest` must not retry by itself: the ledger does. */
export function createPoster(parts: {
  client: Client
  rest: REST
  settings: Settings
  texts: Texts
  logger: Logger
}): Poster {
  const { client, rest, settings, texts, logger } = parts

  async function lookOf(guild: string) {
    const { language, zone } = await settings.of(guild)
    return { reader: await texts.reader(language ?? DEFAULT_LANGUAGE), zone }
  }

  async function render(post: DailyPost, state: PostState) {
    const { reader, zone } = await lookOf(post.guild)
    return bodyOf(dailyMessage(post, state, reader, zone), pingedRole(post))
  }

  /** The role that the post pings, unless it was deleted meanwhile. */
  function pingedRole({ guild, role }: DailyPost): string | undefined {
    return role !== null && client.guilds.cache.get(guild)?.roles.cache.has(role) ? role : undefined
  }

  return {
    async post(post, nonce) {
      requireGuild(post.guild)
      const body = { ...(await render(post, { kind: 'open', members: 0 })), nonce, enforce_nonce: true }
      const message = await attempt(() => rest.post(Routes.channelMessages(post.channel), { body }))
      return (message as APIMessage).id
    },

    async edit(post, message, state) {
      requireGuild(post.guild)
      const body = await render(post, state)
      await attempt(() => rest.patch(Routes.channelMessage(post.channel, message), { body }))
    },

    async thread(post, message) {
      requireGuild(post.guild)
      const { reader, zone } = await lookOf(post.guild)
      const body = { name: clip(postTitle(post, reader, zone), MAX_THREAD_NAME) }
      try {
        await rest.post(Routes.threads(post.channel, message), { body })
      } catch (error) {
        const isThere =
          error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage
        if (!isThere) throw posterError(error)
      }
    },

    async pin(post, message) {
      requireGuild(post.guild)
      await attempt(() => rest.put(Routes.channelMessagesPin(post.channel, message)))
    },

    async recap(post, nonce) {
      requireGuild(post.guild)
      const { reader, zone } = await lookOf(post.guild)
      const body = { ...bodyOf(recapMessage(post, reader, zone)), nonce, enforce_nonce: true }
      const message = await attempt(() => rest.post(Routes.channelMessages(post.channel), { body }))
      return (message as APIMessage).id
    },

    async find(post, since, what = 'post') {
      requireGuild(post.guild)
      if (!mayReadHistory(post.guild, post.channel)) throw new PosterError('history-hidden')
      let after = String(SnowflakeUtil.generate({ timestamp: since }))
      for (;;) {
        const query = new URLSearchParams({ after, limit: String(PAGE) })
        const page = (await attempt(() => rest.get(Routes.channelMessages(post.channel), { query }))) as APIMessage[]
        const found = page.find(
          (message) => message.author.id === client.user?.id && carriesRound(message, post.roundId, what),
        )
        if (found) return found.id
        if (page.length < PAGE) return undefined
        after = page.map((message) => message.id).reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b))
      }
    },

    async notifyModerators(guild, notice, nonce) {
      const { moderatorChannel, language } = await settings.of(guild)
      if (!moderatorChannel) {
        logger.warn({ guild, ...notice }, "a schedule needs its moderators, and no moderators' channel is set")
        return false
      }
      requireGuild(guild)
      const content = noticeText(notice, await texts.reader(language ?? DEFAULT_LANGUAGE))
      const body = { ...bodyOf({ content }), nonce, enforce_nonce: true }
      await attempt(() => rest.post(Routes.channelMessages(moderatorChannel), { body }))
      return true
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

async function attempt<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request()
  } catch (error) {
    throw posterError(error)
  }
}

/** A message as Discord takes it; `role` is pinged by it, and nothing else ever. */
function bodyOf(message: Message, role?: string) {
  const { content, embeds, components, allowedMentions } = toPayload(message)
  return {
    content: role === undefined ? content : `${roleMention(role)} ${content}`.trim(),
    embeds,
    components,
    allowed_mentions: role === undefined ? allowedMentions : { parse: [], roles: [role] },
  }
}

function carriesRound(message: APIMessage, round: string, what: 'post' | 'recap'): boolean {
  const parts = (message.components ?? []).flatMap((one) => ('components' in one ? [...one.components] : []))
  const ids = parts.flatMap((part) => ('custom_id' in part ? (parseCustomId(part.custom_id) ?? []) : []))
  return ids.some(({ action, args }) => args[0] === round && (action === RECAP_ACTION) === (what === 'recap'))
}
