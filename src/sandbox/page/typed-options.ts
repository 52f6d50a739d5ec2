import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10'
import { localName } from './command-choices.ts'

type Option = APIApplicationCommandBasicOption

/** A word of letters, digits, `-`, `_` or `'` (what Discord allows in a name) before a colon, at the start or after a blank. */
const NAME = /(?<=^|\s)([-_'\p{L}\p{M}\p{N}]+)[:：]/gu

/**
 * What was typed as `paper:002 questions:5`, by option in the order of typing, without blanks around it.
 * A name counts as registered or in the reader's language, and once: met again, it is text.
 * What stands before the first name belongs to `home`; text without names stays as it is.
 */
export function spreadTyped(
  text: string,
  options: readonly Option[],
  home: Option | undefined,
  locale: string,
): Map<Option, string> {
  const names = findNames(text, options, locale)
  const first = names[0]
  const lead = first ? text.slice(0, first.start).trim() : text
  const texts = new Map<Option, string>()
  if (home && lead !== '') texts.set(home, lead)
  for (const [index, { option, end }] of names.entries()) {
    const named = text.slice(end, names[index + 1]?.start).trim()
    texts.set(option, [texts.get(option), named].filter(Boolean).join(' '))
  }
  return texts
}

/** Options that can be typed: a file cannot. */
export function typeable(options: readonly Option[]): Option[] {
  return options.filter(({ type }) => type !== 11)
}

/** Where text without a name goes: the first required option, else the first one. */
export function homeOf(options: readonly Option[]): Option | undefined {
  const able = typeable(options)
  return able.find(({ required }) => required) ?? able[0]
}

type Found = { option: Option; start: number; end: number }

function findNames(text: string, options: readonly Option[], locale: string): Found[] {
  const byName = new Map(
    options.flatMap((option) => [option.name, localName(option, locale)].map((name) => [name.toLowerCase(), option])),
  )
  const found: Found[] = []
  for (const match of text.matchAll(NAME)) {
    const option = byName.get(match[1]?.toLowerCase() ?? '')
    if (!option || found.some((earlier) => earlier.option === option)) continue
    found.push({ option, start: match.index, end: match.index + match[0].length })
  }
  return found
}
