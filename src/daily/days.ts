const ALL = [1, 2, 3, 4, 5, 6, 7]
const GROUPS: readonly [RegExp, readonly number[]][] = [
  [/^(每天|每日|天天|daily|everyday|every day|all)$/, ALL],
  [/^(工作日|平日|weekdays?|workdays?)$/, [1, 2, 3, 4, 5]],
  [/^(周末|週末|weekends?)$/, [6, 7]],
]
const CHINESE = '一二三四五六日'
const RANGE = /[-–—~]|到|至|to|through/ // Monday to Friday
const ENGLISH = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/**
 * ISO days of the week (1 Monday to 7 Sunday) that somebody wrote: 每天, 工作日, 一三五, 周二、周四, 周一到周五,
 * "Mon, Wed", Mon-Fri; undefined when it cannot be read.
 */
export function parseDays(text: string): number[] | undefined {
  const plain = text.normalize('NFKC').trim().toLowerCase()
  const group = GROUPS.find(([pattern]) => pattern.test(plain))
  if (group) return [...group[1]]
  const days = rangeOfDays(plain) ?? daysOf(plain)
  return days && days.length > 0 ? [...new Set(days)].sort() : undefined
}

/** From one day to another, over the end of the week too; undefined for what is no range. */
function rangeOfDays(text: string): number[] | undefined {
  const [from, to, ...others] = text.split(RANGE).map((end) => daysOf(end.trim()))
  const [first, last] = [from?.length === 1 ? from[0] : undefined, to?.length === 1 ? to[0] : undefined]
  if (first === undefined || last === undefined || others.length > 0) return undefined
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, index) => ((first - 1 + index) % 7) + 1).sort()
}

function daysOf(text: string): number[] | undefined {
  return /[a-z]/.test(text) ? englishDays(text) : chineseDays(text)
}

function englishDays(text: string): number[] | undefined {
  const days = text
    .split(/[\s,;、/]+/)
    .filter(Boolean)
    .map((word) => ENGLISH.findIndex((day) => day === word || day.slice(0, 3) === word || day.slice(0, 4) === word) + 1)
  return days.includes(0) ? undefined : days
}

function chineseDays(text: string): number[] | undefined {
  const days = [...text.replace(/星期|礼拜|禮拜|周|週|[\s,;、/和]/g, '').replace(/天/g, '日')].map((character) =>
    /[1-7]/.test(character) ? Number(character) : CHINESE.indexOf(character) + 1,
  )
  return days.includes(0) ? undefined : days
}
