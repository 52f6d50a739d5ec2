import type { GuildSchedule, ScheduleWish } from '../daily/schedule.ts'

/** How each field that can be put back is written into a button, under one letter, and read from it. */
const FIELDS = {
  channel: { letter: 'c', read: (text: string) => text },
  time: { letter: 't', read: (text: string) => text },
  zone: { letter: 'z', read: (text: string) => text },
  days: { letter: 'd', read: (text: string) => text.split(',').map(Number) },
  questions: { letter: 'q', read: Number },
  papers: { letter: 'p', read: (text: string) => (text === '' ? [] : text.split(',')) },
  windowMinutes: { letter: 'w', read: Number },
  endsOn: { letter: 'e', read: orNull },
  role: { letter: 'r', read: orNull },
  thread: { letter: 'h', read: isTrue },
  pin: { letter: 'i', read: isTrue },
  recap: { letter: 's', read: isTrue },
  mode: { letter: 'm', read: (text: string) => (text === 'one' ? ('one' as const) : ('all' as const)) },
  revealHours: { letter: 'v', read: (text: string) => (text === '' ? null : Number(text)) },
} satisfies { [F in keyof ScheduleWish]-?: { letter: string; read(text: string): ScheduleWish[F] } }
const NAMES = Object.keys(FIELDS) as (keyof typeof FIELDS)[] // the keys of the record above

/** What the button that undoes an edit carries: each field that was changed, with its value before. */
export function changesBack(before: GuildSchedule, after: GuildSchedule): string[] {
  return NAMES.filter((name) => written(before, name) !== written(after, name)).map(
    (name) => `${FIELDS[name].letter}${written(before, name)}`,
  )
}

/** The same, read from a button. */
export function readChangesBack(args: readonly string[]): Partial<ScheduleWish> {
  const values = new Map(args.map((arg) => [arg.slice(0, 1), arg.slice(1)]))
  const given = NAMES.flatMap((name) => {
    const text = values.get(FIELDS[name].letter)
    return text === undefined ? [] : [[name, FIELDS[name].read(text)] as const]
  })
  return Object.fromEntries(given) as Partial<ScheduleWish> // each field was read by its own reader
}

function written(schedule: GuildSchedule, name: keyof typeof FIELDS): string {
  return String(schedule[name] ?? '')
}

function orNull(text: string): string | null {
  return text === '' ? null : text
}

function isTrue(text: string): boolean {
  return text === 'true'
}
