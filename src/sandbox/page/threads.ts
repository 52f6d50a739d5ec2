import type { Channel } from './types.ts'

const PUBLIC_THREAD = 11 // Discord: channel types
const PRIVATE_THREAD = 12

export function isThread({ type }: Channel): boolean {
  return type === PUBLIC_THREAD || type === PRIVATE_THREAD
}

/** Channels as they were, each with its threads after it. */
export function withThreads(channels: Channel[]): Channel[] {
  const threadsOf = (id: string) => channels.filter((channel) => isThread(channel) && channel.parentId === id)
  return channels.filter((channel) => !isThread(channel)).flatMap((parent) => [parent, ...threadsOf(parent.id)])
}
