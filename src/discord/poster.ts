import { type Client, channelMention, PermissionFlagsBits, type REST, Routes, SnowflakeUtil } from 'discord.js'
import type { APIMessage } from 'discord-api-types/v10'
import type { Logger } from 'pino'
import { type DailyPost, type Notice, type Poster, PosterError, type PostState } from '../daily/poster.ts'
import type { Message } from './command.ts'
import { parseCustomId } from './custom-id.ts'
import { dailyMessage } from './daily-post.ts'
import { posterError } from './poster-error.ts'
import { toPayload } from './reply.ts'
import { reasonText } from './schedule-card.ts'
import { DEFAULT_LANGUAGE, type Settings } from './settings.ts'
import type { Reader, Texts } from './texts.ts'

const PAGE = 100 // Discord: messages of a channel's history in one request

/** Posts the daily quiz on Discord. `rest` must not retry by itself: the ledger does. */
export function createPoster(parts: {
  client: Client
  rest: REST
  settings: Settings
  texts: Texts
  logger: Logger
}): Poster {
  const { client, rest, settings, texts, logger } = parts

  async function render(post: DailyPost, state: PostState): Promise<Message> {
    const { language, zone } = await settings.of(post.guild)
    return dailyMessage(post, state, await texts.reader(language ?? DEFAULT_LANGUAGE), zone)
  }

  return {
    async post(post, nonce) {
      requireGuild(post.guild)
      const body = { ...bodyOf(await render(post, { kind: 'open', members: 0 })), nonce, enforce_nonce: true }
      const message = await attempt(() => rest.post(Routes.channelMessages(post.channel), { body }))
      return (message as APIMessage).id
    },

    async edit(post, message, state) {
      requireGuild(post.guild)
      const body = bodyOf(await render(post, state))
      await attempt(() => rest.patch(Routes.channelMessage(post.channel, message), { body }))
    },

    async find(post, since) {
      requireGuild(post.guild)
      if (!mayReadHistory(post.guild, post.channel)) throw new PosterError('history-hidden')
      let after = String(SnowflakeUtil.generate({ timestamp: since }))
      for (;;) {
        const query = new URLSearchParams({ after, limit: String(PAGE) })
        const page = (await attempt(() => rest.get(Routes.channelMessages(post.channel), { query }))) as APIMessage[]
        const found = page.find(
          (message) => message.author.id === client.user?.id && carriesRound(message, post.roundId),
        )
        if (found) return found.id
        if (page.length < PAGE) return undefined
        after = page.map((message) => message.id).reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b))
      }
    },

    async notifyModerators(guild, notice) {
      const { moderatorChannel, language } = await settings.of(guild)
      if (!moderatorChannel)
        return logger.warn({ guild, ...notice }, "a schedule needs its moderators, and no moderators' channel is set")
      const content = noticeText(notice, await texts.reader(language ?? DEFAULT_LANGUAGE))
      await attempt(() => rest.post(Routes.channelMessages(moderatorChannel), { body: bodyOf({ content }) }))
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

function bodyOf(message: Message) {
  const { content, embeds, components, allowedMentions } = toPayload(message)
  return { content, embeds, components, allowed_mentions: allowedMentions }
}

function carriesRound(message: APIMessage, round: string): boolean {
  return (message.components ?? []).some(
    (one) =>
      'components' in one &&
      one.components.some((part) => 'custom_id' in part && parseCustomId(part.custom_id)?.args[0] === round),
  )
}

function noticeText(notice: Notice, reader: Reader): string {
  const values = {
    channel: channelMention(notice.channel),
    schedule: notice.schedule,
    reason: reasonText(notice.reason, reader),
  }
  return reader.t(notice.kind === 'paused' ? 'daily.notice' : 'daily.noticeUnknown', values)
}
