import { z } from 'zod'

/** Text between two lengths, refused in Discord's words. Lengths are UTF-16 units, at most what Discord counts. */
export function text(min: number, max: number) {
  return z.string().refine((value) => value.length >= min && value.length <= max, {
    params: { code: min > 0 ? 'BASE_TYPE_BAD_LENGTH' : 'BASE_TYPE_MAX_LENGTH' },
    message: min > 0 ? `Must be between ${min} and ${max} in length.` : `Must be ${max} or fewer in length.`,
  })
}

/** A list between two lengths, refused in Discord's words. */
export function list<T extends z.ZodType>(item: T, min: number, max: number) {
  return z.array(item).refine((value) => value.length >= min && value.length <= max, {
    params: { code: min > 0 ? 'BASE_TYPE_BAD_LENGTH' : 'BASE_TYPE_MAX_LENGTH' },
    message: min > 0 ? `Must be between ${min} and ${max} in length.` : `Must be ${max} or fewer in length.`,
  })
}

export const snowflake = z.string().refine((value) => /^\d{1,20}$/.test(value), {
  params: { code: 'NUMBER_TYPE_COERCE' },
  message: 'Value is not snowflake.',
})

const MAX_URL = 2_048

/** An address that Discord would show: http, https, or a file of the same message. */
export const url = z
  .string()
  .max(MAX_URL)
  .superRefine((value, context) => {
    if (!URL.canParse(value)) {
      context.addIssue({
        code: 'custom',
        params: { code: 'URL_TYPE_INVALID_URL' },
        message: 'Not a well formed URL.',
      })
    } else if (!['http:', 'https:', 'attachment:', 'discord:'].includes(new URL(value).protocol)) {
      context.addIssue({
        code: 'custom',
        params: { code: 'URL_TYPE_INVALID_SCHEME' },
        message: "Scheme is not supported. Scheme must be one of ('http', 'https', 'discord').",
      })
    }
  })

export const emoji = z.object({
  id: snowflake.nullish(),
  name: z.string().max(100).nullish(),
  animated: z.boolean().optional(),
})
