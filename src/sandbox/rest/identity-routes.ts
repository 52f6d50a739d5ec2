import { ApplicationFlags } from 'discord-api-types/v10'
import type { Core } from '../core.ts'
import { refuse } from '../discord-error.ts'
import { botUser, findUser, toApiUser } from '../world/people.ts'
import { guildPermissions } from '../world/permissions.ts'
import { botRoute, ok, type Route } from './route.ts'

const IDENTIFIES_LEFT = 1_000 // per day, as Discord allows

/** Who the bot is, and where its gateway stands. */
export const identityRoutes: Route[] = [
  botRoute('GET', '/gateway', (core) => ok({ url: gatewayUrl(core) })),
  botRoute('GET', '/gateway/bot', (core) =>
    ok({
      url: gatewayUrl(core),
      shards: 1,
      session_start_limit: {
        total: IDENTIFIES_LEFT,
        remaining: IDENTIFIES_LEFT,
        reset_after: 86_400_000,
        max_concurrency: 1,
      },
    }),
  ),
  botRoute('GET', '/users/@me', (core) => ok(ownUser(core))),
  botRoute('GET', '/users/@me/guilds', (core) => {
    const bot = botUser(core.world)
    if (bot.isAbsent) return ok([])
    const { id, name } = core.world.guild
    const permissions = guildPermissions(core.world, bot).toString()
    return ok([{ id, name, icon: null, banner: null, owner: false, permissions, features: [] }])
  }),
  botRoute('GET', '/users/:user', (core, call) => {
    const user = findUser(core.world, call.param('user'))
    if (!user) throw refuse('unknownUser')
    return ok(toApiUser(user))
  }),
  botRoute('GET', '/applications/@me', (core) => ok(application(core))),
  botRoute('GET', '/oauth2/applications/@me', (core) => ok(application(core))),
]

export function gatewayUrl(core: Core): string {
  return `${core.url.replace('http', 'ws')}/gateway`
}

export function ownUser(core: Core): Record<string, unknown> {
  return { ...toApiUser(botUser(core.world)), flags: 0, bot: true, mfa_enabled: true, verified: true, email: null }
}

/** All privileged intents are switched on, as a developer may do for a bot in few servers. */
export const APPLICATION_FLAGS =
  ApplicationFlags.GatewayPresenceLimited |
  ApplicationFlags.GatewayGuildMembersLimited |
  ApplicationFlags.GatewayMessageContentLimited

function application(core: Core): Record<string, unknown> {
  const { id, name } = core.world.application
  return {
    id,
    name,
    icon: null,
    description: '',
    type: null,
    bot: toApiUser(botUser(core.world)),
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: APPLICATION_FLAGS,
    owner: toApiUser(botUser(core.world)),
    team: null,
    summary: '',
    hook: true,
    approximate_guild_count: 1,
    integration_types_config: { 0: {} },
  }
}
