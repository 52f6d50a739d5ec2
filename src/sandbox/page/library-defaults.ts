import { avatarFor } from './avatars.ts'

/**
 * The library's fall-back avatars are pictures on Discord's servers. It reads this setting when it is first imported,
 * so this module stands before it; every message sets its own avatar besides.
 */
Object.assign(globalThis, { $discordMessage: { avatars: { default: avatarFor('0', '?') } } })
