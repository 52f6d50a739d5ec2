/** A number in a text, whatever way it is written. */
export interface NumberToken {
  /** `80%`, `11000000000000`, `2023`: the same for every way to write the same number. */
  readonly value: string
  readonly start: number
  readonly end: number
}

const DIGITS = '零一二三四五六七八九'
const COUNTED = '大项个种类条点对章倍年月日亿万元成' // after one of these a Chinese numeral is a number, not part of a word
const ARABIC = String.raw`\d+(?:,\d{3})*(?:\.\d+)?`
const HAN = '[零〇一二两三四五六七八九十百千]+(?:点[零一二三四五六七八九]+)?'
const PATTERN = new RegExp(
  [
    `(?<percent>${ARABIC})\\s*(?:%|percent\\b|per cent\\b)`,
    `百分之(?<hanPercent>${HAN}|${ARABIC})`,
    `(?<tenths>[一二三四五六七八九]|\\d)成(?![果本立为员就功都份分长熟员品])`,
    `(?<number>${ARABIC})\\s*(?<scale>万亿|千亿|百亿|亿|万|trillion\\b|billion\\b|million\\b)`,
    `(?<plain>${ARABIC})`,
    `(?<han>${HAN})(?<hanScale>万亿|千亿|百亿|亿|万(?=[^一-鿿]|[${COUNTED}]|$))`,
    `(?<counted>${HAN})(?=[${COUNTED}])`,
  ].join('|'),
  'g',
)

const SCALES: Record<string, number> = {
  万: 1e4,
  亿: 1e8,
  百亿: 1e10,
  千亿: 1e11,
  万亿: 1e12,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
}

const YEAR_AND_MONTH = /^((?:19|20)\d\d)\.0?([1-9]|1[0-2])$/ // 2023.9 is a month

const NUMERAL = /[0-9零〇一二两三四五六七八九十百千]/ // most texts have none

/** The numbers of a normalised text, left to right. */
export function numbersIn(text: string): NumberToken[] {
  if (!NUMERAL.test(text)) return []
  const tokens: NumberToken[] = []
  for (const match of text.matchAll(PATTERN)) {
    const date = YEAR_AND_MONTH.exec(match.groups?.plain ?? '')
    if (date) {
      const [{ length }, year = '', month = ''] = date
      const end = match.index + length
      tokens.push(
        { value: year, start: match.index, end: match.index + 4 },
        { value: month, start: match.index + 5, end },
      )
      continue
    }
    const value = numberOf(match.groups ?? {})
    if (value !== undefined) tokens.push({ value, start: match.index, end: match.index + match[0].length })
  }
  return tokens
}

function numberOf(found: Partial<Record<string, string>>): string | undefined {
  if (found.percent) return `${arabic(found.percent)}%`
  if (found.hanPercent) return `${found.hanPercent.match(/\d/) ? arabic(found.hanPercent) : han(found.hanPercent)}%`
  if (found.tenths)
    return `${(DIGITS.includes(found.tenths) ? DIGITS.indexOf(found.tenths) : Number(found.tenths)) * 10}%`
  if (found.number) return String(arabic(found.number) * (SCALES[found.scale ?? ''] ?? 1))
  if (found.plain) return String(arabic(found.plain))
  if (found.han) return String(han(found.han) * (SCALES[found.hanScale ?? ''] ?? 1))
  if (found.counted) return String(han(found.counted))
  return undefined
}

function arabic(digits: string): number {
  return Number(digits.replaceAll(',', ''))
}

/** 八十 is 80, 二〇二三 is 2023. */
function han(numeral: string): number {
  const [whole = '', fraction = ''] = numeral.replace(/〇/g, '零').replace(/两/g, '二').split('点')
  if (!/[十百千]/.test(whole)) return Number(`${spellDigits(whole)}.${spellDigits(fraction)}0`)
  let sum = 0
  for (const [, digit = '', unit = ''] of whole.matchAll(/([一二三四五六七八九]?)([十百千]|$)/g)) {
    if (digit === '' && unit === '') continue
    const count = digit === '' ? 1 : DIGITS.indexOf(digit)
    sum += count * (unit === '千' ? 1000 : unit === '百' ? 100 : unit === '十' ? 10 : 1)
  }
  return sum
}

function spellDigits(numeral: string): string {
  return [...numeral].map((digit) => DIGITS.indexOf(digit)).join('')
}
