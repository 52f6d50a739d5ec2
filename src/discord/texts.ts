import i18next, { type i18n } from 'i18next'
import type { Text } from '../papers/paper.ts'
import type { Catalogue, TextKey } from './locales/catalogue.ts'
import { enUS } from './locales/en-US.ts'
import { zhCN } from './locales/zh-CN.ts'

export const LANGUAGES = ['zh-CN', 'zh-TW', 'en-US'] as const
export type Language = (typeof LANGUAGES)[number]

export type TextValues = Readonly<Record<string, string | number>>

/** Everything that words need to reach one reader in their language. */
export interface Reader {
  readonly language: Language
  t(key: TextKey, values?: TextValues): string
  /** A text of the library as this reader reads it: English where there is some, Taiwan's words for zh-TW. */
  content(text: Text): string
  /** As `content`, for a text that exists in Chinese alone. */
  chinese(text: string): string
}

export interface Texts {
  /** The reader for a Discord locale (`interaction.locale`) or a guild's language. */
  reader(locale: string): Promise<Reader>
  /** One text in every language, for command registration. */
  inAllLanguages(key: string): Record<Language, string> | undefined
}

/** The language we speak to somebody with this Discord locale. */
export function languageOf(locale: string): Language {
  if (locale === 'zh-CN' || locale === 'zh-TW') return locale
  return 'en-US'
}

/** `taiwan` is the zh-TW catalogue that the build converted; without it the conversion is done here. */
export async function loadTexts(taiwan?: Catalogue): Promise<Texts> {
  const zhTW = taiwan ?? (await toTaiwanCatalogue())
  const catalogues: Record<Language, Catalogue> = { 'zh-CN': zhCN, 'zh-TW': zhTW, 'en-US': enUS }
  const instance = i18next.createInstance()
  await instance.init({
    resources: Object.fromEntries(LANGUAGES.map((language) => [language, { translation: catalogues[language] }])),
    lng: 'zh-CN',
    fallbackLng: 'zh-CN',
    interpolation: { escapeValue: false },
    returnNull: false,
    initAsync: false,
    showSupportNotice: false,
  })
  return {
    reader: async (locale) => reader(instance, languageOf(locale)),
    inAllLanguages(key) {
      if (!instance.exists(key)) return undefined
      return Object.fromEntries(LANGUAGES.map((language) => [language, instance.getFixedT(language)(key)])) as Record<
        Language,
        string
      >
    },
  }
}

async function reader(instance: i18n, language: Language): Promise<Reader> {
  const t = instance.getFixedT(language)
  const chinese = language === 'zh-TW' ? await taiwanConverter() : (text: string) => text
  return {
    language,
    t: (key, values) => t(key, values ?? {}),
    content: (text) => (language === 'en-US' ? (text.en ?? text.zh) : chinese(text.zh)),
    chinese,
  }
}

let converter: Promise<(text: string) => string> | undefined

/** Simplified Chinese to Taiwan's words (OpenCC `twp`); its tables take 0.3 s to load, so only those who need it wait for them. */
function taiwanConverter(): Promise<(text: string) => string> {
  converter ??= import('opencc-js/cn2t').then(({ Converter }) => Converter({ from: 'cn', to: 'twp' }))
  return converter
}

/** The zh-TW catalogue: zh-CN with every text converted, `{{names}}` of values left as they are. */
export async function toTaiwanCatalogue(): Promise<Catalogue> {
  const convert = await taiwanConverter()
  const walk = (node: unknown): unknown =>
    typeof node === 'string'
      ? convert(node)
      : Object.fromEntries(Object.entries(node as Record<string, unknown>).map(([key, value]) => [key, walk(value)]))
  return walk(zhCN) as Catalogue
}
