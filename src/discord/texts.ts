import i18next, { type i18n } from 'i18next'
import type { Text } from '../papers/paper.ts'
import type { Catalogue, TextKey } from './locales/catalogue.ts'
import { enUS } from './locales/en-US.ts'
import { zhCN } from './locales/zh-CN.ts'
import { loadTaiwan } from './taiwan.ts'

export const LANGUAGES = ['zh-CN', 'zh-TW', 'en-US'] as const
export type Language = (typeof LANGUAGES)[number]

const NAMESPACE = 'translation' // i18next's default

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
    resources: Object.fromEntries(LANGUAGES.map((language) => [language, { [NAMESPACE]: catalogues[language] }])),
    lng: 'zh-CN',
    fallbackLng: 'zh-CN',
    interpolation: { escapeValue: false },
    returnNull: false,
    initAsync: false,
    showSupportNotice: false,
  })
  const readers = new Map<Language, Promise<Reader>>()
  return {
    reader(locale) {
      const language = languageOf(locale)
      const known = readers.get(language) ?? createReader(instance, language)
      readers.set(language, known)
      return known
    },
    inAllLanguages(key) {
      // As they stand: through `t` the hundred texts of a registration would take as long as all else between login and ready.
      const texts = LANGUAGES.map((language) => [language, instance.getResource(language, NAMESPACE, key)] as const)
      if (!texts.every(([, text]) => typeof text === 'string')) return undefined
      return Object.fromEntries(texts) as Record<Language, string>
    },
  }
}

async function createReader(instance: i18n, language: Language): Promise<Reader> {
  const chinese = language === 'zh-TW' ? (await loadTaiwan()).text : (text: string) => text
  return {
    language,
    t: createTranslate(instance, language),
    content: (text) => (language === 'en-US' ? (text.en ?? text.zh) : chinese(text.zh)),
    chinese,
  }
}

/** `{{name}}`, or `{{name, noun}}` for a number with its noun. */
const VALUE = /\{\{(\w+)(?:, (\w+))?\}\}/g

/**
 * A text is looked up once and its values are put in here, in one pass: i18next would take ten times as long, and would
 * take `{{name}}` in what a member wrote for a value of ours.
 */
function createTranslate(instance: i18n, language: Language): Reader['t'] {
  const t = instance.getFixedT(language)
  const known = new Map<TextKey, string>()
  return (key, values) => {
    const text = known.get(key) ?? t(key, { skipInterpolation: true })
    known.set(key, text)
    if (!values) return text
    return text.replace(VALUE, (_, name: string, noun?: string) => {
      const value = values[name] ?? ''
      return noun ? t(`nouns.${noun}`, { count: Number(value) }) : String(value)
    })
  }
}

/** The zh-TW catalogue: zh-CN with every text converted, `{{names}}` of values left as they are. */
export async function toTaiwanCatalogue(): Promise<Catalogue> {
  const { screen } = await loadTaiwan()
  const walk = (node: unknown): unknown =>
    typeof node === 'string'
      ? screen(node)
      : Object.fromEntries(Object.entries(node as Record<string, unknown>).map(([key, value]) => [key, walk(value)]))
  const catalogue = walk(zhCN) as Catalogue
  return { ...catalogue, kinds: { ...catalogue.kinds, figure: '數據' } } // a figure; 資料, as elsewhere, would be data
}
