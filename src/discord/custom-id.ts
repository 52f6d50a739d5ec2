/**
 * Buttons, menus and modals carry all they need in their custom id, so that they work after a restart:
 * `VERSION:COMMAND:ACTION:ARGUMENT…`. An argument may hold any text; `:` and `%` in it are escaped.
 */
const VERSION = '1'
export const MAX_CUSTOM_ID_CHARACTERS = 100 // Discord: length of a custom id

export interface CustomId {
  readonly command: string
  readonly action: string
  readonly args: readonly string[]
}

/** Throws `RangeError` when the id would be longer than Discord takes. */
export function customId(command: string, action: string, ...args: readonly (string | number)[]): string {
  const id = joinId(command, action, args)
  if (id.length > MAX_CUSTOM_ID_CHARACTERS)
    throw new RangeError(`custom id: expected at most ${MAX_CUSTOM_ID_CHARACTERS} characters, got ${id.length}: ${id}`)
  return id
}

/** Whether these arguments leave a custom id that Discord takes (a long query may not). */
export function customIdFits(command: string, action: string, ...args: readonly (string | number)[]): boolean {
  return joinId(command, action, args).length <= MAX_CUSTOM_ID_CHARACTERS
}

/** Undefined for an id of another version or of somebody else. */
export function parseCustomId(id: string): CustomId | undefined {
  const [version, command, action, ...args] = id.split(':')
  if (version !== VERSION || !command || !action) return undefined
  return { command, action, args: args.map((arg) => arg.replaceAll('%3A', ':').replaceAll('%25', '%')) }
}

function joinId(command: string, action: string, args: readonly (string | number)[]): string {
  return [
    VERSION,
    command,
    action,
    ...args.map((arg) => String(arg).replaceAll('%', '%25').replaceAll(':', '%3A')),
  ].join(':')
}
