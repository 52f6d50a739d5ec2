/** Bits of Discord's permission set that the page asks about. */
export const PERMISSION = {
  administrator: 1n << 3n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  manageGuild: 1n << 5n,
  sendInThreads: 1n << 38n,
  useApplicationCommands: 1n << 31n,
} as const

/** Whether a bit set (decimal string, as Discord sends it) holds one permission; administrators hold all. */
export function can(permissions: string, permission: bigint): boolean {
  const bits = BigInt(permissions)
  return (bits & permission) !== 0n || (bits & PERMISSION.administrator) !== 0n
}
