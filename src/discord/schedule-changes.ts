import type { GuildSchedule, ScheduleWish } from '../daily/schedule.ts'

type Field = 'channel' | 'time' | 'zone' | 'days' | 'questions' | 'papers'
/** One letter for each field that can be put back. */
const LETTERS: Readonly<Record<Field, string>> = {
  channel: 'c',
  time: 't',
  zone: 'z',
  days: 'd',
  questions: 'q',
  papers: 'p',
}
const FIELDS = Object.keys(LETTERS) as Field[] // the keys of the record above

/** What the button that undoes an edit carries: each field that was changed, with its value before. */
export function changesBack(before: GuildSchedule, after: GuildSchedule): string[] {
  return FIELDS.filter((field) => String(before[field]) !== String(after[field])).map(
    (field) => `${LETTERS[field]}${String(before[field])}`,
  )
}

/** The same, read from a button. */
export function readChangesBack(args: readonly string[]): Partial<ScheduleWish> {
  const values = new Map(args.map((arg) => [arg.slice(0, 1), arg.slice(1)]))
  const of = (field: Field) => values.get(LETTERS[field])
  const [channel, time, zone, days, questions, papers] = [
    of('channel'),
    of('time'),
    of('zone'),
    of('days'),
    of('questions'),
    of('papers'),
  ]
  return {
    ...(channel !== undefined && { channel }),
    ...(time !== undefined && { time }),
    ...(zone !== undefined && { zone }),
    ...(days !== undefined && { days: days.split(',').map(Number) }),
    ...(questions !== undefined && { questions: Number(questions) }),
    ...(papers !== undefined && { papers: papers === '' ? [] : papers.split(',') }),
  }
}
