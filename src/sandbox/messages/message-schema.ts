import { MessageFlags } from 'discord-api-types/v10'
import { z } from 'zod'
import { DiscordError, notBuilt } from '../discord-error.ts'
import { FormErrors, isRecord, readForm } from '../form-body.ts'
import { layoutComponents, legacyComponents } from './component-schema.ts'
import { checkComponents } from './component-tree.ts'
import { embeds } from './embed-schema.ts'
import { snowflake, text } from './fields.ts'

export const MAX_CONTENT = 2_000 // characters, for bots and for people without Nitro
const MAX_NONCE = 25
const MAX_MENTIONS_LISTED = 100

const allowedMentions = z
  .object({
    parse: z.array(z.enum(['users', 'roles', 'everyone'])).optional(),
    users: z.array(snowflake).max(MAX_MENTIONS_LISTED).optional(),
    roles: z.array(snowflake).max(MAX_MENTIONS_LISTED).optional(),
    replied_user: z.boolean().optional(),
  })
  .superRefine((value, context) => {
    for (const kind of ['users', 'roles'] as const) {
      if (!value.parse?.includes(kind) || !value[kind]?.length) continue
      context.addIssue({
        code: 'custom',
        path: ['parse'],
        params: { code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE' },
        message: `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
      })
    }
  })

const attachment = z.object({
  id: z.union([z.string(), z.number().int()]),
  filename: z.string().max(1_024).nullish(),
  description: text(0, 1_024).nullish(),
})

const common = {
  content: text(0, MAX_CONTENT).nullish(),
  allowed_mentions: allowedMentions.nullish(),
  embeds: embeds.nullish(),
  flags: z.number().int().min(0).nullish(),
  attachments: z.array(attachment).max(10).nullish(),
  nonce: z.union([z.number().int(), z.string().max(MAX_NONCE)]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  tts: z.boolean().nullish(),
  message_reference: z
    .object({
      message_id: snowflake,
      channel_id: snowflake.nullish(),
      guild_id: snowflake.nullish(),
      type: z.number().int().nullish(),
      fail_if_not_exists: z.boolean().nullish(),
    })
    .nullish(),
}

const legacyMessage = z.object({ ...common, components: legacyComponents.nullish() })
const layoutMessage = z.object({ ...common, components: layoutComponents.nullish() })

export type MessageBody = z.infer<typeof layoutMessage>

/** What the sandbox does not have; Discord would accept it, so silence would be a lie. */
const NOT_BUILT = ['poll', 'sticker_ids', 'shared_client_theme']

/**
 * Reads a message that is being written or edited.
 * @param at where it stands in the request (`['data']` in an interaction's answer)
 * @param wasLayout an edited message keeps its Components V2 flag
 * @throws DiscordError 50035 with each limit that is passed, 501 for what the sandbox lacks
 */
export function readMessage(body: unknown, at: PropertyKey[] = [], wasLayout = false): MessageBody {
  const lacking = isRecord(body) ? NOT_BUILT.find((key) => hasSome(body[key])) : undefined
  if (lacking) throw notBuilt(`messages with ${lacking}`)
  const isLayout = wasLayout || asksForLayout(body)
  const message = readForm(isLayout ? layoutMessage : legacyMessage, body ?? {}, at)
  const errors = new FormErrors()
  if (isLayout) refuseLegacyFields(message, at, errors)
  if (message.components) checkComponents(message.components, isLayout, [...at, 'components'], errors)
  errors.throwIfAny()
  return message
}

function hasSome(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null
}

function asksForLayout(body: unknown): boolean {
  const flags = isRecord(body) ? body.flags : 0
  return typeof flags === 'number' && (flags & MessageFlags.IsComponentsV2) !== 0
}

function refuseLegacyFields(message: MessageBody, at: PropertyKey[], errors: FormErrors): void {
  for (const field of ['content', 'embeds'] as const) {
    if (!message[field]?.length) continue
    errors.add(
      [...at, field],
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
    )
  }
}

/** @throws DiscordError 40005 or 50035 about uploaded files */
export function checkFiles(sizes: number[]): void {
  if (sizes.length > 10) {
    throw new DiscordError(400, 30015, 'Maximum number of attachments in a message reached (10)')
  }
  if (sizes.some((size) => size > MAX_FILE_BYTES)) throw new DiscordError(413, 40005, 'Request entity too large')
}

export const MAX_FILE_BYTES = 10 * 1024 * 1024 // Discord's limit without boosts
