import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Gateway } from './gateway/gateway.ts'
import { isOwnHost, isOwnOrigin } from './origins.ts'
import type { PageEvents } from './user/events.ts'

/** Takes WebSockets for the bot at /gateway and for pages at /sandbox/events. @returns ends them all */
export function acceptSockets(server: Server, gateway: Gateway, events: PageEvents): () => void {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy()) // who asked may hang up at any time
    const { host, origin } = request.headers
    if (!isOwnHost(host) || !isOwnOrigin(origin, host)) return refuseUpgrade(socket, '403 Forbidden')
    const url = readTarget(request.url)
    if (!url) return refuseUpgrade(socket, '400 Bad Request')
    const path = url.pathname.replace(/\/$/, '')
    if (path !== '/gateway' && path !== '/sandbox/events') return refuseUpgrade(socket, '404 Not Found')
    sockets.handleUpgrade(request, socket, head, (accepted) => {
      if (path === '/gateway') gateway.accept(accepted)
      else events.accept(accepted, url.searchParams.get('user') ?? '')
    })
  })
  return () => {
    for (const client of sockets.clients) client.terminate()
    sockets.close()
  }
}

/** Undefined for what is no address, such as `//`: nothing behind an upgrade catches what is thrown. */
function readTarget(target = '/'): URL | undefined {
  const base = 'http://127.0.0.1'
  return URL.canParse(target, base) ? new URL(target, base) : undefined
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
