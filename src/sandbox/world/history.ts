import { compareSnowflakes } from './snowflakes.ts'
import type { StoredMessage, World } from './world.ts'

/** A channel's messages, oldest first. */
export function historyOf(world: World, channelId: string): StoredMessage[] {
  const known = world.messages[channelId]
  if (known) return known
  const made: StoredMessage[] = []
  world.messages[channelId] = made
  return made
}

/** Where a message with this id stands, or would stand. */
function placeOf(history: StoredMessage[], id: string): number {
  let low = 0
  let high = history.length
  while (low < high) {
    const middle = (low + high) >> 1
    const there = history[middle]
    if (there && compareSnowflakes(there.message.id, id) < 0) low = middle + 1
    else high = middle
  }
  return low
}

export function findMessage(world: World, channelId: string, id: string): StoredMessage | undefined {
  const history = world.messages[channelId]
  const stored = history?.[placeOf(history, id)]
  return stored?.message.id === id ? stored : undefined
}

export function removeMessage(world: World, channelId: string, id: string): void {
  const history = world.messages[channelId]
  if (!history) return
  const place = placeOf(history, id)
  if (history[place]?.message.id === id) history.splice(place, 1)
}

export interface Page {
  before?: string | undefined
  after?: string | undefined
  around?: string | undefined
  limit: number
}

/**
 * A page of a channel's history, oldest first.
 * @param isSeen which messages the reader may see
 */
export function pageOf(
  world: World,
  channelId: string,
  page: Page,
  isSeen: (stored: StoredMessage) => boolean,
): StoredMessage[] {
  const history = world.messages[channelId] ?? []
  if (page.after !== undefined) return take(history, afterPlace(history, page.after), 1, page.limit, isSeen)
  if (page.around !== undefined) {
    const half = Math.floor(page.limit / 2)
    const place = placeOf(history, page.around)
    const older = take(history, place - 1, -1, half, isSeen)
    return [...older, ...take(history, place, 1, page.limit - half, isSeen)]
  }
  const end = page.before === undefined ? history.length : placeOf(history, page.before)
  return take(history, end - 1, -1, page.limit, isSeen)
}

function afterPlace(history: StoredMessage[], id: string): number {
  const place = placeOf(history, id)
  return history[place]?.message.id === id ? place + 1 : place
}

function take(
  history: StoredMessage[],
  from: number,
  step: 1 | -1,
  limit: number,
  isSeen: (stored: StoredMessage) => boolean,
): StoredMessage[] {
  const taken: StoredMessage[] = []
  for (let place = from; place >= 0 && place < history.length && taken.length < limit; place += step) {
    const stored = history[place]
    if (stored && isSeen(stored)) taken.push(stored)
  }
  return step === 1 ? taken : taken.reverse()
}
