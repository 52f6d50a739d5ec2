import { randomBytes } from 'node:crypto'
import type { APIModalInteractionResponseCallbackData, InteractionType } from 'discord-api-types/v10'
import { refuse } from '../discord-error.ts'
import type { FirstAnswer } from './answers.ts'

/** An interaction must be acknowledged within 3 s; its token then serves for 15 minutes. */
export const ACKNOWLEDGE_WITHIN_MS = 3_000
export const TOKEN_LIVES_MS = 15 * 60_000

export interface Interaction {
  id: string
  token: string
  type: InteractionType
  userId: string
  channelId: string
  /** The command's full name, or the custom id: what people see it as. */
  name: string
  createdAt: number
  /** The message whose component was used, or from which the modal was opened. */
  sourceMessageId?: string
  isAcknowledged: boolean
  /** The 3 seconds are over. */
  hasFailed: boolean
  /** The message that `@original` means. */
  originalId?: string
  /** Deferred with a new message that has not been written yet. */
  isDeferred?: boolean
  /** The type of the option that autocomplete was asked for. */
  focusedType?: number
  modal?: APIModalInteractionResponseCallbackData
  /** Told once: how the bot first answered, or that it did not. */
  settle(answer: FirstAnswer): void
}

/** The interactions of the last 15 minutes. */
export class InteractionBook {
  readonly #byId = new Map<string, Interaction>()
  readonly #byToken = new Map<string, Interaction>()

  open(fields: Omit<Interaction, 'token' | 'isAcknowledged' | 'hasFailed'>): Interaction {
    const token = randomBytes(48).toString('base64url')
    const interaction: Interaction = { ...fields, token, isAcknowledged: false, hasFailed: false }
    this.#byId.set(interaction.id, interaction)
    this.#byToken.set(token, interaction)
    return interaction
  }

  find(id: string): Interaction | undefined {
    return this.#byId.get(id)
  }

  /** For the callback. @throws DiscordError 10062 */
  needForCallback(id: string, token: string, now: number): Interaction {
    const interaction = this.#byId.get(id)
    if (!interaction || interaction.token !== token) throw refuse('unknownInteraction')
    if (now - interaction.createdAt > TOKEN_LIVES_MS) throw refuse('unknownInteraction')
    return interaction
  }

  /** For the webhook, which exists once the interaction is acknowledged. @throws DiscordError 10015, 50027 */
  needForWebhook(token: string, now: number): Interaction {
    const interaction = this.#byToken.get(token)
    if (!interaction?.isAcknowledged) throw refuse('unknownWebhook')
    if (now - interaction.createdAt > TOKEN_LIVES_MS) throw refuse('invalidWebhookToken')
    return interaction
  }

  unanswered(): Interaction[] {
    return [...this.#byId.values()].filter((one) => !one.isAcknowledged && !one.hasFailed)
  }

  /** Forgets those whose token has long expired; kept a while so that a late call learns 50027. */
  sweep(now: number): Interaction[] {
    const expired = [...this.#byId.values()].filter((one) => now - one.createdAt > TOKEN_LIVES_MS)
    for (const one of expired) {
      if (now - one.createdAt < 2 * TOKEN_LIVES_MS) continue
      this.#byId.delete(one.id)
      this.#byToken.delete(one.token)
    }
    return expired
  }
}
