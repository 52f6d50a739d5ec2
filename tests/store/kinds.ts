import { z } from 'zod'
import { defineKind } from '../../src/store/document-store.ts'

const answer = z.object({ choice: z.string(), at: z.int().optional() })

export const rounds = defineKind({
  name: 'rounds',
  version: 1,
  schema: z.object({ title: z.string(), answers: z.record(z.string(), answer), log: z.array(z.string()) }),
})

export const members = defineKind({
  name: 'members',
  version: 1,
  schema: z.object({ language: z.string().optional(), count: z.int().min(0) }),
})

export const numbers = defineKind({ name: 'numbers', version: 1, schema: z.object({ list: z.array(z.int()) }) })
