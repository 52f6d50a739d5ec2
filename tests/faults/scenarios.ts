import { RESTJSONErrorCodes } from 'discord-api-types/v10'
import { SEED } from '../../src/sandbox/world/seed.ts'
import type { Fault } from '../e2e/wire.ts'
import type { Run } from './delivery-run.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const CHANNEL = `^/channels/${SEED.channels.daily}`

/** How long the bot is away: the nonce still holds, it is forgotten, the post is late. */
export const ABSENCES = [10_000, 4 * MINUTE_MS, 2 * HOUR_MS]

const toPost = (fault: Omit<Fault, 'path' | 'method'>): Fault => ({
  method: 'POST',
  path: `${CHANNEL}/messages$`,
  ...fault,
})
const toLook = (fault: Omit<Fault, 'path' | 'method'>): Fault => ({
  method: 'GET',
  path: `${CHANNEL}/messages`,
  ...fault,
})
const toEdit = (fault: Omit<Fault, 'path' | 'method'>): Fault => ({
  method: 'PATCH',
  path: `${CHANNEL}/messages/`,
  ...fault,
})
const toMake = (fault: Fault): Fault => ({ ...fault, path: `${CHANNEL}/.*${fault.path}` })
const lost = toPost({ action: 'timeoutAfterAccepting' })
const { MissingPermissions, UnknownChannel } = RESTJSONErrorCodes

export type Scenario = Omit<Run, 'deaths' | 'absence'>

/** What the sandbox does, by what is told of it. In each the bot is killed at every step in turn. */
export const SCENARIOS: readonly Scenario[] = [
  { name: 'all goes well', faults: [] },
  { name: 'the post arrives and times out', faults: [lost], answersFrom: 6 * MINUTE_MS },
  { name: 'the post arrives and times out, and a click proves it', faults: [lost] },
  {
    name: 'the post arrives and the socket drops',
    faults: [toPost({ action: 'dropAfterAccepting' })],
    answersFrom: 6 * MINUTE_MS,
  },
  { name: 'the socket drops before the post', faults: [toPost({ action: 'drop' })] },
  { name: '500 twice', faults: [toPost({ action: 'status', status: 500, times: 2 })] },
  { name: '429', faults: [toPost({ action: 'status', status: 429, retryAfter: 45 })] },
  { name: '403', faults: [toPost({ action: 'status', status: 403, code: MissingPermissions })], isResumed: true },
  { name: '404', faults: [toPost({ action: 'status', status: 404, code: UnknownChannel })], isResumed: true },
  {
    name: 'the post times out, then 429',
    faults: [lost, toPost({ action: 'status', status: 429, retryAfter: 130 })],
    answersFrom: 30 * MINUTE_MS,
  },
  {
    name: 'the post times out, and the history fails twice',
    faults: [lost, toPost({ action: 'status', status: 500 }), toLook({ action: 'status', status: 503, times: 2 })],
    answersFrom: 30 * MINUTE_MS,
  },
  { name: 'the history is hidden', faults: [], isHistoryHidden: true, answersFrom: Number.POSITIVE_INFINITY },
  {
    name: 'the history is hidden, and a click proves the post',
    faults: [lost],
    isHistoryHidden: true,
    answersFrom: 12 * MINUTE_MS,
  },
  {
    name: 'edits fail',
    faults: [toEdit({ action: 'timeoutAfterAccepting' }), toEdit({ action: 'status', status: 502, times: 2 })],
  },
  {
    name: 'thread, pin, ping and recap',
    faults: [],
    wish: { thread: true, pin: true, recap: true, role: SEED.roles.moderator },
  },
  {
    name: 'thread, pin and recap time out or fail',
    faults: [
      toMake({ path: '/threads$', action: 'timeoutAfterAccepting' }),
      toMake({ path: '/pins/', action: 'status', status: 500 }),
      toMake({ path: '/pins/', action: 'dropAfterAccepting' }),
      toEdit({ action: 'status', status: 500, times: 2 }),
    ],
    wish: { thread: true, pin: true, recap: true },
  },
]
