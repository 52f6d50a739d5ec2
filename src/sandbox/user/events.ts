import type { WebSocket } from 'ws'
import type { Happening } from '../bus.ts'
import type { Core } from '../core.ts'
import { findUser } from '../world/people.ts'
import type { User } from '../world/world.ts'
import { canSee, canView, show } from './sight.ts'

interface Viewer {
  userId: string
  socket: WebSocket
}

/** Tells each open page what its user may see of what happens. */
export class PageEvents {
  readonly #core: Core
  readonly #viewers = new Set<Viewer>()

  constructor(core: Core) {
    this.#core = core
    core.bus.listen((happening) => this.#hear(happening))
  }

  accept(socket: WebSocket, userId: string): void {
    const viewer = { userId, socket }
    this.#viewers.add(viewer)
    socket.on('close', () => this.#viewers.delete(viewer))
    socket.on('error', () => socket.terminate())
    // Tells that from now on nothing is missed.
    socket.send(JSON.stringify({ type: 'hello' }))
  }

  #hear(happening: Happening): void {
    if (this.#viewers.size === 0 || happening.type === 'dispatch') return
    for (const { userId, socket } of this.#viewers) {
      const user = findUser(this.#core.world, userId)
      const event = user && this.#eventFor(user, happening)
      if (event) socket.send(JSON.stringify(event))
    }
  }

  #eventFor(user: User, happening: Happening): Record<string, unknown> | undefined {
    const { world } = this.#core
    switch (happening.type) {
      case 'messageCreate':
      case 'messageUpdate': {
        const { stored, type } = happening
        if (!canSee(world, user, stored)) return undefined
        return { type, channelId: stored.message.channel_id, message: show(stored) }
      }
      case 'messageDelete': {
        const { id, channel_id } = happening.stored.message
        if (!canSee(world, user, happening.stored)) return undefined
        return { type: happening.type, channelId: channel_id, messageId: id }
      }
      case 'interactionFailed': {
        const { userId, ...event } = happening
        return userId === user.id ? event : undefined
      }
      case 'typing':
        return canView(world, user, happening.channelId) ? { ...happening } : undefined
      case 'dispatch':
        return undefined
      default:
        return { ...happening }
    }
  }
}
