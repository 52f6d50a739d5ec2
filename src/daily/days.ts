const ALL = [1, 2, 3, 4, 5, 6, 7]
const GROUPS: readonly [RegExp, readonly number[]][] = [
  [/^(每天|每日|天天|daily|everyday|every day|all)$/, ALL],
  [/^(工作日|平日|weekdays?|workdays?)$/, [1, 2, 3, 4, 5]],
  [/^(周末|週末|weekends?)$/, [6, 7]],
]
const CHINESE = '一二三四五六日'
const ENGLISH = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** ISO days of the week (1 Monday to 7 Sunday) that somebody wrote: 每天, 工作日, 一三五, 周二、周四, "Mon, Wed"; undefined when it cannot be read. */
export function parseDays(text: string): number[] | undefined {
  const plain = text.normalize('NFKC').trim().toLowerCase()
  const group = GROUPS.find(([pattern]) => pattern.test(plain))
  if (group) return [...group[1]]
  const days = /[a-z]/.test(plain) ? englishDays(plain) : chineseDays(plain)
  return days && days.length > 0 ? [...new Set(days)].sort() : undefined
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
