import type { Client, REST } from 'discord.js'
import type { LivePost, LivePoster } from '../live/poster.ts'
import { liveMark, liveMessage } from './live-card.ts'
import { carriesCustomId, createPosting } from './posting.ts'
import { DEFAULT_LANGUAGE, type Settings } from './settings.ts'
import type { Texts } from './texts.ts'

/** Posts live rounds on Discord. `rest` must not retry by itself: the round's record does. */
export function createLivePoster(parts: { client: Client; rest: REST; settings: Settings; texts: Texts }): LivePoster {
  const { settings, texts } = parts
  const posting = createPosting(parts)

  async function render(post: LivePost) {
    const { language } = await settings.of(post.guild)
    return liveMessage(post, await texts.reader(language ?? DEFAULT_LANGUAGE))
  }

  return {
    post: async (post, nonce) => posting.send(post, await render(post), nonce),
    edit: async (post, message) => posting.edit(post, message, await render(post)),
    find: (post, since) => posting.find(post, since, (message) => carriesCustomId(message, liveMark(post))),
  }
}
