import { z } from 'zod'
import { isSnowflake } from './snowflakes.ts'
import type { World } from './world.ts'

const id = z.string().refine(isSnowflake)
const named = z.looseObject({ id, name: z.string() })
const rights = z.string().regex(/^\d+$/)

/** What the sandbox itself builds on; the rest of what it keeps is the bot's, and goes out as it came in. */
const worldSchema = z.looseObject({
  version: z.literal(1),
  clockAhead: z.number(),
  lastId: id,
  application: named,
  guild: z.looseObject({
    id,
    name: z.string(),
    ownerId: id,
    locale: z.string(),
    joinedAt: z.string(),
    roles: z.array(z.looseObject({ id, name: z.string(), permissions: rights })),
  }),
  users: z.array(
    z.looseObject({ id, username: z.string(), locale: z.string(), bot: z.boolean(), roles: z.array(z.string()) }),
  ),
  channels: z.array(
    z.looseObject({
      id,
      name: z.string(),
      type: z.number(),
      overwrites: z.array(z.looseObject({ id, type: z.number(), allow: rights, deny: rights })),
    }),
  ),
  messages: z.record(
    z.string(),
    z.array(
      z.looseObject({
        message: z.looseObject({
          id,
          channel_id: id,
          content: z.string(),
          timestamp: z.string(),
          author: z.looseObject({ id }),
          mentions: z.array(z.looseObject({ id })),
          embeds: z.array(z.unknown()),
          attachments: z.array(z.unknown()),
        }),
      }),
    ),
  ),
  commands: z.looseObject({ global: z.array(named), guild: z.array(named) }),
  nonces: z.record(z.string(), z.looseObject({ messageId: z.string(), at: z.number() })),
  oldEdits: z.record(z.string(), z.array(z.number())),
  files: z.record(z.string(), z.looseObject({ name: z.string(), contentType: z.string(), base64: z.string() })),
})

/** Why the value cannot be the sandbox's world, such as `guild.id: …`; undefined when it can. */
export function faultOfWorld(value: unknown): string | undefined {
  const { success, data, error } = worldSchema.safeParse(value)
  if (success)
    return data.users.some((user) => user.id === data.application.id) ? undefined : 'users: no bot among them'
  const [issue] = error.issues
  return issue && `${issue.path.join('.') || 'the file'}: ${issue.message}`
}

export function isWorld(value: unknown): value is World {
  return faultOfWorld(value) === undefined
}
