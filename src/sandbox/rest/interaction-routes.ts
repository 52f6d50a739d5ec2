import type { Core } from '../core.ts'
import { refuse } from '../discord-error.ts'
import type { Interaction } from '../interactions/book.ts'
import { acknowledge } from '../interactions/callback.ts'
import { deleteWebhookMessage, editWebhookMessage, followUp, needWebhookMessage } from '../interactions/webhook.ts'
import { type Call, done, ok, type Reply, type Route } from './route.ts'

const WEBHOOK = '/webhooks/:application/:token'

/** Callbacks, and the webhook that each acknowledged interaction has for 15 minutes. */
export const interactionRoutes: Route[] = [
  tokenRoute('POST', '/interactions/:interaction/:token/callback', (core, call) => {
    const now = core.clock.now()
    const interaction = core.interactions.needForCallback(call.param('interaction'), call.param('token'), now)
    const response = acknowledge(core, interaction, call.body, call.files)
    return call.query.get('with_response') === 'true' ? ok(response) : done()
  }),
  tokenRoute('POST', WEBHOOK, (core, call) => ok(followUp(core, webhookOf(core, call), call.body, call.files).message)),
  tokenRoute('GET', `${WEBHOOK}/messages/:message`, (core, call) =>
    ok(needWebhookMessage(core, webhookOf(core, call), call.param('message')).message),
  ),
  tokenRoute('PATCH', `${WEBHOOK}/messages/:message`, (core, call) =>
    ok(editWebhookMessage(core, webhookOf(core, call), call.param('message'), call.body, call.files).message),
  ),
  tokenRoute('DELETE', `${WEBHOOK}/messages/:message`, (core, call) => {
    deleteWebhookMessage(core, webhookOf(core, call), call.param('message'))
    return done()
  }),
]

function tokenRoute(method: Route['method'], path: string, handle: (core: Core, call: Call) => Reply): Route {
  return { method, path, auth: 'path', handle }
}

function webhookOf(core: Core, call: Call): Interaction {
  if (call.param('application') !== core.world.application.id) throw refuse('unknownWebhook')
  return core.interactions.needForWebhook(call.param('token'), core.clock.now())
}
