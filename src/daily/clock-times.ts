const AFTER_NOON = /下午|晚上|晚|傍晚|pm|p\.m\./
const BEFORE_NOON = /上午|早上|早|凌晨|清晨|am|a\.m\./

/** A local time that somebody wrote, as HH:mm: 8:30, 08：30, 0830, 8点, 8点半, 下午3点20分, 8pm; undefined when it cannot be read. */
export function parseTime(text: string): string | undefined {
  const plain = text.normalize('NFKC').trim().toLowerCase()
  const isAfternoon = AFTER_NOON.test(plain)
  const isMorning = !isAfternoon && BEFORE_NOON.test(plain)
  const digits = plain.replace(AFTER_NOON, '').replace(BEFORE_NOON, '').replace('點', '点').replace(/\s/g, '')
  const [, hours, minutes] =
    /^(\d{1,2})(?:[:.点时h](\d{1,2}|半)?分?)?$/.exec(digits) ?? /^(\d{2})(\d{2})$/.exec(digits) ?? []
  if (hours === undefined || (minutes === undefined && !/[点时h]|am|pm|午|晚|早|晨/.test(plain.replace('點', '点'))))
    return undefined
  const hour = hourOf(Number(hours), { isAfternoon, isMorning })
  const minute = minutes === '半' ? 30 : Number(minutes ?? 0)
  if (hour === undefined || hour > 23 || minute > 59) return undefined
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

function hourOf(hour: number, half: { isAfternoon: boolean; isMorning: boolean }): number | undefined {
  if (half.isAfternoon) return hour < 12 ? hour + 12 : hour
  if (half.isMorning) return hour === 12 ? 0 : hour
  return hour
}
