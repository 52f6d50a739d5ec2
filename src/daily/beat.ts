import type { DocumentStore, Key } from '../store/document-store.ts'
import { type Delivery, isManual } from './delivery.ts'
import { createDueIndex } from './due-index.ts'
import type { DeliveryAction, Ledger } from './ledger.ts'
import type { DailyLogger } from './logger.ts'
import { type Action, type ExtraAction, nextMoment, plan } from './plan.ts'
import { deliveryKeyOf, scheduleKeyOf } from './records.ts'
import { isRunning, type Schedule } from './schedule.ts'
import { dueSlots, nextSlot } from './slots.ts'

/** Knows what is due when, and sets it going: each schedule and each delivery on its own, so that none waits for another. */
export interface Beat {
  /** Begins all that is due at `now`. */
  tick(now: number): void
  /** Brings the index up to date after a schedule was written. */
  watchSchedule(key: Key<Schedule>): Promise<void>
  /** Brings the index up to date after a delivery was written. */
  watchDelivery(key: Key<Delivery>): Promise<void>
  /** Does what is due about one delivery and resolves when that is done. */
  deliver(key: Key<Delivery>, now: number): Promise<void>
  idle(): Promise<void>
  nextSlotAt(): number | undefined
}

export function createBeat({
  store,
  ledger,
  logger,
}: {
  store: DocumentStore
  ledger: Ledger
  logger: DailyLogger
}): Beat {
  const slots = createDueIndex<Key<Schedule>>()
  const open = createDueIndex<Key<Delivery>>()
  const underWay = new Map<string, Promise<void>>()

  /** Runs work of that name unless it is under way. What fails is tried again at the next tick. */
  function begin(name: string, work: () => Promise<void>): Promise<void> {
    const already = underWay.get(name)
    if (already) return already
    const running = work()
      .catch((error) => logger.error({ document: name, err: error }, 'daily: a step broke off, to be tried again'))
      .finally(() => underWay.delete(name))
    underWay.set(name, running)
    return running
  }

  async function workSchedule(key: Key<Schedule>, now: number): Promise<void> {
    const schedule = await store.read(key)
    const due = schedule ? [{ key, schedule, slots: dueSlots(schedule, schedule.handledUntil, now) }] : []
    for (const action of plan(now, due, []))
      if (isAboutSlot(action) && schedule) await carryOutSlot(action, schedule, now)
    await watchSchedule(key)
  }

  async function carryOutSlot(action: SlotAction, schedule: Schedule, now: number): Promise<void> {
    if (action.kind === 'skip') return ledger.skip(action.schedule, action.slot, action.reason, now)
    const delivery = await ledger.open(action.schedule, schedule, action.slot, now)
    if (delivery) void deliver(delivery, now)
  }

  async function workDelivery(key: Key<Delivery>, now: number): Promise<void> {
    let again = true
    while (again) {
      const action = (await decide(key, now)).find((one) => !isAboutExtra(one))
      if (action) await ledger.carryOut(action, now)
      again = action?.kind === 'find' // a post that is not in the channel is sent at once
    }
    // Each of these goes its own way: what it waits for holds up neither the closing nor the others.
    for (const action of (await decide(key, now)).filter(isAboutExtra))
      void begin(`${key.path}/${action.extra}`, () => workExtra(action, now))
    await watchDelivery(key)
    if (!isManual(key)) await watchSchedule(scheduleKeyOf(key)) // a failure may have paused it
  }

  async function workExtra(action: ExtraAction, now: number): Promise<void> {
    await ledger.carryOut(action, now)
    const [next] = (await decide(action.delivery, now)).filter(
      (one) => isAboutExtra(one) && one.extra === action.extra && action.kind === 'find-extra',
    )
    if (next) await ledger.carryOut(next, now)
    await watchDelivery(action.delivery)
  }

  async function decide(key: Key<Delivery>, now: number): Promise<DeliveryAction[]> {
    const [delivery, schedule] = await Promise.all([store.read(key), store.read(scheduleKeyOf(key))])
    return delivery && schedule ? plan(now, [], [{ key, delivery, schedule }]).filter(isAboutDelivery) : []
  }

  async function watchSchedule(key: Key<Schedule>): Promise<void> {
    const schedule = await store.read(key)
    slots.set(key, schedule && isRunning(schedule) ? nextSlot(schedule, schedule.handledUntil)?.at : undefined)
  }

  async function watchDelivery(key: Key<Delivery>): Promise<void> {
    const delivery = await store.read(key)
    open.set(key, delivery && nextMoment(delivery))
  }

  function deliver(key: Key<Delivery>, now: number): Promise<void> {
    open.set(key, now) // so that a step that breaks off is tried again
    return begin(key.path, () => workDelivery(key, now))
  }

  return {
    tick(now) {
      for (const key of open.due(now)) void deliver(key, now)
      for (const key of slots.due(now)) void begin(key.path, () => workSchedule(key, now))
    },
    watchSchedule,
    watchDelivery,
    deliver,
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay.values())
    },
    nextSlotAt: slots.earliest,
  }
}

type SlotAction = Exclude<Action, DeliveryAction>

function isAboutSlot(action: Action): action is SlotAction {
  return 'schedule' in action
}

function isAboutDelivery(action: Action): action is DeliveryAction {
  return !isAboutSlot(action)
}

function isAboutExtra(action: Action): action is ExtraAction {
  return 'extra' in action
}

/** The deliveries of a schedule that are still to be posted or closed. */
export function openDeliveriesOf(key: Key<Schedule>, schedule: Schedule): Key<Delivery>[] {
  return schedule.open.map((date) => deliveryKeyOf(key, date))
}
