import type { APIApplicationCommandOptionChoice, APIModalInteractionResponseCallbackData } from 'discord-api-types/v10'
import type { StoredMessage } from '../world/world.ts'

/** How the bot first answered an interaction. */
export type FirstAnswer =
  | { kind: 'message' | 'deferred' | 'update'; stored: StoredMessage }
  | { kind: 'deferredUpdate' | 'failed' }
  | { kind: 'modal'; modal: APIModalInteractionResponseCallbackData }
  | { kind: 'choices'; choices: APIApplicationCommandOptionChoice[] }
