import {
  deleteCommand,
  needCommand,
  patchCommand,
  type Scope,
  setCommands,
  upsertCommand,
  withoutLocalizations,
} from '../commands/command-book.ts'
import type { Core } from '../core.ts'
import { refuse } from '../discord-error.ts'
import { botRoute, type Call, created, done, ok, type Reply, type Route } from './route.ts'

const PERMISSIONS = '/applications/:application/guilds/:guild/commands'

/** Application commands, of the application and of the server. */
export const commandRoutes: Route[] = [
  botRoute('GET', `${PERMISSIONS}/permissions`, (core, call) => {
    checkOwner(core, call)
    return ok([])
  }),
  botRoute('GET', '/applications/:application/guilds/:guild/commands/:command/permissions', (core, call) => {
    checkOwner(core, call)
    // Nobody has changed any under Integrations; Discord then knows none.
    throw refuse('unknownPermissions')
  }),
  ...scopedRoutes('global', '/applications/:application/commands'),
  ...scopedRoutes('guild', '/applications/:application/guilds/:guild/commands'),
]

function scopedRoutes(scope: Scope, path: string): Route[] {
  const route = (method: Route['method'], end: string, handle: (core: Core, call: Call) => Reply): Route =>
    botRoute(method, path + end, (core, call) => {
      checkOwner(core, call)
      return handle(core, call)
    })
  return [
    route('GET', '', (core, call) => {
      const all = core.world.commands[scope]
      return ok(call.query.get('with_localizations') === 'true' ? all : all.map(withoutLocalizations))
    }),
    route('POST', '', (core, call) => {
      const { command, isNew } = upsertCommand(core, scope, call.body)
      return isNew ? created(command) : ok(command)
    }),
    route('PUT', '', (core, call) => ok(setCommands(core, scope, call.body))),
    route('GET', '/:command', (core, call) => ok(needCommand(core, scope, call.param('command')))),
    route('PATCH', '/:command', (core, call) => ok(patchCommand(core, scope, call.param('command'), call.body))),
    route('DELETE', '/:command', (core, call) => {
      deleteCommand(core, scope, call.param('command'))
      return done()
    }),
  ]
}

function checkOwner(core: Core, call: Call): void {
  if (call.param('application') !== core.world.application.id) throw refuse('unknownApplication')
  const guild = call.param('guild')
  if (guild !== '' && guild !== core.world.guild.id) throw refuse('unknownGuild')
}
