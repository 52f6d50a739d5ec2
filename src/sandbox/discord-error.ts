import { RESTJSONErrorCodes as Code } from 'discord-api-types/v10'

/** One of Discord's refusals: HTTP status, JSON error code and message. */
export class DiscordError extends Error {
  readonly status: number
  readonly code: number
  readonly more: Record<string, unknown>
  readonly headers: Record<string, string>

  constructor(
    status: number,
    code: number,
    message: string,
    more: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ) {
    super(message)
    this.status = status
    this.code = code
    this.more = more
    this.headers = headers
  }

  /** The body as Discord sends it. */
  get body(): Record<string, unknown> {
    return { message: this.message, code: this.code, ...this.more }
  }
}

const STANDARD = {
  unauthorized: [401, Code.GeneralError, '401: Unauthorized'],
  notFound: [404, Code.GeneralError, '404: Not Found'],
  unknownApplication: [404, Code.UnknownApplication, 'Unknown Application'],
  unknownChannel: [404, Code.UnknownChannel, 'Unknown Channel'],
  unknownGuild: [404, Code.UnknownGuild, 'Unknown Guild'],
  unknownMember: [404, Code.UnknownMember, 'Unknown Member'],
  unknownMessage: [404, Code.UnknownMessage, 'Unknown Message'],
  unknownRole: [404, Code.UnknownRole, 'Unknown Role'],
  unknownUser: [404, Code.UnknownUser, 'Unknown User'],
  unknownWebhook: [404, Code.UnknownWebhook, 'Unknown Webhook'],
  unknownInteraction: [404, Code.UnknownInteraction, 'Unknown interaction'],
  unknownCommand: [404, Code.UnknownApplicationCommand, 'Unknown application command'],
  unknownPermissions: [404, Code.UnknownApplicationCommandPermissions, 'Unknown application command permissions'],
  tooManyCommands: [
    400,
    Code.MaximumNumberOfApplicationCommandsReached,
    'Maximum number of application commands reached (100).',
  ],
  tooManyPins: [400, Code.MaximumNumberOfPinsReachedForTheChannel, 'Maximum number of pins reached (250)'],
  tooLarge: [413, Code.RequestEntityTooLarge, 'Request entity too large'],
  alreadyAcknowledged: [400, Code.InteractionHasAlreadyBeenAcknowledged, 'Interaction has already been acknowledged.'],
  missingAccess: [403, Code.MissingAccess, 'Missing Access'],
  notAuthor: [403, Code.CannotEditMessageAuthoredByAnotherUser, 'Cannot edit a message authored by another user'],
  emptyMessage: [400, Code.CannotSendAnEmptyMessage, 'Cannot send an empty message'],
  missingPermissions: [403, Code.MissingPermissions, 'Missing Permissions'],
  systemMessage: [403, Code.CannotExecuteActionOnSystemMessage, 'Cannot execute action on a system message'],
  wrongChannelType: [400, Code.CannotExecuteActionOnThisChannelType, 'Cannot execute action on this channel type'],
  invalidWebhookToken: [401, Code.InvalidWebhookToken, 'Invalid Webhook Token'],
  threadArchived: [400, Code.InvalidActionOnArchivedThread, 'Thread is archived'],
  invalidJson: [400, Code.RequestBodyContainsInvalidJSON, 'The request body contains invalid JSON.'],
  threadExists: [400, Code.ThreadAlreadyCreatedForMessage, 'A thread has already been created for this message'],
} as const satisfies Record<string, readonly [status: number, code: number, message: string]>

export type Refusal = keyof typeof STANDARD

/** The standard refusal of that name, ready to be thrown. */
export function refuse(name: Refusal): DiscordError {
  const [status, code, message] = STANDARD[name]
  return new DiscordError(status, code, message)
}

/** What the sandbox does not know it says so about, rather than pretend. */
export function notBuilt(what: string): DiscordError {
  return new DiscordError(501, 0, `The sandbox does not know ${what}`)
}
