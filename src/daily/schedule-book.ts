import type { DocumentStore, Key } from '../store/document-store.ts'
import { createReadEach, type ErrorLogger, type ReadEach } from '../store/read-each.ts'
import { deliveries, type GuildDelivery, MANUAL_PREFIX } from './delivery.ts'
import { resumeSchedule } from './resuming.ts'
import {
  editedSchedule,
  faultOfWish,
  type GuildSchedule,
  MAX_SCHEDULES,
  newSchedule,
  pausedSchedule,
  resumedSchedule,
  type Schedule,
  type ScheduleWish,
  schedules,
} from './schedule.ts'
import { nextSlot } from './slots.ts'

const ID_CHARACTERS = 6
const REMOVED_FOR_MS = 30 * 86_400_000 // how long a removed schedule can be restored

export type SetOutcome =
  | { readonly kind: 'set'; readonly schedule: GuildSchedule }
  | { readonly kind: 'too-many'; readonly max: number }

/** The schedules of all guilds in the store. Unknown ones resolve with undefined; instants are milliseconds since the epoch. */
export interface ScheduleBook {
  create(guild: string, wish: ScheduleWish, now: number): Promise<SetOutcome>
  edit(guild: string, id: string, changes: Partial<ScheduleWish>, now: number): Promise<GuildSchedule | undefined>
  pause(guild: string, id: string, now: number): Promise<GuildSchedule | undefined>
  resume(guild: string, id: string, now: number): Promise<GuildSchedule | undefined>
  /** Lets the next slot go by without a post. */
  skip(guild: string, id: string, now: number): Promise<GuildSchedule | undefined>
  /** Takes that back. */
  unskip(guild: string, id: string): Promise<GuildSchedule | undefined>
  remove(guild: string, id: string, now: number): Promise<GuildSchedule | undefined>
  restore(guild: string, id: string, now: number): Promise<GuildSchedule | undefined>
  /** Resumes what was paused because the bot was not in the guild; slots that are still in their window come late. */
  resumeAfterAbsence(guild: string, now: number): Promise<GuildSchedule[]>
  /** Oldest first, without those removed. */
  list(guild: string): Promise<GuildSchedule[]>
  last(guild: string, id: string): Promise<GuildDelivery | undefined>
  /** Drops a removed schedule that can no longer be restored; resolves with whether it did. */
  purge(key: Key<Schedule>, schedule: Schedule, now: number): Promise<boolean>
}

/** A document that cannot be read is logged and left out, so that the others of its guild go on. */
export function createScheduleBook({
  store,
  newId,
  logger,
}: {
  store: DocumentStore
  newId: () => string
  logger?: ErrorLogger
}): ScheduleBook {
  const readEach = createReadEach({ store, logger })

  /** Changes a schedule that was not removed. */
  async function change(
    guild: string,
    id: string,
    how: (schedule: Schedule) => Schedule,
  ): Promise<GuildSchedule | undefined> {
    return changeAny(guild, id, (schedule) => (schedule.removedAt === null ? how(schedule) : undefined))
  }

  async function changeAny(guild: string, id: string, how: (schedule: Schedule) => Schedule | undefined) {
    if (!isId(id)) return undefined
    const changed = await store.update([schedules.key(guild, id)], (documents) => {
      const [schedule] = documents
      const next = schedule && how(schedule)
      if (next) documents[0] = next
      return next
    })
    return changed && { ...changed, id }
  }

  async function list(guild: string): Promise<GuildSchedule[]> {
    const { found } = await readEach(await store.list(schedules, guild))
    return found
      .filter(({ document }) => document.removedAt === null)
      .map(({ key, document }) => ({ ...document, id: key.parts[1] ?? '' }))
      .sort((a, b) => a.createdAt - b.createdAt)
  }

  async function freeId(guild: string): Promise<string> {
    const taken = new Set((await store.list(schedules, guild)).map((key) => key.parts[1]))
    let id = newId().slice(0, ID_CHARACTERS)
    while (taken.has(id)) id = newId().slice(0, ID_CHARACTERS)
    return id
  }

  return {
    async create(guild, wish, now) {
      assertWish(wish)
      if ((await list(guild)).length >= MAX_SCHEDULES) return { kind: 'too-many', max: MAX_SCHEDULES }
      const id = await freeId(guild)
      const schedule = newSchedule(wish, now)
      await store.update([schedules.key(guild, id)], (documents) => {
        documents[0] = schedule
      })
      return { kind: 'set', schedule: { ...schedule, id } }
    },
    async edit(guild, id, changes, now) {
      assertWish(changes)
      return change(guild, id, (schedule) => editedSchedule(schedule, changes, now))
    },
    pause: (guild, id, now) => change(guild, id, (schedule) => pausedSchedule(schedule, 'by-moderator', now)),
    async resume(guild, id, now) {
      const resumed = isId(id) ? await resumeSchedule(store, { guild, id, now }) : undefined
      return resumed && { ...resumed, id }
    },
    skip: (guild, id, now) =>
      change(guild, id, (schedule) => {
        const next = nextSlot(schedule, Math.max(schedule.handledUntil, now))
        return next ? { ...schedule, skipDate: next.date } : schedule
      }),
    unskip: (guild, id) => change(guild, id, (schedule) => ({ ...schedule, skipDate: null })),
    remove: (guild, id, now) => change(guild, id, (schedule) => ({ ...schedule, removedAt: now })),
    restore: (guild, id, now) =>
      changeAny(guild, id, (schedule) => ({
        ...schedule,
        removedAt: null,
        handledUntil: schedule.removedAt === null ? schedule.handledUntil : Math.max(schedule.handledUntil, now),
      })),
    async resumeAfterAbsence(guild, now) {
      const paused = (await list(guild)).filter((schedule) => schedule.paused?.reason === 'left-guild')
      const resumed = await Promise.all(
        paused.map(({ id }) =>
          change(guild, id, (schedule) => resumedSchedule(schedule, now - schedule.windowMinutes * 60_000)),
        ),
      )
      return resumed.filter((schedule) => schedule !== undefined)
    },
    list,
    last: (guild, id) => lastDelivery({ store, readEach }, guild, id),
    async purge(key, { removedAt, open }, now) {
      const isOver = removedAt !== null && now - removedAt > REMOVED_FOR_MS && open.length === 0
      if (isOver) await store.remove(key)
      return isOver
    },
  }
}

/** Keys sort by date, the manual ones behind the dates by interaction, so only the last of both sorts are read. */
async function lastDelivery(
  { store, readEach }: { store: DocumentStore; readEach: ReadEach },
  guild: string,
  id: string,
): Promise<GuildDelivery | undefined> {
  const keys = await store.list(deliveries, guild, id)
  const isManualKey = (date: string | undefined) => date?.startsWith(MANUAL_PREFIX) ?? false
  const candidates = [
    keys.findLast((key) => isManualKey(key.parts[2])),
    keys.findLast((key) => !isManualKey(key.parts[2])),
  ]
  const { found } = await readEach(candidates.filter((key) => key !== undefined))
  const [last] = found.toSorted((a, b) => b.document.plannedAt - a.document.plannedAt)
  return last && { ...last.document, date: last.key.parts[2] ?? '' }
}

/** Ids come back from choices that a person may have typed, so what cannot be one is just unknown. */
function isId(text: string): boolean {
  return /^[a-z0-9]{1,20}$/.test(text)
}

function assertWish(wish: Partial<ScheduleWish>): void {
  const fault = faultOfWish(wish)
  if (fault) throw new RangeError(`schedule: ${fault} cannot be ${JSON.stringify(wish[fault])}`)
}
