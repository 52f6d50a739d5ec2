import { z } from 'zod'
import { list, text, url } from './fields.ts'

// Limits of Discord's documentation, "Embed limits".
const MAX_EMBEDS = 10
const MAX_TOTAL = 6_000 // characters of all embeds of a message together

const image = z.object({ url }).nullish()

const embed = z.object({
  title: text(0, 256).nullish(),
  type: z.string().optional(),
  description: text(0, 4_096).nullish(),
  url: url.nullish(),
  timestamp: z
    .string()
    .refine((value) => !Number.isNaN(Date.parse(value)), {
      params: { code: 'DATE_TIME_TYPE_PARSE' },
      message: 'Could not parse. Should be ISO8601.',
    })
    .nullish(),
  color: z.number().int().min(0).max(0xffffff).nullish(),
  footer: z.object({ text: text(1, 2_048), icon_url: url.nullish() }).nullish(),
  image,
  thumbnail: image,
  author: z.object({ name: text(1, 256), url: url.nullish(), icon_url: url.nullish() }).nullish(),
  fields: list(
    z.object({ name: text(1, 256), value: text(1, 1_024), inline: z.boolean().optional() }),
    0,
    25,
  ).nullish(),
})

type Embed = z.infer<typeof embed>

export const embeds = list(embed, 0, MAX_EMBEDS).superRefine((all, context) => {
  for (const [index, one] of all.entries()) {
    if (isBlank(one)) {
      const message = 'This field is required'
      context.addIssue({
        code: 'custom',
        path: [index, 'description'],
        params: { code: 'BASE_TYPE_REQUIRED' },
        message,
      })
    }
  }
  if (all.reduce((sum, one) => sum + embedLength(one), 0) > MAX_TOTAL) {
    const message = `Embed size exceeds maximum size of ${MAX_TOTAL}`
    context.addIssue({ code: 'custom', params: { code: 'MAX_EMBED_SIZE_EXCEEDED' }, message })
  }
})

function isBlank(one: Embed): boolean {
  return embedLength(one) === 0 && !one.image && !one.thumbnail
}

function embedLength(one: Embed): number {
  const texts = [one.title, one.description, one.footer?.text, one.author?.name]
  for (const field of one.fields ?? []) texts.push(field.name, field.value)
  return texts.reduce((sum, part) => sum + (part?.trim().length ?? 0), 0)
}
