import type { StoredMessage } from './world/world.ts'

/** What happens in the sandbox's world, told to the gateway and to the pages. */
export type Happening =
  | { type: 'messageCreate'; stored: StoredMessage; nonce?: string | number }
  /** `isQuiet`: the bot hears of it in another event, reactions for instance. */
  | { type: 'messageUpdate'; stored: StoredMessage; isQuiet?: true }
  | { type: 'messageDelete'; stored: StoredMessage }
  | { type: 'interactionFailed'; interactionId: string; channelId: string; userId: string; messageId?: string }
  | { type: 'typing'; channelId: string; userId: string }
  | { type: 'commandsUpdate' }
  | { type: 'botStatus'; online: boolean }
  /** Users, roles, channels, permissions or the clock changed; pages read the state again. */
  | { type: 'stateChange' }
  /** A gateway event as it goes to the bot; pages do not see it. */
  | { type: 'dispatch'; name: string; data: unknown; intent: number }

export interface Bus {
  tell(happening: Happening): void
  listen(listener: (happening: Happening) => void): () => void
}

export function createBus(): Bus {
  const listeners = new Set<(happening: Happening) => void>()
  return {
    tell(happening) {
      for (const listener of listeners) listener(happening)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
