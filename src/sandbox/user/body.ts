import { z } from 'zod'
import type { HttpContext } from '../answer.ts'
import { boundBody, MAX_PAGE_BYTES } from '../body-limit.ts'
import { UserRefusal } from './refusal.ts'

/** @throws UserRefusal 400 with the first thing that does not fit, 413 for a body that is too long */
export async function readBody<T>(context: HttpContext, schema: z.ZodType<T>): Promise<T> {
  const body = await boundBody(context.req.raw, MAX_PAGE_BYTES)
  if (!body) throw new UserRefusal(413, 'tooLarge', 'The request is too large')
  const result = schema.safeParse(parseJson(await body.text()))
  if (result.success) return result.data
  throw new UserRefusal(400, 'badRequest', z.prettifyError(result.error))
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw new UserRefusal(400, 'badJson', error.message)
    throw error
  }
}
