import type { APIApplicationCommand, APIMessage, APIModalInteractionResponseCallbackData } from 'discord-api-types/v10'

/** A message as the sandbox shows it to a person. */
export type Shown = APIMessage & {
  sandbox: {
    hiddenFor?: string
    thinking?: true
    failed?: true
    interaction?: { id: string; name: string; user: { id: string; username: string } }
  }
}

/** How the bot answered. */
export interface Response {
  interactionId: string
  kind: 'message' | 'deferred' | 'modal' | 'choices' | 'update' | 'deferredUpdate' | 'failed'
  /** What the person finally sees: the answer itself, whatever deferral came before it. */
  message?: Shown
  modal?: APIModalInteractionResponseCallbackData
  choices?: { name: string; value: string | number }[]
}

export interface State {
  me: SandboxUser
  users: SandboxUser[]
  guild: { id: string; name: string; roles: { id: string; name: string }[] }
  channels: { id: string; name: string; permissions: string }[]
  commands: APIApplicationCommand[]
  bot: { id: string; name: string; online: boolean }
}

export interface SandboxUser {
  id: string
  username: string
  globalName: string | null
  locale: string
  roles: string[]
  bot: boolean
  permissions: string
}

/** One REST request of the bot, as the sandbox logged it. */
export interface LoggedRequest {
  seq: number
  at: number
  method: string
  path: string
  body: unknown
  status: number
  response: unknown
}

export interface Fault {
  method?: string
  /** A regular expression over the path below /api/v10. */
  path: string
  times?: number
  action: 'status' | 'timeoutAfterAccepting' | 'dropAfterAccepting' | 'drop' | 'slow'
  status?: number
  code?: number
  message?: string
  /** Seconds, for a 429. */
  retryAfter?: number
  delayMs?: number
}
