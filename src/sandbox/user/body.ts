import { z } from 'zod'
import type { HttpContext } from '../answer.ts'
import { UserRefusal } from './refusal.ts'

/** @throws UserRefusal 400 with the first thing that does not fit */
export async function readBody<T>(context: HttpContext, schema: z.ZodType<T>): Promise<T> {
  const text = await context.req.text()
  const result = schema.safeParse(parseJson(text))
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
