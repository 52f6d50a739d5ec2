import { PermissionFlagsBits as Can } from 'discord-api-types/v10'
import { DiscordError } from '../discord-error.ts'
import { needBotChannel, needBotMessage, requireBot } from '../messages/bot-rights.ts'
import { addReaction, removeReaction } from '../messages/reactions.ts'
import { botRoute, done, type Route } from './route.ts'

const REACTION = '/channels/:channel/messages/:message/reactions/:emoji/@me'

/** The bot's own reactions. */
export const reactionRoutes: Route[] = [
  botRoute('PUT', REACTION, (core, call) => {
    const channel = needBotChannel(core, call.param('channel'))
    requireBot(core, channel, Can.ReadMessageHistory | Can.AddReactions)
    const stored = needBotMessage(core, channel, call.param('message'))
    const isAdded = addReaction(core, stored, call.param('emoji'))
    if (!isAdded) throw new DiscordError(400, 30010, 'Maximum number of reactions reached (20)')
    return done()
  }),
  botRoute('DELETE', REACTION, (core, call) => {
    const channel = needBotChannel(core, call.param('channel'))
    removeReaction(core, needBotMessage(core, channel, call.param('message')), call.param('emoji'))
    return done()
  }),
]
