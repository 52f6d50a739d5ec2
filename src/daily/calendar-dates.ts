import { addDays } from './slots.ts'

const WITH_YEAR = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/
const WITHOUT_YEAR = /^(\d{1,2})[-/.月](\d{1,2})[日号]?$/
const DAYS_FROM_TODAY = new Map(Object.entries({ 今天: 0, today: 0, 明天: 1, tomorrow: 1, 后天: 2, 後天: 2 }))
const YEARS_TO_TRY = 8 // 29 February may be that far away

/** Whether this is a date of the calendar, YYYY-MM-DD. */
export function isDate(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(at) && addDays(text, 0) === text
}

/**
 * A date that somebody wrote, as YYYY-MM-DD: 2026-06-30, 2026/6/30, 2026年6月30日; without a year (6-30, 6月30日) the
 * next one from `today` on; 明天 and tomorrow by `today`. Undefined when it cannot be read.
 */
export function parseDate(text: string, today: string): string | undefined {
  const plain = text.normalize('NFKC').replace(/\s/g, '').replace('號', '号')
  const days = DAYS_FROM_TODAY.get(plain.toLowerCase())
  if (days !== undefined) return addDays(today, days)
  const [, year, month, day] = WITH_YEAR.exec(plain) ?? []
  if (year && month && day) return dateOf(Number(year), month, day)
  const [, shortMonth, shortDay] = WITHOUT_YEAR.exec(plain) ?? []
  if (!shortMonth || !shortDay) return undefined
  const first = Number(today.slice(0, 4))
  for (let later = 0; later <= YEARS_TO_TRY; later++) {
    const date = dateOf(first + later, shortMonth, shortDay)
    if (date !== undefined && date >= today) return date
  }
  return undefined
}

function dateOf(year: number, month: string, day: string): string | undefined {
  const date = `${String(year).padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDate(date) ? date : undefined
}
