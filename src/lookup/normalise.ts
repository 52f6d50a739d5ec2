import { hasReading } from './syllables.ts'
import { toMainland, toSimplified } from './traditional.ts'

/**
 * A text as it is compared: width, compatibility forms and case folded (NFKC), Traditional characters Simplified, tone marks dropped.
 * Same length as the text but for rare compatibility forms.
 */
export function normalise(text: string): string {
  if (isPlain(text)) return text
  const folded = foldWidth(text)
  return mayBeTraditional(folded) ? toSimplified(folded) : folded
}

/** The readings of a query: as typed, and with words of Taiwan put into those of the mainland where that differs. */
export function normaliseQuery(query: string): readonly string[] {
  const folded = foldWidth(query)
  const mainland = toMainland(folded)
  if (!mayBeTraditional(folded)) return mainland === folded ? [folded] : [folded, mainland] // 人工智慧 has no Traditional character
  const plain = toSimplified(folded)
  return plain === mainland ? [plain] : [mainland, plain]
}

const TONE_MARKS = /[\u0300-\u0304\u0306\u0307\u030c]/g // not U+0308: ü keeps its dots until it becomes v

function foldWidth(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase()
  if (!/[\u00c0-\u024f]/.test(folded)) return folded
  return folded
    .normalize('NFD')
    .replace(TONE_MARKS, '')
    .replace(/u\u0308/g, 'v')
    .replace(/\u0308/g, '')
    .normalize('NFC')
}

/** The table of readings holds every Simplified character, so one that it lacks may be Traditional. */
function mayBeTraditional(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code >= FIRST_HAN && code <= LAST_HAN && !hasReading(code)) return true
  }
  return false
}

const FIRST_HAN = 0x4e00
const LAST_HAN = 0x9fff

/** Whether a text is only of Simplified characters, small letters and digits: most keywords are, and need no folding. */
function isPlain(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    const isPlainLetter = code < 0x80 ? code < 0x41 || code > 0x5a : hasReading(code)
    if (!isPlainLetter) return false
  }
  return true
}

/** Whether a character is a Han one. */
export function isHan(character: string): boolean {
  return isHanCode(character.charCodeAt(0))
}

/** Whether the UTF-16 code of a character is of a Han one. */
export function isHanCode(code: number): boolean {
  return (code >= 0x3400 && code <= 0x9fff) || code === 0x3007 // 〇
}
