import { z } from 'zod'
import { type DocumentStore, defineKind } from '../store/document-store.ts'
import { LANGUAGES, type Language } from './texts.ts'

export const guildSettings = defineKind({
  name: 'settings',
  version: 1,
  schema: z.strictObject({
    /** Language of public posts; null until a moderator sets something up. */
    language: z.enum(LANGUAGES).nullable(),
    /** IANA zone in which the server's times are meant. */
    zone: z.string().min(1),
    moderatorRole: z.string().nullable(),
    moderatorChannel: z.string().nullable(),
  }),
})
export type GuildSettings = z.infer<typeof guildSettings.schema>

const DEFAULTS: GuildSettings = { language: null, zone: 'Asia/Shanghai', moderatorRole: null, moderatorChannel: null }
export const DEFAULT_LANGUAGE: Language = 'zh-CN'

/** What each server chose. */
export interface Settings {
  of(guild: string): Promise<GuildSettings>
  /** Changes what is given and keeps the rest; resolves with the settings as they are then. */
  change(guild: string, changes: Partial<GuildSettings>): Promise<GuildSettings>
  /** Sets the language unless somebody has set it before; resolves with whether it did. */
  suggestLanguage(guild: string, language: Language): Promise<boolean>
}

export function createSettings(store: DocumentStore): Settings {
  const of = async (guild: string) => (await store.read(guildSettings.key(guild))) ?? DEFAULTS
  const change = (guild: string, changes: Partial<GuildSettings>) =>
    store.update([guildSettings.key(guild)], (documents) => {
      documents[0] = { ...DEFAULTS, ...documents[0], ...changes }
      return documents[0]
    })
  return {
    of,
    change,
    suggestLanguage: (guild, language) =>
      store.update([guildSettings.key(guild)], (documents) => {
        const now = documents[0] ?? DEFAULTS
        if (now.language !== null) return false
        documents[0] = { ...now, language }
        return true
      }),
  }
}
