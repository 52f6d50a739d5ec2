import { z } from 'zod'
import { defineKind } from '../store/document-store.ts'

/** Members who asked to be erased, until it is done: so a crash in between is followed by the rest. */
export const erasures = defineKind({
  name: 'erasures',
  version: 1,
  schema: z.strictObject({
    /** Milliseconds since the epoch. */
    askedAt: z.number().int(),
  }),
})
