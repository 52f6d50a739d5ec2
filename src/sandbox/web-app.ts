import type { HttpBindings } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import type { Core } from './core.ts'
import type { Gateway } from './gateway/gateway.ts'
import { isOwnHost, isOwnOrigin } from './origins.ts'
import { allRoutes } from './rest/all-routes.ts'
import { createRestApp } from './rest/rest-app.ts'
import { createUserApp } from './user/user-app.ts'

type WebApp = Hono<{ Bindings: HttpBindings }>

/** The page loads nothing from elsewhere; only its component library writes style elements. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Everything over HTTP: the bot's API, the page's API, uploaded files, and the page. */
export function createWebApp(core: Core, gateway: Gateway, pageDir: string | undefined): WebApp {
  const app: WebApp = new Hono()
  app.use(refuseForeign)
  app.route('/api/v10', createRestApp(core, allRoutes))
  app.route('/sandbox', createUserApp(core, gateway))
  app.get('/attachments/:channel/:id/:name', (context) => sendFile(core, context))
  if (pageDir) servePage(app, core, pageDir)
  return app
}

/** So that no web page elsewhere can drive the sandbox, by request or by turned DNS. */
const refuseForeign: MiddlewareHandler = async (context, next) => {
  const host = context.req.header('host')
  if (isOwnHost(host) && isOwnOrigin(context.req.header('origin'), host)) return next()
  const message = 'The sandbox answers only to its own page on this machine'
  return context.json({ error: { code: 'foreign', message } }, 403)
}

function servePage(app: WebApp, core: Core, pageDir: string): void {
  app.use('*', async (context, next) => {
    const host = context.req.header('host')
    // Pictures come from 127.0.0.1, and 'self' means exactly one host.
    if (host !== new URL(core.url).host) return context.redirect(core.url + context.req.path)
    await next()
    context.header('Content-Security-Policy', CONTENT_SECURITY_POLICY)
    context.header('X-Content-Type-Options', 'nosniff')
    context.header('Referrer-Policy', 'no-referrer')
  })
  app.use('*', serveStatic({ root: pageDir }))
}

/** Files that anybody uploaded never run: images are shown, all else is downloaded. */
function sendFile(core: Core, context: Context): Response | Promise<Response> {
  const id = context.req.param('id') ?? ''
  const file = Object.hasOwn(core.world.files, id) ? core.world.files[id] : undefined
  if (!file) return context.notFound()
  const isImage = /^image\/(png|jpeg|gif|webp)$/.test(file.contentType)
  const isText = /^text\/[\w.+-]+(; ?charset=[\w-]+)?$/i.test(file.contentType)
  return context.body(Buffer.from(file.base64, 'base64'), 200, {
    'Content-Type': isImage || isText ? file.contentType : 'application/octet-stream',
    'Content-Disposition': `${isImage ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
  })
}
