import type { DocumentStore, Key } from '../store/document-store.ts'
import { type Delivery, type Extra, type ExtraStep, partsOf, type Reason } from './delivery.ts'
import { owedExtras } from './plan.ts'
import { scheduleKeyOf } from './records.ts'

/**
 * Writes down that a try at a thread, pin or recap begins at `now`. Resolves with the step and with what was in doubt
 * before; undefined when it is not owed any more.
 */
export function recordExtraTry(store: DocumentStore, key: Key<Delivery>, extra: Extra, now: number) {
  return store.update([key], ([delivery]) => {
    if (!delivery || !owedExtras(delivery).includes(extra)) return undefined
    const step = delivery.steps[extra]
    const inDoubtBefore = step.inDoubtSince
    Object.assign(step, { attempts: step.attempts + 1, nextTryAt: now, inDoubtSince: inDoubtBefore ?? now })
    return { attempts: step.attempts, inDoubtSince: inDoubtBefore ?? now, inDoubtBefore }
  })
}

/** Writes down how a try went that did not do it, and when the next may come. */
export function recordExtraTrouble(
  store: DocumentStore,
  key: Key<Delivery>,
  extra: Extra,
  trouble: Pick<ExtraStep, 'inDoubtSince' | 'nextTryAt' | 'reason'>,
) {
  return store.update([key], ([delivery]) => {
    const step = delivery?.steps[extra]
    if (step?.state === 'owed') Object.assign(step, trouble)
  })
}

/** Writes down that it is done, or given up with the reason. */
export function recordExtraEnd(
  store: DocumentStore,
  key: Key<Delivery>,
  extra: Extra,
  end: { state: 'off' | 'done' | 'failed'; reason: Reason | null },
) {
  return store.update([scheduleKeyOf(key), key], ([schedule, delivery]) => {
    const step = delivery?.steps[extra]
    // A thread that Discord reports after the closing gave it up is there all the same.
    if (!step || (step.state !== 'owed' && end.state !== 'done')) return
    Object.assign(step, end, { inDoubtSince: null })
    if (schedule && delivery?.state === 'closed')
      schedule.open = schedule.open.filter((date) => date !== partsOf(key).date || owedExtras(delivery).length > 0)
  })
}
