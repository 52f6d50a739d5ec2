import { PermissionFlagsBits as Can, GatewayIntentBits as Intent } from 'discord-api-types/v10'
import type { Core } from '../core.ts'
import { refuse } from '../discord-error.ts'
import { refuseField } from '../form-body.ts'
import { tell } from '../world/changes.ts'
import { botUser, findUser, toApiMember } from '../world/people.ts'
import { guildPermissions } from '../world/permissions.ts'
import { toApiChannel, toApiGuild } from '../world/places.ts'
import type { User } from '../world/world.ts'
import { botRoute, type Call, done, ok, type Reply, type Route } from './route.ts'

const MAX_MEMBERS = 1_000 // a page

/** The server, its roles and members. */
export const guildRoutes: Route[] = [
  guildRoute('GET', '', (core, call) => {
    const counts = { approximate_member_count: core.world.users.length, approximate_presence_count: 1 }
    return ok({ ...toApiGuild(core.world.guild), ...(call.query.get('with_counts') === 'true' && counts) })
  }),
  guildRoute('GET', '/channels', (core) =>
    ok(core.world.channels.filter((one) => !one.thread).map((channel) => toApiChannel(core.world, channel))),
  ),
  guildRoute('GET', '/roles', (core) => ok(core.world.guild.roles)),
  guildRoute('GET', '/roles/:role', (core, call) => {
    const role = core.world.guild.roles.find((one) => one.id === call.param('role'))
    if (!role) throw refuse('unknownRole')
    return ok(role)
  }),
  guildRoute('GET', '/members', (core, call) => {
    const after = call.query.get('after') ?? '0'
    const rest = core.world.users.filter((user) => BigInt(user.id) > BigInt(after))
    return ok(rest.slice(0, readLimit(call)).map(toApiMember))
  }),
  guildRoute('GET', '/members/search', (core, call) => {
    const query = (call.query.get('query') ?? '').toLowerCase()
    if (query === '') refuseField(['query'], 'BASE_TYPE_REQUIRED', 'This field is required')
    const names = (user: User) => [user.username, user.globalName ?? ''].map((name) => name.toLowerCase())
    const found = core.world.users.filter((user) => names(user).some((name) => name.startsWith(query)))
    return ok(found.slice(0, readLimit(call)).map(toApiMember))
  }),
  guildRoute('PATCH', '/members/@me', (core) => ok(toApiMember(botUser(core.world)))),
  guildRoute('GET', '/members/:user', (core, call) => ok(toApiMember(needMember(core, call)))),
  guildRoute('PUT', '/members/:user/roles/:role', (core, call) => setRole(core, call, true)),
  guildRoute('DELETE', '/members/:user/roles/:role', (core, call) => setRole(core, call, false)),
]

function guildRoute(method: Route['method'], end: string, handle: Route['handle']): Route {
  return botRoute(method, `/guilds/:guild${end}`, (core, call) => {
    const isAbsent = botUser(core.world).isAbsent === true
    if (call.param('guild') !== core.world.guild.id || isAbsent) throw refuse('unknownGuild')
    return handle(core, call)
  })
}

function readLimit(call: Call): number {
  const limit = Number(call.query.get('limit') ?? 1)
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_MEMBERS) return limit
  refuseField(['limit'], 'NUMBER_TYPE_MAX', `int value should be between 1 and ${MAX_MEMBERS}.`)
}

function needMember(core: Core, call: Call): User {
  const user = findUser(core.world, call.param('user'))
  if (!user) throw refuse('unknownMember')
  return user
}

function setRole(core: Core, call: Call, isHeld: boolean): Reply {
  const user = needMember(core, call)
  const role = core.world.guild.roles.find((one) => one.id === call.param('role'))
  if (!role) throw refuse('unknownRole')
  if (!(guildPermissions(core.world, botUser(core.world)) & Can.ManageRoles)) throw refuse('missingPermissions')
  const others = user.roles.filter((id) => id !== role.id)
  user.roles = isHeld ? [...others, role.id] : others
  const member = { ...toApiMember(user), guild_id: core.world.guild.id }
  tell(core, 'GUILD_MEMBER_UPDATE', member, Intent.GuildMembers)
  core.bus.tell({ type: 'stateChange' })
  return done()
}
