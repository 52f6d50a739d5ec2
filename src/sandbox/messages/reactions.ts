import { type APIReaction, GatewayIntentBits as Intent } from 'discord-api-types/v10'
import type { Core } from '../core.ts'
import { tell } from '../world/changes.ts'
import type { StoredMessage } from '../world/world.ts'

const MAX_REACTIONS = 20 // different emojis on one message

/** Who reacted with what is not kept: bots of this kind only need the count and whether they did themselves. */
export function addReaction(core: Core, stored: StoredMessage, emoji: string): boolean {
  const reactions = stored.message.reactions ?? []
  const known = reactions.find((one) => nameOf(one) === emoji)
  if (known?.me) return true
  if (!known && reactions.length >= MAX_REACTIONS) return false
  const others = reactions.filter((one) => one !== known)
  stored.message.reactions = [...others, reactionOf(emoji, (known?.count ?? 0) + 1, true)]
  told(core, stored, 'MESSAGE_REACTION_ADD', emoji)
  return true
}

export function removeReaction(core: Core, stored: StoredMessage, emoji: string): void {
  const reactions = stored.message.reactions ?? []
  const known = reactions.find((one) => nameOf(one) === emoji)
  if (!known?.me) return
  const others = reactions.filter((one) => one !== known)
  stored.message.reactions = known.count > 1 ? [...others, reactionOf(emoji, known.count - 1, false)] : others
  told(core, stored, 'MESSAGE_REACTION_REMOVE', emoji)
}

function nameOf({ emoji }: APIReaction): string {
  return emoji.id ? `${emoji.name}:${emoji.id}` : (emoji.name ?? '')
}

function reactionOf(text: string, count: number, me: boolean): APIReaction {
  return {
    emoji: emojiOf(text),
    count,
    count_details: { burst: 0, normal: count },
    me,
    me_burst: false,
    burst_colors: [],
  }
}

function emojiOf(text: string): APIReaction['emoji'] {
  const [name = text, id] = text.split(':')
  return { id: id ?? null, name }
}

function told(core: Core, stored: StoredMessage, name: string, emoji: string): void {
  const { id, channel_id } = stored.message
  const { guild, application } = core.world
  const data = {
    user_id: application.id,
    channel_id,
    message_id: id,
    guild_id: guild.id,
    emoji: emojiOf(emoji),
    burst: false,
    type: 0,
  }
  tell(core, name, data, Intent.GuildMessageReactions)
  core.bus.tell({ type: 'messageUpdate', stored, isQuiet: true })
}
