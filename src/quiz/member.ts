import { z } from 'zod'
import { type DocumentStore, defineKind } from '../store/document-store.ts'

/** What a member chose in a guild, and nothing else: all that can be computed stands in the rounds. */
export const members = defineKind({
  name: 'members',
  version: 1,
  schema: z.strictObject({
    /** Whether others do not see this member on boards. */
    isHiddenFromBoards: z.boolean(),
  }),
})
export type Member = z.infer<typeof members.schema>

/** Writes down whether others see this member on boards. */
export async function setHiddenFromBoards(
  store: DocumentStore,
  guild: string,
  member: string,
  isHiddenFromBoards: boolean,
): Promise<void> {
  await store.update([members.key(guild, member)], (documents) => {
    documents[0] = { ...documents[0], isHiddenFromBoards }
  })
}
