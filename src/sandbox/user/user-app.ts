import type { HttpBindings } from '@hono/node-server'
import { PermissionFlagsBits as Can, GatewayIntentBits as Intent, Locale } from 'discord-api-types/v10'
import { Hono } from 'hono'
import { z } from 'zod'
import { type HttpContext, sendJson } from '../answer.ts'
import type { Core } from '../core.ts'
import { DiscordError } from '../discord-error.ts'
import type { Gateway } from '../gateway/gateway.ts'
import { MAX_CONTENT } from '../messages/message-schema.ts'
import { createMessage, deleteMessage } from '../messages/write.ts'
import { tell } from '../world/changes.ts'
import { findMessage, pageOf } from '../world/history.ts'
import { findUser, toApiMember } from '../world/people.ts'
import { may } from '../world/permissions.ts'
import type { StoredMessage, User } from '../world/world.ts'
import { act, actSchema } from './act.ts'
import { readBody } from './body.ts'
import { UserRefusal } from './refusal.ts'
import { canSee, needViewable, show } from './sight.ts'
import { showUser, stateFor } from './state.ts'
import { addTestControls } from './test-controls.ts'

type UserApp = Hono<{ Bindings: HttpBindings }>

const DEFAULT_PAGE = 50
const MAX_PAGE = 100

const changesSchema = z.object({ locale: z.enum(Locale).optional(), roles: z.array(z.string()).optional() })
const contentSchema = z.object({ content: z.string().trim().min(1).max(MAX_CONTENT) })

/** The API of the page and of tests: what a person does in Discord's client. */
export function createUserApp(core: Core, gateway: Gateway): UserApp {
  const app: UserApp = new Hono()
  app.onError(answerError)
  app.get('/state', (context) => {
    const state = stateFor(core.world, needMe(core, context), gateway.isBotOnline)
    return sendJson(context, { ...state, now: core.clock.now() })
  })
  app.patch('/users/:id', async (context) => {
    const user = needUserById(core, context.req.param('id'))
    Object.assign(user, await readBody(context, changesSchema))
    const member = { ...toApiMember(user), guild_id: core.world.guild.id }
    tell(core, 'GUILD_MEMBER_UPDATE', member, Intent.GuildMembers)
    core.bus.tell({ type: 'stateChange' })
    return sendJson(context, showUser(core.world, user))
  })
  app.post('/interactions', async (context) => {
    const me = needMe(core, context)
    return sendJson(context, await act(core, me, await readBody(context, actSchema)))
  })
  addMessages(app, core)
  addTestControls(app, core, gateway)
  return app
}

function addMessages(app: UserApp, core: Core): void {
  app.get('/channels/:channel/messages', (context) => {
    const me = needMe(core, context)
    const channel = needViewable(core.world, me, context.req.param('channel'))
    const asked = Number(context.req.query('limit') ?? DEFAULT_PAGE)
    const limit = Math.min(MAX_PAGE, Math.max(1, Number.isInteger(asked) ? asked : DEFAULT_PAGE))
    const page = { before: context.req.query('before'), limit }
    const mayRead = may(core.world, me, channel, Can.ReadMessageHistory)
    const seen = pageOf(
      core.world,
      channel.id,
      page,
      (one) => (mayRead || !!one.hiddenFor) && canSee(core.world, me, one),
    )
    return sendJson(context, seen.map(show))
  })
  app.post('/channels/:channel/messages', async (context) => {
    const me = needMe(core, context)
    const channel = needViewable(core.world, me, context.req.param('channel'))
    const needed = channel.thread ? Can.SendMessagesInThreads : Can.SendMessages
    if (!may(core.world, me, channel, needed)) throw new UserRefusal(403, 'noSending', 'You may not write here')
    const body = await readBody(context, contentSchema)
    return sendJson(context, show(createMessage(core, channel, me, body, [])))
  })
  app.post('/messages/:channel/:message/dismiss', (context) => {
    const me = needMe(core, context)
    const stored = needSeen(core, me, context.req.param('channel'), context.req.param('message'))
    if (stored.hiddenFor !== me.id) throw new UserRefusal(400, 'notHidden', 'Only hidden messages are dismissed')
    deleteMessage(core, stored)
    return sendJson(context, {})
  })
  app.delete('/messages/:channel/:message', (context) => {
    const me = needMe(core, context)
    const stored = needSeen(core, me, context.req.param('channel'), context.req.param('message'))
    const channel = needViewable(core.world, me, stored.message.channel_id)
    const isOwn = stored.message.author.id === me.id
    if (!isOwn && !may(core.world, me, channel, Can.ManageMessages)) {
      throw new UserRefusal(403, 'noDeleting', "You may not delete others' messages")
    }
    deleteMessage(core, stored)
    return sendJson(context, {})
  })
}

function needSeen(core: Core, me: User, channelId: string, id: string): StoredMessage {
  const stored = findMessage(core.world, channelId, id)
  if (stored && canSee(core.world, me, stored)) return stored
  throw new UserRefusal(404, 'unknownMessage', `There is no message ${id} that you may see`)
}

function needMe(core: Core, context: HttpContext): User {
  const id = context.req.header('x-sandbox-user')
  if (!id) throw new UserRefusal(400, 'noUser', 'The header X-Sandbox-User must say who you are')
  return needUserById(core, id)
}

function needUserById(core: Core, id: string): User {
  const user = findUser(core.world, id)
  if (!user || user.bot || !user.isListed) throw new UserRefusal(404, 'unknownUser', `There is no user ${id}`)
  return user
}

function answerError(error: Error, context: HttpContext): Response {
  if (error instanceof UserRefusal) {
    return sendJson(context, { error: { code: error.code, message: error.message } }, error.status)
  }
  if (error instanceof DiscordError) {
    return sendJson(context, { error: { code: String(error.code), message: error.message } }, 400)
  }
  console.error(error)
  return sendJson(context, { error: { code: 'sandbox', message: 'The sandbox failed' } }, 500)
}
